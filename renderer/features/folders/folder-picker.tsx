import { CornerLeftUp, Folder as FolderIcon, House } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Folder } from '#shared/contract/library/folders.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './folder-picker.module.css';
import { addPaths, baseName, locateFolder } from './folders.actions.ts';

type FolderPickerProps = {
  /** What the chosen folder is for. After a drop it says why it asks: the window may not know the place of the files. */
  purpose:
    | { kind: 'pick'; isAfterDrop: boolean }
    | { kind: 'locate'; folder: Folder }
    | { kind: 'choose'; onChoose: (path: string) => void };
  onClose: () => void;
  /** Closed without an answer; without it the same as `onClose`. */
  onCancel?: () => void;
};

/** Our own folder dialog, for windows whose host has none. It lists folders through the contract. */
export function FolderPicker({ purpose, onClose, onCancel = onClose }: FolderPickerProps) {
  const text = useText();
  const [path, setPath] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState('');
  const [selected, setSelected] = useState<string | null>(null);
  const [showHidden, setShowHidden] = useState(false);
  const [isMoved, setIsMoved] = useState(false);
  const input = path === undefined ? { showHidden } : { path, showHidden };
  const { data, error } = useCall('host.browseFolders', input, { keepsPrevious: true });

  const open = (next: string | undefined) => {
    setPath(next);
    setTyped(next ?? '');
    setSelected(null);
    setIsMoved(true);
  };
  const here = error ? null : (data?.path ?? null);
  const chosen = selected ?? here;
  const add = () => {
    if (chosen === null) return;
    onClose();
    if (purpose.kind === 'choose') purpose.onChoose(chosen);
    else void attempt(() => (purpose.kind === 'locate' ? locateFolder(purpose.folder, chosen) : addPaths([chosen])));
  };
  const press = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
    else if (event.key === 'Enter' && isTyping) open(typed.trim() === '' ? undefined : typed.trim());
    else if (event.key === 'Backspace' && !isTyping && data?.path) open(data.parent ?? undefined);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      title={titleText(text, purpose)}
      isOpen
      onClose={onCancel}
      footer={
        <>
          <span className={styles.count}>
            {purpose.kind !== 'choose' &&
              (here === null
                ? text(purpose.kind === 'pick' ? 'folders.chooseHint' : 'folders.locateHint')
                : text('folders.audioCount', { count: data?.audioFileCount ?? 0 }))}
          </span>
          <Button onPress={onCancel}>{text('ui.cancel')}</Button>
          <Button kind="primary" keys="Mod+Enter" isDisabled={chosen === null} onPress={add}>
            {confirmText(text, purpose, chosen)}
          </Button>
        </>
      }
    >
      <div className={styles.picker} role="presentation" onKeyDownCapture={press}>
        {purpose.kind === 'pick' && purpose.isAfterDrop && (
          <p className={styles.reason}>{text('folders.pickAfterDrop')}</p>
        )}
        <div className={styles.bar}>
          <IconButton label={text('folders.places')} isDisabled={path === undefined} onPress={() => open(undefined)}>
            <House size={16} />
          </IconButton>
          <IconButton
            label={text('folders.up')}
            keys="Backspace"
            isDisabled={!data?.path}
            onPress={() => open(data?.parent ?? undefined)}
          >
            <CornerLeftUp size={16} />
          </IconButton>
          <div className={styles.path}>
            <Field
              label={text('folders.path')}
              isLabelHidden
              placeholder={text('folders.pathHint')}
              value={typed}
              onChange={setTyped}
              error={error ? errorText(text, error.code) : null}
              spellCheck="false"
            />
          </div>
        </div>
        <ListBox
          key={data?.path ?? 'places'}
          aria-label={here === null ? text('folders.places') : text('folders.list', { name: baseName(here) })}
          className={styles.list ?? ''}
          items={data?.folders ?? []}
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={selected === null ? [] : [selected]}
          onSelectionChange={(keys) =>
            setSelected(keys === 'all' ? null : (([...keys][0] as string | undefined) ?? null))
          }
          onAction={(key) => open(String(key))}
          renderEmptyState={() => (data ? <p className={styles.none}>{text('folders.noSubfolders')}</p> : null)}
          {...(isMoved ? { autoFocus: true } : {})}
        >
          {(folder) => (
            <ListBoxItem id={folder.path} textValue={folder.name} className={styles.item ?? ''}>
              <FolderIcon size={16} aria-hidden="true" />
              <span className={styles.name}>{folder.name}</span>
            </ListBoxItem>
          )}
        </ListBox>
        {data?.isCut && <p className={styles.note}>{text('folders.cut', { count: data.folders.length })}</p>}
        <Checkbox isSelected={showHidden} onChange={setShowHidden}>
          {text('folders.showHidden')}
        </Checkbox>
      </div>
    </Dialog>
  );
}

function titleText(text: Text, purpose: FolderPickerProps['purpose']): string {
  if (purpose.kind === 'locate') return text('folders.locateTitle', { name: purpose.folder.name });
  return text(purpose.kind === 'choose' ? 'folders.chooseTitle' : 'folders.pickTitle');
}

function confirmText(text: Text, purpose: FolderPickerProps['purpose'], chosen: string | null): string {
  if (purpose.kind === 'locate') return text('folders.locateNamed', { name: purpose.folder.name });
  if (purpose.kind === 'choose') return text('folders.choose');
  return chosen === null ? text('folders.add') : text('folders.addNamed', { name: baseName(chosen) });
}
