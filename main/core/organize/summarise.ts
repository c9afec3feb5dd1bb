import type { Db } from '#core/db/query.ts';
import type { OrganizeSummary } from '#shared/contract/organize.ts';
import { countFolders, deviceOf } from './apply-proposals.ts';
import { targetPath } from './plan-rows.ts';
import { folderName, listCurrent, listOrganizeFolders } from './proposals.repository.ts';

/** What waits, and what renaming it would come to. */
export function summariseProposals(db: Db, now: number, isLooking: boolean): OrganizeSummary {
  const folders = listOrganizeFolders(db);
  const rows = listCurrent(db, now);
  const going = rows.filter(({ goes }) => goes === 1);
  const devices = new Map([...folders.values()].map(({ id, path }) => [id, deviceOf(path)]));
  const copied = going.filter((row) => devices.get(row.home_id) !== devices.get(row.folder_id));
  const kinds: Record<string, number> = {};
  for (const { shown_conflict: kind } of rows) if (kind !== '') kinds[kind] = (kinds[kind] ?? 0) + 1;
  const ofRank = (rank: number) => rows.filter((row) => row.rank === rank).length;
  return {
    isLooking,
    madeAt: rows.reduce<number | null>((latest, { at }) => Math.max(latest ?? 0, at), null),
    total: rows.length,
    conflicts: ofRank(0),
    warnings: ofRank(1),
    ready: ofRank(2),
    approved: going.length,
    approvedConflicts: going.filter(({ rank }) => rank === 0).length,
    folderCount: countFolders(going.map((row) => targetPath(row, folders))),
    copyBytes: copied.reduce((sum, { size_bytes }) => sum + size_bytes, 0),
    copyFrom: [...new Set(copied.map((row) => folderName(folders.get(row.home_id))))].slice(0, 20),
    trashCount: going.filter(({ strategy, conflict }) => strategy === 'replace' && conflict.startsWith('exists'))
      .length,
    kinds,
  };
}
