import type { PlaylistEntryId, PlaylistId } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, EmptyState } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork, formatLength } from '../tracks/index.ts';
import { linkEntry } from './entries.actions.ts';
import styles from './link-dialog.module.css';
import { closeDialog } from './playlists.store.ts';

type LinkDialogProps = { id: PlaylistId; entryId: PlaylistEntryId; title: string; facts: string };

/** Tracks of the library that an entry may mean, with how sure each is, and why. */
export function LinkDialog({ id, entryId, title, facts }: LinkDialogProps) {
  const text = useText();
  const { data: candidates } = useCall('playlists.candidates', { entryId });
  return (
    <Dialog title={text('playlists.linkTitle', { title })} isOpen onClose={closeDialog}>
      <p className={styles.facts}>{text('playlists.linkKept', { facts })}</p>
      {candidates?.length === 0 && <EmptyState text={text('playlists.linkNone')} />}
      {candidates && candidates.length > 0 && (
        <ul className={styles.list} aria-label={text('playlists.linkChoices')}>
          {candidates.map(({ track, score, by }) => (
            <li key={track.id} className={styles.candidate}>
              <Artwork hash={track.artworkHash} size={32} />
              <span className={styles.names}>
                <span className={styles.name}>{track.title || track.fileName}</span>
                <span className={styles.note}>{[track.artist, track.album].filter(Boolean).join(' · ')}</span>
              </span>
              <span className={styles.note}>{track.durationMs === null ? '' : formatLength(track.durationMs)}</span>
              <span className={styles.note}>
                {text(`playlists.by.${by}`)} {text('playlists.score', { score: Math.round(score * 100) })}
              </span>
              <Button
                size="small"
                aria-label={`${text('playlists.linkChoose')}: ${track.title || track.fileName}`}
                onPress={() => {
                  closeDialog();
                  void attempt(() => linkEntry(id, entryId, track.id, track.title || track.fileName));
                }}
              >
                {text('playlists.linkChoose')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
