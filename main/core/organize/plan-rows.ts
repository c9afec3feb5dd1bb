import { join, relative, sep } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { OrganizeFolder } from './find-proposals.ts';
import { type PlanItem, type PlannedItem, planTargets } from './plan/plan-targets.ts';
import { Snapshot } from './plan/snapshot.ts';
import { finishKindly } from './plan/take-turns.ts';
import type { ProposalRow } from './proposal-row.ts';
import { findTrackAt } from './proposals.repository.ts';

export type PlannedRows = { rows: ProposalRow[]; planned: PlannedItem[]; snapshot: Snapshot; settled: number[] };

type PlannableRow = ProposalRow & { shown_conflict?: ProposalRow['conflict'] };

/** Plans proposals together, against what lies in the folders now, and writes what comes out into their rows. */
export async function planRows(
  db: Db,
  rows: readonly PlannableRow[],
  folders: ReadonlyMap<number, OrganizeFolder>,
): Promise<PlannedRows> {
  const items = rows.flatMap((row): PlanItem[] => {
    const item = toItem(row, folders);
    return item ? [item] : [];
  });
  const snapshot = await takeSnapshot(items, folders);
  const planned = await finishKindly(
    planTargets(items, snapshot, { isSameAudio: (one, other) => isSameAudio(db, folders, one, other) }),
  );
  const byId = new Map(planned.map((one) => [one.item.id, one]));
  const settled: number[] = [];
  const result = rows.map((row) => {
    const plan = byId.get(row.track_id);
    if (!plan) return { ...row, conflict: 'offline' as const, fault: 'offline' as const, moves: 0 as const };
    if (plan.isSettled && plan.conflict === null) settled.push(row.track_id);
    return withPlan(row, plan);
  });
  return { rows: result, planned, snapshot, settled };
}

function toItem(row: PlannableRow, folders: ReadonlyMap<number, OrganizeFolder>): PlanItem | null {
  const root = folders.get(row.folder_id);
  if (!root) return null;
  // What is out of date does not go, and its place is not free.
  const fault = row.shown_conflict === 'changed' ? 'changed' : row.fault;
  const away = fault === '' && !root.isOnline ? 'offline' : fault;
  return {
    id: row.track_id,
    source: row.source,
    root: root.path,
    wanted: row.wanted,
    fault: away === '' ? null : away,
    strategy: row.strategy,
    decision: row.decision,
  };
}

function withPlan(row: ProposalRow, { item, target, conflict, other, cluster, moves }: PlannedItem): ProposalRow {
  return {
    ...row,
    target: target === null ? '' : relative(item.root, target).split(sep).join('/'),
    conflict: conflict ?? '',
    other: other ?? '',
    cluster,
    moves: moves ? 1 : 0,
  };
}

/** Reads the folders that files come from and go to, each once. */
async function takeSnapshot(
  items: readonly PlanItem[],
  folders: ReadonlyMap<number, OrganizeFolder>,
): Promise<Snapshot> {
  const snapshot = new Snapshot();
  const roots = [...folders.values()].filter(({ isOnline }) => isOnline).map(({ path }) => path);
  const seen = new Set<string>();
  const add = async (root: string, path: string) => {
    const key = `${root}\0${path.slice(0, path.lastIndexOf('/') + 1)}`;
    if (seen.has(key)) return;
    seen.add(key);
    await snapshot.addPath(root, path);
  };
  for (const { source, root, wanted, fault } of items) {
    if (fault === 'offline') continue;
    const home = roots.find((path) => source.startsWith(path.endsWith(sep) ? path : path + sep));
    if (home) await add(home, relative(home, source).split(sep).join('/'));
    if (wanted !== '') await add(root, wanted);
  }
  return snapshot;
}

function isSameAudio(db: Db, folders: ReadonlyMap<number, OrganizeFolder>, one: string, other: string): boolean {
  const [first, second] = [findTrackAt(db, folders, one), findTrackAt(db, folders, other)];
  return first?.audio_hash != null && first.audio_hash === second?.audio_hash;
}

/** The rows that differ from what was saved. */
export function changedRows(before: readonly ProposalRow[], after: readonly ProposalRow[]): ProposalRow[] {
  return after.filter((row, index) => {
    const old = before[index] as ProposalRow;
    return (
      row.target !== old.target ||
      row.conflict !== old.conflict ||
      row.other !== old.other ||
      row.cluster !== old.cluster ||
      row.moves !== old.moves
    );
  });
}

/** The absolute path of where a proposal leads. */
export function targetPath(row: ProposalRow, folders: ReadonlyMap<number, OrganizeFolder>): string {
  return join(folders.get(row.folder_id)?.path ?? '', row.target);
}
