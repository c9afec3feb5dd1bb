import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import type { SongRow } from '#shared/contract/songs.ts';
import { asAppError } from '../../api/query.ts';
import { focusList } from '../../app/panes.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Faces, Meter } from '../../ui/index.ts';
import { formatSongDay } from './format-day.ts';
import { PackTag } from './pack-tag.tsx';
import styles from './song-table.module.css';
import { editSongs } from './songs.actions.ts';
import { type SongColumn, useSongs } from './songs.store.ts';

/** Columns that are typed into, in the order that Tab goes through. */
const typed = ['title', 'artist', 'album', 'due', 'year', 'genre', 'note'] as const;
type TypedColumn = (typeof typed)[number];

export function editableColumns(columns: readonly SongColumn[]): TypedColumn[] {
  return typed.filter((column) => columns.includes(column));
}

type SongCellsProps = { song: SongRow; columns: readonly SongColumn[]; editing: SongColumn | null };

/** The cells of a song's row; the one that is edited is a field of the same height. */
export function SongCells({ song, columns, editing }: SongCellsProps) {
  return (
    <span className={styles.cells}>
      {columns.map((column) =>
        column === editing && isTyped(column) ? (
          <CellField key={column} song={song} column={column} columns={columns} />
        ) : (
          <Cell key={column} song={song} column={column} />
        ),
      )}
    </span>
  );
}

function isTyped(column: SongColumn): column is TypedColumn {
  return typed.some((one) => one === column);
}

function Cell({ song, column }: { song: SongRow; column: SongColumn }) {
  const text = useText();
  const className = column === 'title' ? styles.title : styles.cell;
  switch (column) {
    case 'pack':
      return (
        <span className={className}>
          {song.packName !== '' && <PackTag name={song.packName} colour={song.packColour} />}
        </span>
      );
    case 'status':
      return <span className={className}>{text(`songs.status.${song.status}`)}</span>;
    case 'progress':
      return (
        <span className={styles.progress}>
          {song.steps.length > 0 && (
            <>
              <Meter
                label={text('songs.column.progress')}
                value={song.percent / 100}
                valueText={text('songs.percent', { percent: song.percent })}
                tone="accent"
              />
              <span aria-hidden="true">{text('songs.percent', { percent: song.percent })}</span>
            </>
          )}
        </span>
      );
    case 'people':
      return (
        <span className={className}>
          {song.faces.length > 0 && <Faces names={song.faces.map(({ name }) => name)} />}
        </span>
      );
    default:
      return (
        <span className={className} data-late={(column === 'due' && song.isLate) || undefined} data-column={column}>
          {cellText(song, column)}
        </span>
      );
  }
}

function cellText(song: SongRow, column: SongColumn): string {
  switch (column) {
    case 'next':
      return song.nextStep;
    case 'due':
      return song.due === '' ? '' : formatSongDay(song.due);
    case 'year':
      return song.year === null ? '' : String(song.year);
    case 'owner':
      return song.owner?.name ?? '';
    case 'note':
      return song.note.split('\n')[0] ?? '';
    case 'title':
    case 'artist':
    case 'album':
    case 'genre':
      return song[column];
    default:
      return '';
  }
}

type CellFieldProps = { song: SongRow; column: TypedColumn; columns: readonly SongColumn[] };

/** Enter saves, Tab saves and goes on to the right, Esc restores. What cannot be saved stays open with the reason. */
function CellField({ song, column, columns }: CellFieldProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(() => draftOf(song, column));
  const [problem, setProblem] = useState('');
  useEffect(() => input.current?.select(), []);
  const close = (next: TypedColumn | null) => {
    useSongs.setState({ editing: next === null ? null : { id: song.id, column: next } });
    if (next === null) focusList();
  };
  const save = async (next: TypedColumn | null) => {
    try {
      if (draft !== draftOf(song, column)) await editSongs([song.id], valuesOf(column, draft));
      close(next);
    } catch (error) {
      setProblem(errorText(textNow, asAppError(error).code));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The list must not take any key of a field for its own.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const order = editableColumns(columns);
    const at = order.indexOf(column);
    if (event.key === 'Enter') void save(null);
    else if (event.key === 'Tab') void save(order[at + (event.shiftKey ? -1 : 1)] ?? null);
    else if (event.key === 'Escape') close(null);
    else return;
    event.preventDefault();
  };
  return (
    <span className={styles.edit}>
      <input
        ref={input}
        type={column === 'due' ? 'date' : 'text'}
        inputMode={column === 'year' ? 'numeric' : 'text'}
        aria-label={text(`songs.column.${column}`)}
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : `song-problem-${song.id}`}
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.stopPropagation()}
        onMouseDown={(event) => event.stopPropagation()}
        onBlur={() => problem === '' && void save(null)}
      />
      {problem !== '' && (
        <span id={`song-problem-${song.id}`} role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </span>
  );
}

function draftOf(song: SongRow, column: TypedColumn): string {
  if (column === 'due') return song.deadline;
  if (column === 'year') return song.year === null ? '' : String(song.year);
  return song[column];
}

function valuesOf(column: TypedColumn, draft: string): Input<'songs.edit'>['values'] {
  if (column === 'due') return { deadline: draft };
  if (column === 'year') return { year: draft.trim() === '' ? null : Number(draft) };
  return { [column]: draft.trim() };
}
