import { useState } from 'react';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { DayPick, PackPick, TextPick } from './pick-field.tsx';
import { makeSongs } from './songs.actions.ts';
import { closeSongDialog, type NewSongPlace, openSongDialog } from './songs.store.ts';
import { makeFromFile } from './start-from-file.ts';

/** A song to be, for the place in the board where it was asked for. */
export function NewSongDialog({ place }: { place: NewSongPlace }) {
  const text = useText();
  const [title, setTitle] = useState('');
  const [path, setPath] = useState('');
  const [artist, setArtist] = useState('');
  const [album, setAlbum] = useState('');
  const [deadline, setDeadline] = useState('');
  const [packId, setPackId] = useState<number | null>(place.packId ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const { data: checks = [] } = useCall(
    'songs.checkTitles',
    { songs: [{ title, artist }] },
    { enabled: title.trim() !== '', keepsPrevious: true },
  );
  const isThere = title.trim() !== '' && checks[0]?.duplicate === 'library';
  const save = async () => {
    try {
      if (place.asksFile) await makeFromFile(path.trim(), artist);
      else {
        const song = { title, artist, album, deadline, packId: packId as PackId | null };
        await makeSongs([{ ...song, ...(place.status ? { status: place.status } : {}) }], place.stage);
      }
      closeSongDialog();
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={place.stage ? text('songs.newIn', { name: place.stage }) : text('songs.new')}
      isOpen
      onClose={closeSongDialog}
      footer={
        <>
          <Button onPress={() => openSongDialog({ kind: 'paste' })}>{text('songs.pasteTitles')}</Button>
          <Button
            kind="primary"
            type="submit"
            form="new-song"
            isDisabled={(place.asksFile ? path : title).trim() === '' || isThere}
          >
            {text('songs.make')}
          </Button>
        </>
      }
    >
      <form
        id="new-song"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {place.asksFile ? (
          <Field
            label={text('songs.audioFile')}
            hint={text('songs.audioFileHint')}
            value={path}
            onChange={setPath}
            autoFocus
          />
        ) : (
          <Field
            label={text('songs.column.title')}
            value={title}
            onChange={setTitle}
            maxLength={500}
            autoFocus
            error={isThere ? text('error.SONG_EXISTS') : null}
          />
        )}
        <div className={styles.pair}>
          <TextPick field="artist" label={text('songs.column.artist')} value={artist} onChange={setArtist} />
          <TextPick field="album" label={text('songs.column.album')} value={album} onChange={setAlbum} />
        </div>
        <div className={styles.pair}>
          <PackPick value={packId} onChange={setPackId} />
          <DayPick label={text('songs.deadline')} value={deadline} onChange={setDeadline} />
        </div>
        {problem && (
          <p role="alert" className={styles.error}>
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  );
}
