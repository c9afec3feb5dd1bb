import { Check, TriangleAlert } from 'lucide-react';
import type { Song } from '#shared/contract/songs.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Face } from '../../ui/index.ts';
import styles from './song-pane.module.css';
import { openSongDialog } from './songs.store.ts';

/** A whole, in hundredths of a percent. */
const whole = 10_000;
const series = [4, 1, 2, 3, 5, 6, 7];

/** Who has which share of a song, as a bar; it says where the shares are no whole. */
export function SplitsSection({ song }: { song: Song }) {
  const text = useText();
  const shares = song.people.filter(({ share }) => share !== null && share > 0);
  const total = shares.reduce((sum, { share }) => sum + (share ?? 0), 0);
  const isWhole = total === whole;
  return (
    <section className={styles.section} aria-labelledby="song-splits">
      <div className={styles.line}>
        <h3 id="song-splits">{text('songs.splits')}</h3>
        {total > 0 && (
          <span className={isWhole ? styles.whole : styles.short}>
            {isWhole ? <Check size={12} aria-hidden="true" /> : <TriangleAlert size={12} aria-hidden="true" />}
            {text('songs.percent', { percent: total / 100 })}
          </span>
        )}
      </div>
      {shares.length > 0 && (
        <span className={styles.shares} aria-hidden="true">
          {shares.map(({ personId, role, share }, place) => (
            <i
              key={`${personId} ${role}`}
              style={{ width: `${(share ?? 0) / 100}%`, background: `var(--series-${series[place % series.length]})` }}
            />
          ))}
        </span>
      )}
      <ul className={styles.people}>
        {song.people.map(({ personId, name, role, share }) => (
          <li key={`${personId} ${role}`}>
            <Face name={name} size="small" />
            <span className={styles.unseen}>{[name, role].filter(Boolean).join(', ')}</span>
            <span>{share === null ? role : text('songs.percent', { percent: share / 100 })}</span>
          </li>
        ))}
      </ul>
      {song.people.length === 0 && <p className={styles.quiet}>{text('songs.nobodyYet')}</p>}
      {song.canEdit && (
        <div className={styles.actions}>
          <Button kind="link" size="small" onPress={() => openSongDialog({ kind: 'people', id: song.id })}>
            {text('songs.editPeople')}
          </Button>
        </div>
      )}
    </section>
  );
}
