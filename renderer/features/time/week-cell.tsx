import { TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TimeCell } from '#shared/contract/time.ts';
import { formatHours, parseDuration } from '#shared/time/duration.ts';
import { useText } from '../../messages/use-text.ts';
import { GridCell } from './grid-parts.tsx';
import styles from './week-table.module.css';

export type CellPlace = { row: number; column: number };

type WeekCellProps = {
  cell: TimeCell;
  /** 'Copper Thread, Vocals on Friday'. */
  name: string;
  isToday: boolean;
  isShown: boolean;
  isFocused: boolean;
  /** What is typed to begin with; null while it is not edited. */
  typed: string | null;
  onFocus: () => void;
  onEdit: () => void;
  /** Saved with Enter or Tab, or put back (null); the focus goes a step on. */
  onDone: (minutes: number | null, step: CellPlace) => void;
  /** Left with the pointer. */
  onLeave: (minutes: number | null) => void;
};

export function WeekCell({ cell, name, isToday, isShown, isFocused, typed, ...on }: WeekCellProps) {
  const text = useText();
  const states = [
    cell.isRunning && text('time.cell.runs'),
    cell.isOverlapping && text('time.cell.overlaps'),
    cell.lock !== '' && text(`time.lock.${cell.lock}`),
    cell.entryIds.length > 1 && text('time.cell.several', { count: cell.entryIds.length }),
  ].filter((state) => state !== false);
  const figure = cell.ms > 0 || cell.entryIds.length > 0 ? formatHours(cell.ms) : '·';
  const spoken = cell.entryIds.length > 0 ? formatHours(cell.ms) : text('time.cell.none');
  return (
    <GridCell
      role="gridcell"
      data-cell
      {...(isFocused ? { 'data-pane-focus': true } : {})}
      tabIndex={isFocused && typed === null ? 0 : -1}
      className={styles.cell}
      data-today={isToday}
      data-shown={isShown}
      data-warned={cell.isOverlapping}
      data-empty={cell.entryIds.length === 0}
      aria-readonly={cell.lock !== ''}
      aria-label={[name, spoken, ...states].join(', ')}
      onFocus={on.onFocus}
      onDoubleClick={on.onEdit}
    >
      {typed === null ? (
        <>
          {cell.isOverlapping && <TriangleAlert size={14} aria-hidden="true" />}
          {cell.isRunning && <span className={styles.running} aria-hidden="true" />}
          {figure}
        </>
      ) : (
        <CellEditor typed={typed} name={name} onDone={on.onDone} onLeave={on.onLeave} />
      )}
    </GridCell>
  );
}

type CellEditorProps = Pick<WeekCellProps, 'onDone' | 'onLeave' | 'name'> & { typed: string };

/** Enter saves and goes down, Tab saves and goes right, Escape puts it back. What cannot be read stays open. */
function CellEditor({ typed, name, onDone, onLeave }: CellEditorProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [draft, setDraft] = useState(typed);
  const [isWrong, setWrong] = useState(false);
  useEffect(() => {
    input.current?.focus();
    // What was there is replaced by what is typed; a figure that was just begun goes on.
    if (typed.length !== 1) input.current?.select();
  }, [typed]);
  const read = (): number | null => {
    const minutes = parseDuration(draft);
    setWrong(minutes === null);
    return minutes;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    const isBack = event.key === 'Escape';
    if (!isBack && event.key !== 'Enter' && event.key !== 'Tab') return;
    event.preventDefault();
    const minutes = isBack ? null : read();
    if (minutes === null && !isBack) return;
    isDone.current = true;
    const right = event.shiftKey ? -1 : 1;
    onDone(minutes, { row: event.key === 'Enter' ? 1 : 0, column: event.key === 'Tab' ? right : 0 });
  };
  return (
    <>
      <input
        ref={input}
        className={styles.editor}
        aria-label={name}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'time-cell-error' : undefined}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        value={draft}
        onChange={({ target }) => {
          setDraft(target.value);
          setWrong(false);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (!isDone.current) onLeave(parseDuration(draft));
        }}
      />
      {isWrong && (
        <span className={styles.error} id="time-cell-error" role="alert">
          {text('time.cell.wrong')}
        </span>
      )}
    </>
  );
}
