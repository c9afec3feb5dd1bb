import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { Artwork, formatLength, formatQuality } from '../tracks/index.ts';
import styles from './dialogs.module.css';

type FoundTracksProps = {
  rows: readonly TrackRow[];
  query: string;
  /** What the button of each says. */
  verb: string;
  isHere: (id: TrackId) => boolean;
  onTake: (row: TrackRow) => void;
};

/** Tracks of the library that words found, each with a button. */
export function FoundTracks({ rows, query, verb, isHere, onTake }: FoundTracksProps) {
  const text = useText();
  if (query.trim() === '') return null;
  if (rows.length === 0) return <p className={styles.quiet}>{text('releases.nothingInLibrary', { query })}</p>;
  return (
    <ul className={styles.list} aria-label={text('releases.inLibrary')}>
      {rows.map((row) => (
        <li key={row.id} className={styles.found}>
          <Artwork hash={row.artworkHash} size={28} />
          <div className={styles.foundText}>
            <p>{row.title || row.fileName}</p>
            <p className={styles.quiet}>{row.artist}</p>
          </div>
          <span className={styles.quiet}>{formatQuality(row)}</span>
          <span className={styles.quiet}>{row.durationMs === null ? '' : formatLength(row.durationMs)}</span>
          <Button
            size="small"
            isDisabled={isHere(row.id)}
            aria-label={text('releases.takeTrack', { verb, title: row.title || row.fileName })}
            onPress={() => onTake(row)}
          >
            {isHere(row.id) ? text('releases.isHere') : verb}
          </Button>
        </li>
      ))}
    </ul>
  );
}
