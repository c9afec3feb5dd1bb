import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { IdSet } from './id-set.ts';
import { listPresent, type ScanFolder } from './scan.repository.ts';

const pageSize = 500;

/**
 * Finds tracks whose file is gone, a page at a time.
 *
 * Nothing is taken for gone that lies behind a folder we could not read, and each file is looked for once more: it may
 * have been moved across the walk.
 */
export async function* sweep(
  db: Db,
  folder: ScanFolder,
  seen: IdSet,
  unreadable: readonly string[],
): AsyncGenerator<number[]> {
  let after = 0;
  for (;;) {
    const page = listPresent(db, folder.id, after, pageSize);
    if (page.length === 0) return;
    after = page.at(-1)!.id;
    const unseen = page.filter(({ id, path }) => !seen.has(id) && !unreadable.some((prefix) => isBelow(path, prefix)));
    const gone = await Promise.all(
      unseen.map(async ({ id, path }) => ((await isGone(join(folder.path, path))) ? id : 0)),
    );
    yield gone.filter((id) => id !== 0);
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
