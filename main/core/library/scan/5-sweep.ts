import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { IdSet } from './id-set.ts';
import type { OwnWorkSince } from './own-work.ts';
import { listPresentBelow } from './presence.repository.ts';
import { listPresent, type ScanFolder } from './scan.repository.ts';
import { answered, longestAnswerMs } from './within-time.ts';

const pageSize = 500;

export type GoneTrack = { id: number; path: string };

/**
 * Finds tracks whose file is gone, a page at a time: of the whole folder, or of what lies at or below some paths.
 *
 * Nothing is taken for gone that lies behind a folder we could not read, or that Ledgerline itself is working on; and each
 * file is looked for once more: it may have been moved across the walk.
 */
export async function* sweep(
  db: Db,
  folder: ScanFolder,
  seen: IdSet,
  unreadable: readonly string[],
  ownWork: OwnWorkSince,
  below?: readonly string[],
): AsyncGenerator<GoneTrack[]> {
  const places = below === undefined || below.includes('') ? [null] : below;
  for (const place of places) {
    let after = 0;
    for (;;) {
      const page =
        place === null
          ? listPresent(db, folder.id, after, pageSize)
          : listPresentBelow(db, folder.id, place, after, pageSize);
      if (page.length === 0) break;
      after = page.at(-1)!.id;
      const unseen = page.filter(
        ({ id, path }) => !seen.has(id) && !unreadable.some((prefix) => isBelow(path, prefix)),
      );
      const gone = await answered(
        Promise.all(unseen.map(({ path }) => isGone(join(folder.path, path)))),
        longestAnswerMs,
      );
      yield unseen.filter(({ id }, index) => gone[index] === true && !ownWork.hasTrack(id));
    }
  }
}

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

export async function isGone(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR';
  }
}
