import { memo } from 'react';
import { useText } from '../../messages/use-text.ts';
import { editableField } from '../tags/index.ts';
import { Artwork, isSelected, useSelection } from '../tracks/index.ts';
import { useCellEditing } from './cell-editing.store.ts';
import { CellEditor } from './cell-editor.tsx';
import { columnDefinitions, type VisibleColumn } from './column-layout.ts';
import { GridCell, GridRow } from './grid-parts.tsx';
import type { ListRow } from './list-row.ts';
import { NoteEditor } from './note-editor.tsx';
import { type CellContext, cellContent, StateCell } from './row-cells.tsx';
import styles from './table-row.module.css';

export type RowShape = {
  columns: readonly VisibleColumn[];
  notation: CellContext['notation'];
  /** The day rows are told from, so that "today" is the same in all of them. */
  now: number;
  /** The artist stands under the title where its column had to leave. */
  hasSecondLine: boolean;
  /** Rows show where they stand in the list. */
  hasPlaces: boolean;
};

type TableRowProps = {
  row: ListRow;
  index: number;
  view: string;
  shape: RowShape;
  isFocused: boolean;
  isPlayingRow: boolean;
  isSounding: boolean;
};

export function rowElementId(index: number): string {
  return `library-row-${index}`;
}

/** One track. It draws again only when something it shows changed. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, index, view, shape, isFocused, isPlayingRow, isSounding } = props;
  const text = useText();
  const editedColumn = useCellEditing(({ cell }) => (cell?.index === index ? cell.column : null));
  const field = editedColumn && editableField(editedColumn);
  const isRowSelected = useSelection((selection) => isSelected(selection, view, row.id, row.entryId));
  return (
    <GridRow
      id={rowElementId(index)}
      className={styles.row}
      aria-rowindex={index + 2}
      aria-selected={isRowSelected}
      data-row={index}
      data-focused={isFocused || undefined}
      data-playing={isPlayingRow || undefined}
      data-missing={row.isMissing || row.isOffline || undefined}
      data-entry={row.entryId}
      data-shows-stars={isFocused || undefined}
    >
      <GridCell className={styles.icon}>
        <StateCell row={row} isPlayingRow={isPlayingRow} isSounding={isSounding} />
        {shape.hasPlaces && row.place !== undefined && !isPlayingRow && (
          <span className={styles.place}>{row.place + 1}</span>
        )}
      </GridCell>
      <GridCell className={styles.artwork}>
        <Artwork hash={row.artworkHash} size={20} />
      </GridCell>
      {shape.columns.map(({ id, width }) => (
        <GridCell
          key={id}
          data-cell={id}
          data-editing={id === editedColumn || undefined}
          className={columnDefinitions[id].isNumeric ? styles.number : id === 'title' ? styles.title : styles.cell}
        >
          {id === editedColumn && id === 'note' ? (
            <NoteEditor row={row} index={index} columns={shape.columns.map((each) => each.id)} />
          ) : id === editedColumn && field ? (
            <CellEditor
              row={row}
              index={index}
              column={id}
              field={field}
              columns={shape.columns.map((each) => each.id)}
            />
          ) : (
            <>
              {cellContent(id, row, { notation: shape.notation, now: shape.now, width }, text)}
              {id === 'title' && row.isDead && <span className={styles.dead}>{text('library.notInLibrary')}</span>}
              {id === 'title' && shape.hasSecondLine && <span className={styles.second}>{row.artist}</span>}
            </>
          )}
        </GridCell>
      ))}
    </GridRow>
  );
});

type PlaceholderRowProps = {
  index: number;
  shape: RowShape;
  isFocused: boolean;
  /** The track left the library since the list was opened. */
  isGone: boolean;
};

/** Keeps the place of a row that is on its way, or whose track is gone. */
export const PlaceholderRow = memo(function PlaceholderRow({ index, shape, isFocused, isGone }: PlaceholderRowProps) {
  const text = useText();
  return (
    <GridRow
      id={rowElementId(index)}
      className={styles.row}
      aria-rowindex={index + 2}
      aria-selected={false}
      aria-busy={!isGone}
      data-row={index}
      data-focused={isFocused || undefined}
    >
      <GridCell />
      <GridCell className={styles.emptyArtwork} />
      {shape.columns.map(({ id }) => (
        <GridCell key={id} className={styles.cell}>
          {isGone && id === 'title' ? (
            <span className={styles.gone}>{text('library.goneTrack')}</span>
          ) : (
            <span className={styles.bone} />
          )}
        </GridCell>
      ))}
    </GridRow>
  );
});
