import { useState } from 'react';
import type { PageScope } from '#shared/contract/packs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import { writePage, writeSongIni } from './packs.actions.ts';

type PageDialogProps = { scope: PageScope; name: string; onClose: () => void };

/** Where a page of releases goes. */
export function PageDialog({ scope, name, onClose }: PageDialogProps) {
  const text = useText();
  return (
    <WriteDialog
      title={text('packs.page.title', { name })}
      hint={text(scope.type === 'pack' ? 'packs.page.hint' : 'packs.page.hintAll')}
      action={text('packs.page.write')}
      firstName={fileName(name)}
      extension=".html"
      onWrite={(path) => writePage(scope, path)}
      onClose={onClose}
    />
  );
}

type SongIniDialogProps = { songId: SongId; name: string; onClose: () => void };

/** Where a song.ini goes. */
export function SongIniDialog({ songId, name, onClose }: SongIniDialogProps) {
  const text = useText();
  return (
    <WriteDialog
      title={text('packs.ini.title', { name })}
      hint={text('packs.ini.hint')}
      action={text('packs.ini.write')}
      firstName="song.ini"
      extension=".ini"
      onWrite={(path) => writeSongIni(songId, path)}
      onClose={onClose}
    />
  );
}

type WriteDialogProps = {
  title: string;
  hint: string;
  action: string;
  firstName: string;
  extension: string;
  onWrite: (path: string) => Promise<void>;
  onClose: () => void;
};

/** A folder, and a name in it. What lies there stays. */
function WriteDialog({ title, hint, action, firstName, extension, onWrite, onClose }: WriteDialogProps) {
  const text = useText();
  const [folder, setFolder] = useState('');
  const [file, setFile] = useState(firstName);
  const { error, submit } = useSubmit(onClose);
  const choose = async () => {
    const chosen = await chooseFolder();
    if (chosen !== null) setFolder(chosen);
  };
  const write = () => {
    const divider = folder.includes('\\') ? '\\' : '/';
    const whole = file.trim().toLowerCase().endsWith(extension) ? file.trim() : `${file.trim()}${extension}`;
    return onWrite(`${folder.trim().replace(/[\\/]$/, '')}${divider}${whole}`);
  };
  return (
    <Dialog
      title={title}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={folder.trim() === '' || file.trim() === ''}
            onPress={() => void submit(write)}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.quiet}>{hint}</p>
        <Field label={text('packs.page.folder')} value={folder} onChange={setFolder} spellCheck="false" />
        <div>
          <Button size="small" onPress={() => void attempt(choose)}>
            {text('packs.page.chooseFolder')}
          </Button>
        </div>
        <Field label={text('packs.page.file')} value={file} onChange={setFile} spellCheck="false" />
        {error && (
          <p className={styles.error} role="alert">
            {errorText(text, error.code)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** A name that every system takes. */
function fileName(name: string): string {
  return `${
    name
      .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 80) || 'notes'
  }.html`;
}
