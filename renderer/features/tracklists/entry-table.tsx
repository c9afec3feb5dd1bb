import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { TimingFinding } from '#shared/contract/tracklists.ts';
import type { MessageId } from '../../messages/index.ts';
import { useText } from '../../messages/use-text.ts';
import type { MenuPlace } from '../../ui/index.ts';
import { EntryMenu } from './entry-menu.tsx';
import { EntryRow } from './entry-row.tsx';
import styles from './entry-table.module.css';
import { Part, rowId } from './grid-parts.tsx';
import { saveSeam } from './tracklists.actions.ts';
import { selectEntry, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';
import { rowHeight, useRowDrag } from './use-row-drag.ts';

const heads: readonly [string, MessageId][] = [
  ['number', 'tracklists.column.number'],
  ['start', 'tracklists.column.start'],
  ['title', 'tracklists.column.title'],
  ['artist', 'tracklists.column.artist'],
  ['label', 'tracklists.column.label'],
  ['transition', 'tracklists.column.transition'],
  ['bpm', 'tracklists.column.bpm'],
  ['key', 'tracklists.column.key'],
  ['match', 'tracklists.column.match'],
];

/** One for all rows, so that those that are right are not drawn again. */
const noFindings: readonly TimingFinding[] = [];

/** The entries; arrows choose the one that the seam and the keys are about, F2 edits it. */
export function EntryTable({ details }: { details: TracklistDetails }) {
  const text = useText();
  const { entries } = details;
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const selected = useTracklists((state) => state.selected);
  const findings = useMemo(() => Map.groupBy(details.findings, ({ entryId }) => entryId), [details.findings]);
  const current = entries.findIndex(({ id }) => id === selected);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: entries.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // The row the keys act on stays in the page, because the table names it as its active descendant.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (current < 0 || rows.includes(current)) return rows;
      return [...rows, current].sort((one, other) => one - other);
    },
  });
  useEffect(() => {
    if (current >= 0) virtualizer.scrollToIndex(current, { align: 'auto' });
  }, [virtualizer, current]);

  const entryAt = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;
    return row ? entries[Number(row.dataset.entry)] : undefined;
  };
  const onContextMenu = (event: MouseEvent<HTMLDivElement>) => {
    const entry = entryAt(event.target) ?? entries[current];
    if (!entry) return;
    event.preventDefault();
    const isByKey = event.target === grid.current;
    const box = (isByKey && document.getElementById(rowId(entry.id))?.getBoundingClientRect()) || null;
    selectEntry(entry.id);
    setMenu(box ? { x: box.left + 40, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };
  const drag = useRowDrag(body, entries);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== grid.current || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((body.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -entries.length,
      End: entries.length,
    };
    const step = steps[event.key];
    if (event.key === 'F2' && selected !== null) {
      useTracklists.setState({ editing: { id: selected, column: 'title' } });
    } else if (step !== undefined) {
      const next = Math.max(0, Math.min(entries.length - 1, Math.max(0, current) + step));
      void saveSeam();
      selectEntry(entries[next]?.id ?? null);
    } else return;
    event.preventDefault();
  };

  return (
    <Part
      ref={grid}
      role="grid"
      tabIndex={0}
      className={styles.table}
      aria-label={text('tracklists.entries')}
      aria-rowcount={entries.length + 1}
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
      data-pane-focus
      data-entry-table
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...drag.handlers}
    >
      <Part role="row" className={`${styles.row} ${styles.heads}`} aria-rowindex={1}>
        {heads.map(([column, name]) => (
          <Part key={column} role="columnheader" data-column={column}>
            {text(name)}
          </Part>
        ))}
      </Part>
      <Part ref={body} role="rowgroup" className={styles.body}>
        <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const entry = entries[index];
            return (
              entry && (
                <EntryRow
                  key={entry.id}
                  entry={entry}
                  number={index + 1}
                  top={start}
                  findings={findings.get(entry.id) ?? noFindings}
                />
              )
            );
          })}
          {drag.to !== null && (
            <span className={styles.drop} style={{ transform: `translateY(${drag.to * rowHeight - 1}px)` }} />
          )}
        </div>
      </Part>
      <EntryMenu place={menu} onClose={() => setMenu(null)} />
    </Part>
  );
}
