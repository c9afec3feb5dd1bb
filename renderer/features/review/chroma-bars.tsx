import type { CSSProperties } from 'react';
import type { MusicKey } from '#shared/music-key.ts';
import { pitchOfKey } from '#shared/music-key.ts';
import { useText } from '../../messages/use-text.ts';
import { formatPercent, keyColours } from '../tracks/index.ts';
import styles from './chroma-bars.module.css';
import { pitchNames, triadOf } from './key-evidence.ts';

type ChromaBarsProps = {
  /** How strong each pitch class is, C first. */
  chroma: readonly number[];
  /** Its triad is in its colour, and its tonic comes first. */
  musicKey: MusicKey | null;
  height: number;
};

/** The twelve pitches and how much there is of each. */
export function ChromaBars({ chroma, musicKey, height }: ChromaBarsProps) {
  const text = useText();
  const names = pitchNames(musicKey);
  const first = musicKey === null ? 0 : pitchOfKey(musicKey);
  const triad: readonly number[] = musicKey === null ? [] : triadOf(musicKey);
  const pitches = Array.from({ length: 12 }, (_, step) => (first + step) % 12);
  const words = pitches.map((pitch) => `${names[pitch]} ${formatPercent(chroma[pitch] ?? 0)}`).join(', ');
  return (
    <div
      role="img"
      aria-label={text('review.chroma', { pitches: words })}
      className={styles.chroma}
      style={{ height, ...(musicKey === null ? {} : keyColours(musicKey)) } as CSSProperties}
    >
      {pitches.map((pitch) => (
        <span key={pitch} className={styles.pitch}>
          <span
            className={triad.includes(pitch) ? styles.triad : styles.bar}
            style={{ height: `${(chroma[pitch] ?? 0) * 100}%` }}
          />
          <span className={styles.name}>{names[pitch]}</span>
        </span>
      ))}
    </div>
  );
}
