import { useMemo } from 'react';
import { decodeSpectrumPicture } from '#shared/spectrum-picture.ts';
import { useText } from '../../messages/use-text.ts';
import { formatKilohertz, overviewFromBase64 } from '../tracks/index.ts';
import { curvePath } from './curve-path.ts';
import styles from './spectrum-curve.module.css';

type SpectrumCurveProps = {
  /** As 'duplicates.get' has it. */
  encoded: string;
  /** Up to where the axis goes: the same for all that stand side by side. */
  highestHz: number;
  bandwidthHz: number | null;
  tone: 'kept' | 'plain' | 'doubt';
};

const axisHertz = [5000, 10_000, 15_000, 20_000];
/** A cut this near to the highest frequency is none. */
const wholeShare = 0.9;

/** How loud each frequency is over the whole file, with where it is cut. */
export function SpectrumCurve({ encoded, highestHz, bandwidthHz, tone }: SpectrumCurveProps) {
  const text = useText();
  const picture = useMemo(() => decodeSpectrumPicture(overviewFromBase64(encoded)), [encoded]);
  if (!picture) return null;
  const { line, area } = curvePath(picture, highestHz);
  const cutHz = bandwidthHz !== null && bandwidthHz < picture.nyquistHz * wholeShare ? bandwidthHz : null;
  const highest = formatKilohertz(picture.nyquistHz);
  const label =
    cutHz === null
      ? text('duplicates.spectrum', { highest })
      : text('duplicates.spectrumCut', { highest, cut: formatKilohertz(cutHz) });
  const place = (hertz: number) => ({ left: `${(hertz / highestHz) * 100}%` });
  return (
    <div className={styles.frame} data-tone={tone}>
      <div className={styles.picture} role="img" aria-label={label}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" className={styles.curve} aria-hidden="true">
          <path d={area} className={styles.area} />
          <path d={line} className={styles.line} />
        </svg>
        {axisHertz
          .filter((hertz) => hertz < highestHz)
          .map((hertz) => (
            <span key={hertz} className={styles.grid} style={place(hertz)} />
          ))}
        {cutHz !== null && (
          <span className={styles.cut} style={place(cutHz)} data-side={cutHz > highestHz / 2 ? 'left' : 'right'}>
            <span>{text('duplicates.cutAt', { cut: formatKilohertz(cutHz) })}</span>
          </span>
        )}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {axisHertz
          .filter((hertz) => hertz < highestHz)
          .map((hertz, index, shown) => (
            <span key={hertz} className={styles.tick} style={place(hertz)}>
              {index === shown.length - 1 ? text('duplicates.axis', { kilohertz: hertz / 1000 }) : String(hertz / 1000)}
            </span>
          ))}
      </div>
    </div>
  );
}
