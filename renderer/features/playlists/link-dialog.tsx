import { useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId, PlaylistId } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, EmptyState, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork, formatLength } from '../tracks/index.ts';
import { linkEntry } from './entries.actions.ts';
import styles from './link-dialog.module.css';
import { closeDialog } from './playlists.store.ts';
import { useFoundTracks } from './use-found-tracks.ts';

type LinkDialogProps = { id: PlaylistId; entryId: PlaylistEntryId; title: string; facts: string };
type Choice = { track: TrackRow; why: string };

/** Tracks of the library that an entry may mean, with how sure each is, and why; or any other that is searched for. */
export function LinkDialog({ id, entryId, title, facts }: LinkDialogProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const { data: candidates } = useCall('playlists.candidates', { entryId });
  const found = useFoundTracks(typed);
  const likely = candidates?.map(({ track, score, by }): Choice => {
    const percent = text('playlists.score', { score: Math.round(score * 100) });
    return { track, why: `${text(`playlists.by.${by}`)} ${percent}` };
  });
  const choices = typed.trim() === '' ? likely : found.map((track): Choice => ({ track, why: '' }));
  const choose = ({ id: trackId, title: name, fileName }: TrackRow) => {
    closeDialog();
    void attempt(() => linkEntry(id, entryId, trackId, name || fileName));
  };
  return (
    <Dialog title={text('playlists.linkTitle', { title })} isOpen onClose={closeDialog}>
      <p className={styles.facts}>{text('playlists.linkKept', { facts })}</p>
      <Field
        label={text('playlists.linkSearch')}
        isLabelHidden
        placeholder={text('playlists.linkSearch')}
        value={typed}
        onChange={setTyped}
        maxLength={2000}
        autoFocus
      />
      <ul className={styles.list} aria-label={text('playlists.linkChoices')}>
        {choices?.map((choice) => (
          <Candidate key={choice.track.id} choice={choice} onChoose={choose} />
        ))}
      </ul>
      {choices?.length === 0 && <EmptyState text={text('playlists.linkNone')} />}
    </Dialog>
  );
}

function Candidate({ choice: { track, why }, onChoose }: { choice: Choice; onChoose: (track: TrackRow) => void }) {
  const text = useText();
  const name = track.title || track.fileName;
  return (
    <li className={styles.candidate}>
      <Artwork hash={track.artworkHash} size={32} />
      <span className={styles.names}>
        <span className={styles.name}>{name}</span>
        <span className={styles.note}>{[track.artist, track.album].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.note}>{track.durationMs === null ? '' : formatLength(track.durationMs)}</span>
      <span className={styles.note}>{why}</span>
      <Button size="small" aria-label={text('playlists.linkChooseName', { name })} onPress={() => onChoose(track)}>
        {text('playlists.linkChoose')}
      </Button>
    </li>
  );
}
