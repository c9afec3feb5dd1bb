import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { formatKey, type KeyNotation } from '#shared/music-key.ts';
import { showQuery } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { formatCount, KeyLabel } from '../tracks/index.ts';
import { KeyWheel } from './key-wheel.tsx';
import styles from './mixes-with.module.css';
import { MixList } from './mixing/mix-list.tsx';
import { relationText } from './relation-text.ts';
import { Section } from './section.tsx';

type MixesWithProps = { track: TrackDetail; notation: KeyNotation };

/** The keys a track mixes with and how many tracks there are in each; one click shows them. */
export function MixesWith({ track, notation }: MixesWithProps) {
  const text = useText();
  const key = track.key;
  if (key === null) return null;
  const others = track.mixesWith.filter((entry) => entry.key !== key).map((entry) => entry.key);
  const names = others.map((other) => formatKey(other, notation)).join(', ');
  return (
    <Section>
      <div className={styles.wheel}>
        <KeyWheel
          musicKey={key}
          compatible={others}
          notation={notation}
          label={text('inspector.wheel', { name: formatKey(key, notation), others: names })}
        />
        <div className={styles.list}>
          <h3>{text('inspector.mixesWith')}</h3>
          <ul>
            {track.mixesWith.map((entry) => (
              <li key={entry.key}>
                <button
                  type="button"
                  className={styles.entry}
                  onClick={() => showQuery(`key:${formatKey(entry.key, 'camelot')}`)}
                >
                  <KeyLabel musicKey={entry.key} notation={notation} />
                  <span className={styles.relation}>{relationText(entry.relation, entry.key, text)}</span>
                  <span className={styles.count}>{formatCount(entry.count)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <MixList key={track.id} track={track} notation={notation} />
    </Section>
  );
}
