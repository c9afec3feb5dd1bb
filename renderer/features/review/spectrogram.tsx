import { useLayoutEffect, useMemo, useRef } from 'react';
import { decodeSpectrumPicture, pictureRows, type SpectrumPicture } from '#shared/spectrum-picture.ts';
import { useText } from '../../messages/use-text.ts';
import { overviewFromBase64, useThemeColours } from '../tracks/index.ts';
import { formatKilohertz } from './answer-text.ts';
import styles from './spectrogram.module.css';
import { axisHertz, colourFromHex, spectrogramPixels } from './spectrogram-pixels.ts';

type SpectrogramProps = {
  /** As 'review.get' has it. */
  encoded: string;
  /** Where the sound ends, to be marked where that is not where it could. */
  bandwidthHz: number | null;
};

/** A cut this near to the highest frequency is none. */
const wholeShare = 0.95;

/** The frequencies over the whole track, under its waveform. */
export function Spectrogram({ encoded, bandwidthHz }: SpectrogramProps) {
  const text = useText();
  const picture = useMemo(() => decodeSpectrumPicture(overviewFromBase64(encoded)), [encoded]);
  if (!picture || picture.columns === 0) return null;
  const { nyquistHz } = picture;
  const place = (hertz: number) => ({ bottom: `${(hertz / nyquistHz) * 100}%` });
  const isCut = bandwidthHz !== null && bandwidthHz < nyquistHz * wholeShare;
  return (
    <div className={styles.frame}>
      <div
        role="img"
        aria-label={text('review.spectrum', { kilohertz: formatKilohertz(nyquistHz) })}
        className={styles.picture}
      >
        <Picture picture={picture} />
        {axisHertz(nyquistHz).map((hertz) => (
          <span key={hertz} className={styles.mark} style={place(hertz)}>
            <span>{text('review.kilohertz', { kilohertz: formatKilohertz(hertz) })}</span>
          </span>
        ))}
        {isCut && <span className={styles.cut} style={place(bandwidthHz)} />}
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
