import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { formatKey, type KeyNotation, keyCount } from '#shared/music-key.ts';
import { useText } from '../../../messages/use-text.ts';
import { KeyLabel } from '../../tracks/index.ts';
import styles from './edit-popover.module.css';
import { setByHand, type Targets } from './editing.ts';
import { EditorEnd } from './editor-end.tsx';

type KeyEditorProps = {
  targets: Targets;
  musicKey: number | null;
  notation: KeyNotation;
  isLocked: boolean;
  close: () => void;
};

const allKeys = Array.from({ length: keyCount }, (_, key) => key);

/** All keys in the order of the wheel, in the user's notation. */
export function KeyEditor({ targets, musicKey, notation, isLocked, close }: KeyEditorProps) {
  const text = useText();
  return (
    <>
      <ToggleButtonGroup
        aria-label={text('inspector.edit.key')}
        className={styles.group ?? ''}
        selectionMode="single"
        selectedKeys={musicKey === null ? [] : [String(musicKey)]}
        onSelectionChange={(keys) => {
          // Choosing the present key keeps it: it becomes the user's own.
          const chosen = allKeys.find((key) => keys.has(String(key))) ?? musicKey;
          if (chosen === null) return;
          close();
          void setByHand(targets, 'key', chosen, formatKey(chosen, notation));
        }}
      >
        {allKeys.map((key) => (
          <ToggleButton
            key={key}
            id={String(key)}
            className={styles.key ?? ''}
            aria-label={keyName(key, notation)}
            autoFocus={key === (musicKey ?? 0)}
          >
            <KeyLabel musicKey={key} notation={notation} />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <EditorEnd targets={targets} field="key" isLocked={isLocked} close={close} />
    </>
  );
}

/** In the user's notation, and as musicians write it. */
export function keyName(key: number, notation: KeyNotation): string {
  const own = formatKey(key, notation);
  return notation === 'classical' ? own : `${own}, ${formatKey(key, 'classical')}`;
}
