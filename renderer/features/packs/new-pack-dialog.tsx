import { useRef, useState } from 'react';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { addSongs, createPack } from './packs.actions.ts';
import { emptyList, SongListField, useListedSongs } from './song-list-field.tsx';

const priorities = ['1', '2', '3', '4', '5'] as const;

/** A new pack, with the songs of a pasted list where there is one. */
export function NewPackDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [name, setName] = useState('');
  const [priority, setPriority] = useState<(typeof priorities)[number]>('3');
  const [deadline, setDeadline] = useState('');
  const [list, setList] = useState(emptyList);
  const listed = useListedSongs(list);
  const { error, submit } = useSubmit(onClose);
  const seriesName = text('packs.albumSeriesName', { album: list.album.trim() });
  const isNamed = list.isAlbumSeries && list.album.trim() !== '';
  const shownName = isNamed ? seriesName : name;
  return (
    <Dialog
      title={text('packs.new')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button
            kind="primary"
            type="submit"
            form="new-pack"
            isDisabled={shownName.trim() === '' || !listed.isChecked}
          >
            {text('packs.make', { count: listed.songs.length })}
          </Button>
        </>
      }
    >
      <form
        id="new-pack"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(() =>
            createPack({
              name: shownName.trim().slice(0, 200),
              priority: Number(priority),
              deadline,
              songs: listed.songs,
            }),
          );
        }}
      >
        <Field
          label={text('packs.name')}
          value={shownName}
          onChange={setName}
          isDisabled={isNamed}
          maxLength={200}
          error={error && errorText(text, error.code)}
          autoFocus
        />
        <div className={styles.pair}>
          <Select
            label={text('packs.priority')}
            value={priority}
            options={priorities.map((value) => ({ value, text: text(`packs.priority.${value}`) }))}
            onChange={setPriority}
          />
          <Field label={text('packs.deadline')} type="date" value={deadline} onChange={setDeadline} />
        </div>
        <SongListField form={list} onChange={setList} canName summary={listed} />
      </form>
    </Dialog>
  );
}

type AddSongsProps = { id: PackId; name: string; onClose: () => void };

/** Songs of a pasted list, for a pack that is there. */
export function AddSongsDialog({ id, name, onClose }: AddSongsProps) {
  const text = useText();
  const [list, setList] = useState(emptyList);
  const listed = useListedSongs(list);
  const { error, submit } = useSubmit(onClose);
  return (
    <Dialog
      title={text('packs.addSongsTo', { name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={listed.songs.length === 0 || !listed.isChecked}
            onPress={() => void submit(() => addSongs(id, name, listed.songs))}
          >
            {text('packs.add', { count: listed.songs.length })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <SongListField form={list} onChange={setList} canName={false} summary={listed} />
        {error && (
          <p className={styles.error} role="alert">
            {errorText(text, error.code)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Runs what a dialog is for, once: it closes when that is done, and says why where it is not. */
export function useSubmit(onClose: () => void) {
  const [error, setError] = useState<ReturnType<typeof asAppError> | null>(null);
  const isBusy = useRef(false);
  const submit = async (work: () => Promise<void>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setError(null);
    try {
      await work();
      onClose();
    } catch (thrown) {
      setError(asAppError(thrown));
    } finally {
      isBusy.current = false;
    }
  };
  return { error, submit };
}
