import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ComponentProps, type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { OrganizeSummary, Proposal } from '#shared/contract/organize.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Grid, GridBody, GridHead, GridRow } from './grid-parts.tsx';
import { GroupHead } from './group-head.tsx';
import { useProposals } from './list-data.ts';
import { type GroupCounts, type ListRow, layoutList, listRow } from './list-layout.ts';
import { tickAll } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import { ProposalRow } from './proposal-row.tsx';
import styles from './proposal-table.module.css';

const rowHeight = 28;

export const rowId = (index: number) => `proposal-${index}`;

/** The files to rename, by groups; only the rows in sight are in the page. */
export function ProposalTable({ counts, summary }: { counts: GroupCounts; summary: OrganizeSummary }) {
  const text = useText();
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const filter = useOrganize((state) => state.filter);
  const words = useOrganize((state) => state.text);
  const folded = useOrganize((state) => state.folded);
  const current = useOrganize((state) => state.current);
  const layout = useMemo(() => layoutList(counts, folded), [counts, folded]);
  const currentRow = rowOfIndex(layout, current);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: layout.rowCount,
    getScrollElement: () => body.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // The row the keys act on stays in the page, because the table names it as its active descendant.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (currentRow === null || rows.includes(currentRow)) return rows;
      return [...rows, currentRow].sort((one, other) => one - other);
    },
  });
  const visible = virtualizer.getVirtualItems().flatMap((item) => {
    const row = listRow(layout, item.index);
    return row ? [{ row, top: item.start, position: item.index }] : [];
  });
  const proposalAt = useProposals(
    { filter, text: words },
    visible.flatMap(({ row }) => (row.type === 'item' ? [row.index] : [])),
  );
  const total = counts.conflicts + counts.warnings + counts.ready;
  useEffect(() => {
    if (current >= total && total > 0) useOrganize.setState({ current: total - 1 });
    else if (currentRow !== null) virtualizer.scrollToIndex(currentRow, { align: 'auto' });
  }, [virtualizer, current, currentRow, total]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== grid.current || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((body.current?.clientHeight ?? 0) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    const editsPath = event.key === 'F2';
    if (step === undefined && !editsPath) return;
    event.preventDefault();
    if (editsPath) useOrganize.setState({ editing: proposalAt(current)?.id ?? null });
    else useOrganize.setState({ current: stepBy(layout, current, step ?? 0, total) });
  };

  return (
    <Grid
      ref={grid}
      tabIndex={0}
      className={styles.table}
      aria-label={text('organize.list')}
      aria-rowcount={layout.rowCount + 1}
      aria-activedescendant={currentRow === null ? undefined : rowId(current)}
      data-pane-focus
      data-organize-table
      onKeyDown={onKeyDown}
    >
      <TableHead summary={summary} />
      <GridBody ref={body} className={styles.body}>
        <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {visible.map(({ row, top, position }) => (
            <PlacedRow
              key={keyOf(row)}
              row={row}
              top={top}
              position={position}
              proposal={proposalOf(row, proposalAt)}
            />
          ))}
        </div>
      </GridBody>
    </Grid>
  );
}

function keyOf(row: ListRow): string {
  return row.type === 'head' ? row.group : String(row.index);
}

function proposalOf(row: ListRow, at: (index: number) => Proposal | undefined): Proposal | undefined {
  return row.type === 'item' ? at(row.index) : undefined;
}

/** The row of a proposal, or null where its group is folded. */
function rowOfIndex({ groups }: ReturnType<typeof layoutList>, index: number): number | null {
  const group = groups.findLast(({ firstIndex }) => firstIndex <= index);
  return group && index - group.firstIndex < group.shown ? group.headRow + 1 + index - group.firstIndex : null;
}

/** Over folded groups. */
function stepBy({ groups }: ReturnType<typeof layoutList>, current: number, step: number, total: number): number {
  const goal = Math.max(0, Math.min(total - 1, current + step));
  const isShown = (index: number) =>
    groups.some(({ firstIndex, shown }) => index >= firstIndex && index < firstIndex + shown);
  for (let index = goal; index >= 0 && index < total; index += Math.sign(step)) if (isShown(index)) return index;
  return current;
}

function TableHead({ summary }: { summary: OrganizeSummary }) {
  const text = useText();
  const { approved, total } = summary;
  const heads = ['organize.now', 'organize.after', 'organize.note', 'organize.confidence'] as const;
  return (
    <GridRow className={`${styles.row} ${styles.heads}`} aria-rowindex={1}>
      <GridHead className={styles.tick}>
        <Checkbox
          aria-label={text('organize.tickAll')}
          isSelected={approved > 0 && approved === total}
          isIndeterminate={approved > 0 && approved < total}
          onChange={() => void attempt(() => tickAll(approved === 0))}
        />
      </GridHead>
      <GridHead aria-label={text('organize.kind')} />
      {heads.map((head) => (
        <GridHead key={head} data-column={head.slice(9)}>
          {text(head)}
        </GridHead>
      ))}
    </GridRow>
  );
}

type PlacedRowProps = { row: ListRow; top: number; position: number; proposal: Proposal | undefined };

function PlacedRow({ row, top, position, proposal }: PlacedRowProps) {
  const place: ComponentProps<'div'> = {
    style: { transform: `translateY(${top}px)` },
    'aria-rowindex': position + 2,
  };
  if (row.type === 'head') return <GroupHead group={row.group} count={row.count} place={place} />;
  return <ProposalRow index={row.index} proposal={proposal} place={place} />;
}
