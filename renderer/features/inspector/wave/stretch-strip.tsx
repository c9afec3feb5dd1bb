import type { CSSProperties, ReactNode } from 'react';
import styles from './stretch-strip.module.css';
import { visibleStretch, type WaveWindow } from './wave-window.ts';

export type Stretch = {
  startMs: number;
  endMs: number;
  /** Read by screen readers and shown as a tooltip: what it is, and from when to when. */
  description: string;
  /** Shown where it fits. */
  label: string;
  style?: CSSProperties;
  isStrong?: boolean;
};

type StretchStripProps = {
  label: string;
  stretches: readonly Stretch[];
  window: WaveWindow;
  width: number;
  kind: 'sections' | 'keys';
};

/** About as wide as one letter of a caption. */
const letterWidth = 6.2;

/** Stretches of a track under its waveform, in step with it. */
export function StretchStrip({ label, stretches, window, width, kind }: StretchStripProps): ReactNode {
  return (
    <ol
      className={styles[kind]}
      aria-label={label}
      data-bare={stretches.every((each) => each.label === '') || undefined}
    >
      {stretches.map(({ startMs, endMs, description, label: name, style, isStrong }) => {
        const place = visibleStretch({ startMs, endMs }, window);
        if (!place) return null;
        const fits = place.width * width >= name.length * letterWidth + 4;
        return (
          <li
            key={startMs}
            className={isStrong ? `${styles.stretch} ${styles.strong}` : styles.stretch}
            style={{ ...style, left: `${place.left * 100}%`, width: `${place.width * 100}%` }}
            title={description}
          >
            <span className={styles.hidden}>{description}</span>
            {fits && (
              <span className={styles.label} aria-hidden="true">
                {name}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
