import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TracklistEntry } from '#shared/contract/tracklists.ts';
import { transitions } from '#shared/tracklist/tracklist-parts.ts';
import type { MessageId } from '../../messages/index.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { cellText, readCell } from './cell-values.ts';
import styles from './entry-table.module.css';
import { focusTable } from './grid-parts.tsx';
import { editEntries, selectBy } from './tracklists.actions.ts';
import { type EditedColumn, editedColumns, useTracklists } from './tracklists.store.ts';
import { currentDetails, entryName } from './tracklists-data.ts';

type CellEditorProps = { entry: TracklistEntry; number: number; column: EditedColumn };

/** A cell that is typed into: Enter saves and goes down, Tab saves and goes right, Escape puts it back. */
export function CellEditor({ entry, number, column }: CellEditorProps) {
  const text = useText();
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const isDone = useRef(false);
  const [draft, setDraft] = useState(cellText(entry, column));
  const [error, setError] = useState<MessageId | null>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select?.();
  }, []);

  /** False where what was typed cannot be read; the editor stays open then. */
  const save = (): boolean => {
    const result = readCell(column, draft);
    if ('error' in result) {
      setError(result.error);
      return false;
    }
    const id = currentDetails()?.id;
    if (id !== undefined && draft !== cellText(entry, column)) {
      const said = text('tracklists.didEdit', { name: entryName(entry) });
      void attempt(async () => {
        await editEntries(id, [{ type: 'update', id: entry.id, values: result.values }], said);
      });
    }
    return true;
  };
  const leave = (next: EditedColumn | null) => {
    isDone.current = true;
    useTracklists.setState({ editing: next === null ? null : { id: entry.id, column: next } });
    if (next === null) focusTable();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      leave(null);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (!save()) return;
      leave(null);
      selectBy(1);
    } else if (event.key === 'Tab') {
      event.preventDefault();
      const next = editedColumns[editedColumns.indexOf(column) + (event.shiftKey ? -1 : 1)];
      if (save()) leave(next ?? null);
    }
  };
  const shared = {
    ref: input,
    className: styles.editor,
    'aria-label': text('tracklists.cell', { column: text(`tracklists.column.${column}`), number }),
    'aria-invalid': error !== null,
    'aria-describedby': error === null ? undefined : 'tracklist-cell-error',
    value: draft,
    onKeyDown,
    onBlur: () => {
      if (isDone.current) return;
      if (save()) useTracklists.setState({ editing: null });
    },
  };
  if (column === 'transition') {
    return (
      <select {...shared} onChange={({ target }) => setDraft(target.value)}>
        {transitions.map((transition) => (
          <option key={transition} value={transition}>
            {text(`tracklists.transition.${transition}`)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <>
      <input
        {...shared}
        spellCheck={false}
        autoComplete="off"
        maxLength={500}
        onChange={({ target }) => {
          setDraft(target.value);
          setError(null);
        }}
      />
      {error !== null && (
        <span className={styles.error} id="tracklist-cell-error" role="alert">
          {text(error)}
        </span>
      )}
    </>
  );
}
