import type { Db } from '#core/db/query.ts';
import type { OrganizeSummary } from '#shared/contract/organize.ts';
import { deviceOf } from './apply-proposals.ts';
import {
  countByConflict,
  countTargetFolders,
  folderName,
  listOrganizeFolders,
  sumByFolders,
} from './proposals.repository.ts';

/** What waits, and what renaming it would come to. */
export function summariseProposals(db: Db, now: number, isLooking: boolean): OrganizeSummary {
  const folders = listOrganizeFolders(db);
  const groups = countByConflict(db, now);
  const devices = new Map([...folders.values()].map(({ id, path }) => [id, deviceOf(path)]));
  const copied = sumByFolders(db, now).filter(({ homeId, folderId }) => devices.get(homeId) !== devices.get(folderId));
  const kinds: Record<string, number> = {};
  for (const { conflict, count } of groups) if (conflict !== '') kinds[conflict] = (kinds[conflict] ?? 0) + count;
  const sum = (of: (group: (typeof groups)[number]) => number) => groups.reduce((total, group) => total + of(group), 0);
  const ofRank = (rank: number) => sum((group) => (group.rank === rank ? group.count : 0));
  return {
    isLooking,
    madeAt: groups.length === 0 ? null : Math.max(...groups.map(({ madeAt }) => madeAt)),
    total: sum(({ count }) => count),
    conflicts: ofRank(0),
    warnings: ofRank(1),
    ready: ofRank(2),
    approved: sum(({ going }) => going),
    approvedConflicts: sum(({ rank, going }) => (rank === 0 ? going : 0)),
    folderCount: countTargetFolders(db, now),
    copyBytes: copied.reduce((total, { bytes }) => total + bytes, 0),
    copyFrom: [...new Set(copied.map(({ homeId }) => folderName(folders.get(homeId))))].slice(0, 20),
    trashCount: sum(({ conflict, replacing }) => (conflict.startsWith('exists') ? replacing : 0)),
    kinds,
  };
}
