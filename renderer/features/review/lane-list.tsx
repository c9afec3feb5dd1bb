import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ComponentProps, type KeyboardEvent, useEffect, useRef } from 'react';
import type { ReviewItem, ReviewKind } from '#shared/contract/review.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Artwork } from '../tracks/index.ts';
import { questionText } from './answer-text.ts';
import { focusLane } from './focus-lane.ts';
import { useLaneItems } from './lane-data.ts';
import { type LaneLayout, type LaneRow, laneRow, rowOfItem } from './lane-layout.ts';
import styles from './lane-list.module.css';
import { goToIndex } from './review.actions.ts';
import { placeKey, useLane } from './review.store.ts';
import { useSettledCursor } from './use-settled-cursor.ts';

const headHeight = 26;
const itemHeight = 42;
/** What the list is scrolled by to keep a neighbour of the current question in sight. */
const padding = 4;

const optionId = (index: number) => `review-option-${index}`;

/** The questions that wait, by kind. It scrolls by itself; the question on screen is its one selected option. */
export function LaneList({ layout }: { layout: LaneLayout }) {
  const text = useText();
  const listRef = useRef<HTMLDivElement>(null);
  const filter = useLane((state) => state.filter);
  const currentIndex = useLane((state) => state.cursor?.index ?? null);
  const currentRow = currentIndex === null ? null : rowOfItem(layout, currentIndex);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: layout.rowCount,
    getScrollElement: () => listRef.current,
    estimateSize: (row) => (laneRow(layout, row)?.type === 'head' ? headHeight : itemHeight),
    overscan: 8,
    paddingStart: padding,
    paddingEnd: padding,
    scrollPaddingStart: headHeight + padding,
    scrollPaddingEnd: padding,
    // The current question stays in the page, because the list names it as its active descendant.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (currentRow === null || currentRow >= layout.rowCount || rows.includes(currentRow)) return rows;
      return [...rows, currentRow].sort((first, second) => first - second);
    },
  });
  const rows = virtualizer.getVirtualItems();
  const shown = rows.flatMap(({ index }) => {
    const row = laneRow(layout, index);
    return row?.type === 'item' ? [row.index] : [];
  });
  const { itemAt, isLoaded, updatedAt } = useLaneItems(filter, shown);
  useSettledCursor(layout, isLoaded, updatedAt);

  // Another kind or fewer questions move the heads, and with them the heights.
  const measuredLayout = useRef(layout);
  useEffect(() => {
    if (measuredLayout.current === layout) return;
    measuredLayout.current = layout;
    virtualizer.measure();
  }, [virtualizer, layout]);
  useEffect(() => {
    if (currentRow !== null) virtualizer.scrollToIndex(currentRow);
  }, [virtualizer, currentRow]);

  // Whoever goes to the lane means to use its keys; a focus inside of the sheet, as that of the filter, stays.
  useEffect(() => {
    const focused = document.activeElement;
    if (focused === document.body || focused?.closest('[data-pane="sidebar"]')) focusLane();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = layout.itemCount - 1;
    const page = Math.max(1, Math.floor((listRef.current?.clientHeight ?? 0) / itemHeight) - 1);
    const here = currentIndex ?? 0;
    const targets: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    void goToIndex(Math.max(0, Math.min(last, target)));
  };

  const visible = rows.flatMap((item) => {
    const row = laneRow(layout, item.index);
    return row ? [{ row, top: item.start, height: item.size }] : [];
  });
  const groups = layout.groups.filter(({ kind }) => visible.some(({ row }) => row.kind === kind));
  return (
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      className={styles.list}
      aria-label={text('review.lane')}
      aria-activedescendant={currentIndex === null ? undefined : optionId(currentIndex)}
      data-pane-focus
      data-review-lane
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {groups.map(({ kind, count }) => (
          <OptionGroup key={kind} aria-label={text('review.group', { kind: text(`review.kind.${kind}`), count })}>
            {visible
              .filter(({ row }) => row.kind === kind)
              .map((place) => (
                <Row
                  key={place.row.type === 'head' ? 'head' : place.row.index}
                  {...place}
                  item={place.row.type === 'item' ? itemAt(place.row.index) : undefined}
                  itemCount={layout.itemCount}
                />
              ))}
          </OptionGroup>
        ))}
      </div>
    </div>
  );
}

/** A list box may hold options in groups, for which there is no element of its own. */
function OptionGroup(props: ComponentProps<'div'>) {
  return <Part {...props} role="group" />;
}

function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}

type RowProps = { row: LaneRow; top: number; height: number; item: ReviewItem | undefined; itemCount: number };

function Row({ row, top, height, item, itemCount }: RowProps) {
  const place = { transform: `translateY(${top}px)`, height };
  if (row.type === 'head') return <Head kind={row.kind} count={row.count} style={place} />;
  return <Option index={row.index} item={item} itemCount={itemCount} style={place} />;
}

function Head({ kind, count, style }: { kind: ReviewKind; count: number; style: React.CSSProperties }) {
  const text = useText();
  return (
    <div role="presentation" aria-hidden="true" className={styles.head} style={style}>
      <span>{text(`review.kind.${kind}`)}</span>
      <span>{text('review.count', { count })}</span>
    </div>
  );
}

type OptionProps = { index: number; item: ReviewItem | undefined; itemCount: number; style: React.CSSProperties };

function Option({ index, item, itemCount, style }: OptionProps) {
  const text = useText();
  // Keys may be written in another notation.
  useSettings();
  const isCurrent = useLane((state) => state.cursor?.index === index);
  const isSkipped = useLane(
    (state) => item !== undefined && state.skipped.has(placeKey({ id: item.id, kind: item.question.kind })),
  );
  return (
    <div
      role="option"
      id={optionId(index)}
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-posinset={index + 1}
      aria-setsize={itemCount}
      aria-busy={item === undefined}
      className={styles.item}
      style={style}
      onPointerDown={(event) => {
        // The list keeps the focus.
        event.preventDefault();
        focusLane();
        if (event.button === 0) void goToIndex(index);
      }}
    >
      {item && (
        <>
          <Artwork hash={item.artworkHash} size={28} />
          <span className={styles.names}>
            <span className={styles.title}>{item.title || item.fileName}</span>
            <span className={styles.artist}>{item.artist}</span>
          </span>
          <span className={isSkipped ? styles.skipped : styles.unsure}>
            {isSkipped ? text('review.skipped') : questionText(text, item)}
          </span>
        </>
      )}
    </div>
  );
}
