import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { SortField, SortTerm } from '#shared/contract/library/tracks.ts';
import type { ColumnId } from '#shared/contract/settings.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { isPlaying, usePlayer } from '../player/index.ts';
import { beginTrackDrag, ratingAt, useSelection } from '../tracks/index.ts';
import { editFocusedCell } from './cell-editing.store.ts';
import { Grid, GridRows } from './grid-parts.tsx';
import { isLoaded, rowAt, showRows, useList } from './list.store.ts';
import { draggedTracks, followTracks, goToRow, isRowSelected } from './list-selection.ts';
import { TableHead } from './table-head.tsx';
import { handleTableKey } from './table-keys.ts';
import { PlaceholderRow, type RowShape, rowElementId, TableRow } from './table-row.tsx';
import { playRow, rateRow } from './track-actions.ts';
import styles from './track-table.module.css';
import { useColumnLayout } from './use-column-layout.ts';
import { type RowWindow, useRowWindow } from './use-row-window.ts';
import { useSecondClick } from './use-second-click.ts';

export const rowHeights = { tight: 24, normal: 28, roomy: 36 } as const;

/** Where a menu was asked for. Without a column it is about the selected rows. */
export type MenuRequest = { kind: 'rows' | 'column'; column: ColumnId | null; x: number; y: number };

type TrackTableProps = {
  sort: readonly SortTerm[];
  onSort: (field: SortField, isLevelAdded: boolean) => void;
  /** Rows have numbers: they are in an order of their own, and the head of the numbers shows it. */
  onOwnOrder?: (() => void) | undefined;
  onMenu: (request: MenuRequest) => void;
};

/**
 * The list of tracks. The element that scrolls is the grid itself and has the keyboard's focus; the focused row is
 * named by aria-activedescendant, so that it may leave the page while it is scrolled away.
 */
export function TrackTable({ sort, onSort, onOwnOrder, onMenu }: TrackTableProps) {
  const text = useText();
  const tableRef = useRef<HTMLDivElement>(null);
  const { rowHeight } = useSettings();
  const { view, total } = useList();
  const layout = useColumnLayout(tableRef, onOwnOrder !== undefined);
  const height = rowHeights[rowHeight];
  const rows = useRowWindow(tableRef, total, height);
  const focused = useSelection((selection) => selection.focus?.index ?? null);
  const [isActive, setIsActive] = useState(false);
  const clicks = useSecondClick();
  useRowsOnScreen(rows);
  useListPosition(rows);

  const openRowMenu = (x: number, y: number) => onMenu({ kind: 'rows', column: null, x, y });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Keys of the heads and of menus are their own.
    if (event.target !== event.currentTarget) return;
    const openMenu = () => {
      const row = focused === null ? null : document.getElementById(rowElementId(focused));
      const box = (row ?? event.currentTarget).getBoundingClientRect();
      openRowMenu(box.left + 56, box.top + height);
    };
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (event.key === 'F2' && isPlain && editFocusedCell(layout.columns.map(({ id }) => id))) {
      event.preventDefault();
      return;
    }
    if (handleTableKey(event, { pageRows: rows.pageRows, openMenu }, Date.now())) event.preventDefault();
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const index = rowIndexAt(event.target);
    if (index === null || event.button !== 0) return;
    if (ratingAt(event.target as Element, event.clientX) !== null) return;
    const isMod = event.ctrlKey || event.metaKey;
    clicks.press(index, isMod || event.shiftKey);
    if (event.shiftKey) goToRow(index, isMod ? 'addedRange' : 'range');
    else if (isMod) goToRow(index, 'toggle');
    else if (!isRowSelected(index)) goToRow(index, 'only');
    if (!isTyping(event.target)) beginTrackDrag(event, () => draggedTracks(index));
  };

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const index = rowIndexAt(event.target);
    if (index === null) return;
    const rating = ratingAt(event.target as Element, event.clientX);
    if (rating !== null) return rateRow(index, rating);
    clicks.release(event.target, index);
    // A plain click on one of several selected rows leaves it alone, once it is clear that it is no drag.
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) goToRow(index, 'only');
  };

  const onDoubleClick = (event: MouseEvent<HTMLDivElement>) => {
    const index = rowIndexAt(event.target);
    clicks.cancel();
    if (index === null || view === null || ratingAt(event.target as Element, event.clientX) !== null) return;
    void playRow(index);
  };

  const onContextMenu = (event: MouseEvent<HTMLDivElement>) => {
    const index = rowIndexAt(event.target);
    if (index === null) return;
    event.preventDefault();
    // The menu is about all that is selected, and about this row.
    goToRow(index, isRowSelected(index) ? 'focus' : 'only');
    openRowMenu(event.clientX, event.clientY);
  };

  const isFocusedRendered = focused !== null && focused >= rows.first && focused <= rows.last;
  return (
    <Grid
      ref={tableRef}
      tabIndex={0}
      className={styles.table}
      style={{ '--columns': layout.template, '--row-height': `${height}px` } as React.CSSProperties}
      aria-label={text('library.tracks')}
      aria-rowcount={total + 1}
      aria-colcount={layout.columns.length + 2}
      aria-multiselectable="true"
      aria-activedescendant={isFocusedRendered ? rowElementId(focused) : undefined}
      data-track-table
      data-pane-focus
      data-active={isActive || undefined}
      onFocus={() => setIsActive(true)}
      onBlur={() => setIsActive(false)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onContextMenu={onContextMenu}
    >
      <TableHead
        columns={layout.columns}
        sort={sort}
        onSort={onSort}
        onOwnOrder={onOwnOrder}
        onMenu={(event, column) => {
          event.preventDefault();
          onMenu({ kind: 'column', column, x: event.clientX, y: event.clientY });
        }}
      />
      <GridRows className={styles.rows} style={{ height: rows.height }}>
        <div role="presentation" className={styles.window} style={{ top: rows.top }}>
          <Rows
            rows={rows}
            view={view ?? ''}
            columns={layout.columns}
            hasSecondLine={hasSecondLine(layout, rowHeight)}
            hasPlaces={onOwnOrder !== undefined}
          />
        </div>
      </GridRows>
    </Grid>
  );
}

type RowsProps = {
  rows: RowWindow;
  view: string;
  columns: RowShape['columns'];
  hasSecondLine: boolean;
  hasPlaces: boolean;
};

function Rows({ rows, view, columns, hasSecondLine, hasPlaces }: RowsProps) {
  const { keyNotation } = useSettings();
  // Rows that arrive or change count the version up; only those draw again.
  useList((state) => state.version);
  const focused = useSelection((selection) => selection.focus?.index ?? null);
  const playingId = usePlayer((state) => state.track?.id ?? null);
  const isSounding = usePlayer(isPlaying);
  const today = new Date().toDateString();
  const shape = useMemo(
    (): RowShape => ({ columns, notation: keyNotation, now: new Date(today).getTime(), hasSecondLine, hasPlaces }),
    [columns, keyNotation, today, hasSecondLine, hasPlaces],
  );
  const rendered = [];
  for (let index = rows.first; index <= rows.last; index++) {
    const row = rowAt(index);
    const isFocused = index === focused;
    if (!row) {
      rendered.push(
        <PlaceholderRow key={index} index={index} shape={shape} isFocused={isFocused} isGone={isLoaded(index)} />,
      );
      continue;
    }
    const isPlayingRow = row.id === playingId;
    rendered.push(
      <TableRow
        key={index}
        row={row}
        index={index}
        view={view}
        shape={shape}
        isFocused={isFocused}
        isPlayingRow={isPlayingRow}
        isSounding={isPlayingRow && isSounding}
      />,
    );
  }
  return rendered;
}

function hasSecondLine(layout: { leftOut: readonly ColumnId[] }, rowHeight: keyof typeof rowHeights): boolean {
  return rowHeight === 'roomy' && layout.leftOut.includes('artist');
}

function isTyping(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea') !== null;
}

function rowIndexAt(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-row]') : null;
  return row ? Number(row.getAttribute('data-row')) : null;
}

/** Rows are asked for when scrolling pauses, or at once where they are the next ones. */
const loadAfterMs = 40;

function useRowsOnScreen({ first, last }: RowWindow): void {
  const view = useList((state) => state.view);
  useEffect(() => {
    if (view === null || last < first) return;
    if (rowAt(first) && rowAt(last)) {
      showRows(first, last);
      return;
    }
    const timer = setTimeout(() => showRows(first, last), loadAfterMs);
    return () => clearTimeout(timer);
  }, [first, last, view]);
}

/** Keeps the focused row in sight when the focus moves, and begins at the top when another list comes. */
function useListPosition({ scrollToRow, scrollToTop }: RowWindow): void {
  const view = useList((state) => state.view);
  const firstRow = useList((state) => state.firstRow);
  const revealed = useList((state) => state.revealed);
  const shownView = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (view === shownView.current) return;
    shownView.current = view;
    if (firstRow !== null) scrollToTop();
    void followTracks();
  }, [view, firstRow, scrollToTop]);
  useLayoutEffect(() => {
    if (revealed) scrollToRow(revealed.index);
  }, [revealed, scrollToRow]);
}
