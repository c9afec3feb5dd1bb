import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { ColumnId } from '#shared/contract/settings.ts';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { editNext, stopEditing } from './cell-editing.store.ts';
import styles from './cell-editor.module.css';
import { patchRows, useList } from './list.store.ts';
import type { ListRow } from './list-row.ts';

type NoteEditorProps = { row: ListRow; index: number; columns: readonly ColumnId[] };

/** Types into the note of an entry: Enter saves and moves down, Tab saves and moves right, Esc restores. */
export function NoteEditor({ row, index, columns }: NoteEditorProps) {
  const text = useText();
  const inputRef = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(row.note ?? '');
  const isLeaving = useRef(false);

  useEffect(() => {
    inputRef.current?.focus();
    inputRef.current?.select();
  }, []);

  const save = () => {
    const { entries } = useList.getState();
    const { entryId } = row;
    if (!entries || entryId === undefined || typed === row.note) return;
    patchRows((each) => (each.entryId === entryId ? { ...each, note: typed } : each));
    void attempt(async () => {
      await call('playlists.setEntry', { id: entries.playlistId, entryId, note: typed.trim() });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const to = event.key === 'Enter' ? 'down' : event.key !== 'Tab' ? null : event.shiftKey ? 'left' : 'right';
    if (to === null && event.key !== 'Escape') return;
    event.preventDefault();
    isLeaving.current = true;
    if (to === null) return stopEditing();
    save();
    editNext({ index, column: 'note' }, columns, to);
  };
  const stay = (event: SyntheticEvent) => event.stopPropagation();
  return (
    <span className={styles.editor}>
      <input
        ref={inputRef}
        className={styles.input}
        aria-label={text('library.column.note')}
        value={typed}
        maxLength={10_000}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onPointerDown={stay}
        onClick={stay}
        onDoubleClick={stay}
        onBlur={() => {
          if (isLeaving.current) return;
          save();
          stopEditing();
        }}
      />
    </span>
  );
}
