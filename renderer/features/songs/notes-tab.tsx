import { useEffect, useState } from 'react';
import type { Song } from '#shared/contract/songs.ts';
import { useText } from '../../messages/use-text.ts';
import { TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { CommentThreads } from '../versions/index.ts';
import styles from './song-pane.module.css';
import { editSongs, editStep } from './songs.actions.ts';

/** The note of the song, what was said about it, and the notes of its steps. */
export function NotesTab({ song }: { song: Song }) {
  const text = useText();
  return (
    <>
      <div className={styles.section}>
        <Note
          label={text('songs.note')}
          rows={8}
          value={song.note}
          isOff={!song.canEdit}
          onSave={(note) => void attempt(() => editSongs([song.id], { note }))}
        />
      </div>
      <div className={styles.section}>
        <CommentThreads songId={song.id} version={null} />
      </div>
      <div className={styles.section}>
        {song.stepList
          .filter(({ isEnabled }) => isEnabled)
          .map((step) => (
            <Note
              key={step.key}
              label={text('songs.noteOfStep', { step: step.name })}
              rows={2}
              value={step.note}
              isOff={!song.canEdit}
              onSave={(note) => void attempt(() => editStep(song.id, step.key, { note }))}
            />
          ))}
      </div>
    </>
  );
}

type NoteProps = { label: string; rows: number; value: string; isOff: boolean; onSave: (value: string) => void };

/** Saved when the field is left. */
function Note({ label, rows, value, isOff, onSave }: NoteProps) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <TextArea
      label={label}
      rows={rows}
      value={draft}
      isDisabled={isOff}
      onChange={setDraft}
      onBlur={() => draft !== value && onSave(draft)}
    />
  );
}
