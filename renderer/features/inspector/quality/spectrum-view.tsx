import { useLayoutEffect, useMemo, useRef } from 'react';
import { decodeSpectrumPicture, pictureRows, type SpectrumPicture } from '#shared/spectrum-picture.ts';
import { useText } from '../../../messages/use-text.ts';
import { formatKilohertz, overviewFromBase64, useThemeColours } from '../../tracks/index.ts';
import { kilohertzMarks, spectrumInk } from './spectrum-pixels.ts';
import styles from './spectrum-view.module.css';

type SpectrumViewProps = {
  /** As 'analysis.get' has it. */
  encoded: string;
  /** Where the sound ends; marked when that is not where the file could. */
  bandwidthHz: number | null;
};

/** A sound that reaches so far has no cut-off worth marking. */
const fullShare = 0.94;

/** Frequencies over time, with what is missing at the top. */
export function SpectrumView({ encoded, bandwidthHz }: SpectrumViewProps) {
  const text = useText();
  const picture = useMemo(() => decodeSpectrumPicture(overviewFromBase64(encoded)), [encoded]);
  if (!picture || picture.columns === 0) return null;
  const cut = bandwidthHz !== null && bandwidthHz < picture.nyquistHz * fullShare ? bandwidthHz : null;
  const label =
    cut === null
      ? text('inspector.quality.spectrum')
      : text('inspector.quality.spectrumCut', { limit: formatKilohertz(cut) });
  return (
    <figure className={styles.figure}>
      <div className={styles.axis} aria-hidden="true">
        {kilohertzMarks(picture.nyquistHz).map(({ kilohertz, height }) => (
          <span key={kilohertz} style={{ bottom: `${height * 100}%` }}>
            {kilohertz}
          </span>
        ))}
        <span className={styles.unit}>{text('inspector.quality.kilohertz')}</span>
      </div>
      <div className={styles.picture} role="img" aria-label={label}>
        <SpectrumCanvas picture={picture} />
        {cut !== null && (
          <span className={styles.cut} style={{ bottom: `${(cut / picture.nyquistHz) * 100}%` }}>
            <span>{text('inspector.quality.cutAt', { limit: formatKilohertz(cut) })}</span>
          </span>
        )}
      </div>
    </figure>
  );
}

function SpectrumCanvas({ picture }: { picture: SpectrumPicture }) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const { playhead: ink } = useThemeColours();
  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    canvas.width = picture.columns;
    canvas.height = pictureRows;
    const image = context.createImageData(picture.columns, pictureRows);
    const [red, green, blue] = colourParts(context, ink);
    for (const [index, amount] of spectrumInk(picture).entries()) {
      image.data.set([red, green, blue, amount], index * 4);
    }
    context.putImageData(image, 0, 0);
  }, [picture, ink]);
  return <canvas ref={canvasRef} className={styles.canvas} />;
}

/** Canvas reads any colour and gives it back as `#rrggbb`. */
function colourParts(context: CanvasRenderingContext2D, colour: string): [number, number, number] {
  context.fillStyle = colour;
  const number = Number.parseInt(String(context.fillStyle).slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}
