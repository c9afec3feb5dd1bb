import type { KeyFindings } from '#shared/findings.ts';
import { formatKey } from '#shared/music-key.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { formatPercent, formatPosition, keyColours } from '../tracks/index.ts';
import styles from './key-timeline.module.css';

type KeyTimelineProps = { segments: KeyFindings['segments']; durationMs: number };

/** The key over time, one block for each stretch; under a waveform of the whole track. */
export function KeyTimeline({ segments, durationMs }: KeyTimelineProps) {
  const text = useText();
  const { keyNotation } = useSettings();
  if (segments.length === 0 || durationMs <= 0) return null;
  return (
    <ol className={styles.timeline} aria-label={text('review.keyOverTime')}>
      {segments.map(({ startMs, endMs, key, confidence }) => (
        <li
          key={startMs}
          className={styles.stretch}
          style={{ ...keyColours(key), flexGrow: Math.max(1, endMs - startMs) }}
          title={text('review.keyStretch', {
            key: formatKey(key, keyNotation),
            from: formatPosition(startMs),
            to: formatPosition(endMs),
            share: formatPercent(confidence),
          })}
        >
          {formatKey(key, keyNotation)}
        </li>
      ))}
    </ol>
  );
}
