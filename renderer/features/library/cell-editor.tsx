import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useRef, useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import type { EditTextField } from '#shared/tags/edit-fields.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { editTagNow, fieldName, inlineValue, readTyped } from '../tags/index.ts';
import { editNext, stopEditing } from './cell-editing.store.ts';
import styles from './cell-editor.module.css';

type CellEditorProps = {
  row: TrackRow;
  index: number;
  column: ColumnId;
  field: EditTextField;
  columns: readonly ColumnId[];
};

/** Types into a cell of the list: Enter saves and moves down, Tab saves and moves right, Esc restores. */
export function CellEditor({ row, index, column, field, columns }: CellEditorProps) {
  const text = useText();
  const inputRef = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const shown = inlineValue(column, row);
  const [typed, setTyped] = useState(shown);
  const [error, setError] = useState<string | null>(null);
  const isLeaving = useRef(false);

  useEffect(() => {
    inputRef.current?.focus();
    inputRef.current?.select();
  }, []);

  /** Whether it is saved, or nothing was changed. Invalid input stays open with the reason. */
  const save = async (): Promise<boolean> => {
    if (typed === shown) return true;
    const read = readTyped(field, typed);
    if ('fault' in read) {
      setError(text(`tags.fault.${read.fault}`));
      return false;
    }
    try {
      await editTagNow(async () => [row.id], field, read.values);
      return true;
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
      return false;
    }
  };
  const leave = async (to: 'down' | 'right' | 'left') => {
    isLeaving.current = true;
    if (await save()) editNext({ index, column }, columns, to);
    else isLeaving.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void leave('down');
    else if (event.key === 'Tab') void leave(event.shiftKey ? 'left' : 'right');
    else if (event.key === 'Escape') {
      isLeaving.current = true;
      stopEditing();
    } else return;
    event.preventDefault();
  };
  const stay = (event: SyntheticEvent) => event.stopPropagation();
  return (
    <span className={styles.editor}>
      <input
        ref={inputRef}
        className={styles.input}
        aria-label={fieldName(text, field)}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        value={typed}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        onPointerDown={stay}
        onClick={stay}
        onDoubleClick={stay}
        onBlur={() => {
          if (isLeaving.current) return;
          void save().then((isSaved) => isSaved && stopEditing());
        }}
      />
      {error && (
        <span id={errorId} className={styles.error} role="alert">
          {error}
        </span>
      )}
    </span>
  );
}
