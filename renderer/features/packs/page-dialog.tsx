import { useState } from 'react';
import type { PageScope } from '#shared/contract/packs.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import { writePage } from './packs.actions.ts';

type PageDialogProps = { scope: PageScope; name: string; onClose: () => void };

/** Where a page goes: a folder, and a name in it. What lies there stays. */
export function PageDialog({ scope, name, onClose }: PageDialogProps) {
  const text = useText();
  const [folder, setFolder] = useState('');
  const [file, setFile] = useState(() => fileName(name));
  const { error, submit } = useSubmit(onClose);
  const choose = async () => {
    const chosen = await chooseFolder();
    if (chosen !== null) setFolder(chosen);
  };
  const write = () => {
    const divider = folder.includes('\\') ? '\\' : '/';
    const whole = file.trim().toLowerCase().endsWith('.html') ? file.trim() : `${file.trim()}.html`;
    return writePage(scope, `${folder.trim().replace(/[\\/]$/, '')}${divider}${whole}`);
  };
  return (
    <Dialog
      title={text('packs.page.title', { name })}
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
            {text('packs.page.write')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.quiet}>{text(scope.type === 'pack' ? 'packs.page.hint' : 'packs.page.hintAll')}</p>
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
