import { useLayoutEffect, useMemo, useRef } from 'react';
import { decodeSpectrumPicture, pictureRows, type SpectrumPicture } from '#shared/spectrum-picture.ts';
import { useText } from '../../messages/use-text.ts';
import { overviewFromBase64 } from './draw-waveform.ts';
import { formatKilohertz } from './format-values.ts';
import styles from './spectrogram.module.css';
import { axisHertz, colourFromHex, spectrogramPixels } from './spectrogram-pixels.ts';
import { useThemeColours } from './theme-colours.ts';

type SpectrogramProps = {
  /** As 'analysis.get' and 'review.get' have it. */
  encoded: string;
  /** Where the sound ends, to be marked where that is not where it could. */
  bandwidthHz: number | null;
};

/** A cut this near to the highest frequency is none. */
const wholeShare = 0.95;

/** The frequencies over the whole track, with what is missing at the top. */
export function Spectrogram({ encoded, bandwidthHz }: SpectrogramProps) {
  const text = useText();
  const picture = useMemo(() => decodeSpectrumPicture(overviewFromBase64(encoded)), [encoded]);
  if (!picture || picture.columns === 0) return null;
  const { nyquistHz } = picture;
  const place = (hertz: number) => ({ bottom: `${(hertz / nyquistHz) * 100}%` });
  const cutHz = bandwidthHz !== null && bandwidthHz < nyquistHz * wholeShare ? bandwidthHz : null;
  const highest = formatKilohertz(nyquistHz);
  const label =
    cutHz === null
      ? text('tracks.spectrum', { highest })
      : text('tracks.spectrumCut', { highest, cut: formatKilohertz(cutHz) });
  return (
    <div className={styles.frame}>
      <div role="img" aria-label={label} className={styles.picture}>
        <Picture picture={picture} />
        {axisHertz(nyquistHz).map((hertz) => (
          <span key={hertz} className={styles.mark} style={place(hertz)}>
            <span>{text('tracks.kilohertz', { kilohertz: formatKilohertz(hertz) })}</span>
          </span>
        ))}
        {cutHz !== null && (
          <span className={styles.cut} style={place(cutHz)}>
            <span>{text('tracks.kilohertz', { kilohertz: formatKilohertz(cutHz) })}</span>
          </span>
        )}
      </div>
    </div>
  );
}

function Picture({ picture }: { picture: SpectrumPicture }) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const { playhead } = useThemeColours();
  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    canvas.width = picture.columns;
    canvas.height = pictureRows;
    // Canvas writes any colour it is given as #rrggbb.
    context.fillStyle = playhead;
    const pixels = spectrogramPixels(picture, colourFromHex(String(context.fillStyle)));
    context.putImageData(new ImageData(pixels, picture.columns, pictureRows), 0, 0);
  }, [picture, playhead]);
  return <canvas ref={canvasRef} className={styles.canvas} />;
}
