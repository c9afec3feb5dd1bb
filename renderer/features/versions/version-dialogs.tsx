import { useState } from 'react';
import type { SongVersionId } from '#shared/contract/studio-ids.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { addVersionFiles, editVersion } from './versions.actions.ts';
import styles from './versions.module.css';
import { closeVersionDialog, useVersions, type VersionedSong } from './versions.store.ts';

/** The dialogs of versions, of which one at a time is open. */
export function VersionDialogs() {
  const dialog = useVersions((state) => state.dialog);
  if (dialog?.kind === 'compare') return <CompareDialog song={dialog.song} />;
  if (dialog?.kind === 'add') return <AddDialog song={dialog.song} />;
  if (dialog?.kind === 'edit') return <EditDialog key={dialog.id} {...dialog} />;
  return null;
}

function AddDialog({ song }: { song: VersionedSong }) {
  const text = useText();
  const [paths, setPaths] = useState('');
  const [error, setError] = useState<string | null>(null);
  const named = paths
    .split('\n')
    .map((path) => path.trim().replace(/^"(.*)"$/, '$1'))
    .filter((path) => path !== '');
  const add = async () => {
    try {
      await addVersionFiles(song, named);
      closeVersionDialog();
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  return (
    <Dialog
      title={text('versions.addTitle', { title: song.title })}
      isOpen
      onClose={closeVersionDialog}
      footer={
        <>
          <Button onPress={closeVersionDialog}>{text('versions.cancel')}</Button>
          <Button kind="primary" isDisabled={named.length === 0} onPress={() => void add()}>
            {text('versions.addCount', { count: named.length })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextArea label={text('versions.paths')} hint={text('versions.pathsHint')} value={paths} onChange={setPaths} />
        {error !== null && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function EditDialog({ id, name, note }: { id: SongVersionId; name: string; note: string }) {
  const text = useText();
  const [typedName, setName] = useState(name);
  const [typedNote, setNote] = useState(note);
  const save = async () => {
    await editVersion(id, { name: typedName, note: typedNote });
    closeVersionDialog();
  };
  return (
    <Dialog
      title={text('versions.editTitle')}
      isOpen
      onClose={closeVersionDialog}
      footer={
        <>
          <Button onPress={closeVersionDialog}>{text('versions.cancel')}</Button>
          <Button kind="primary" onPress={() => void attempt(save)}>
            {text('versions.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={text('versions.name')} value={typedName} onChange={setName} maxLength={200} autoFocus />
        <TextArea label={text('versions.note')} value={typedNote} onChange={setNote} />
      </div>
    </Dialog>
  );
}
