import { sep } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '../disk.ts';
import type { Step } from './steps.repository.ts';

/** Whether a folder of the library that a step works in is away, or empty as the mount point of an absent disk is. */
export async function isOffline(db: Db, disk: Disk, { source, target }: Step): Promise<boolean> {
  const folders = prepare(db, 'SELECT path FROM folder').pluck().all() as string[];
  for (const folder of folders) {
    const start = folder.endsWith(sep) ? folder : folder + sep;
    if (!source.startsWith(start) && !target?.startsWith(start)) continue;
    try {
      if ((await disk.list(folder)).length === 0) return true;
    } catch {
      return true;
    }
  }
  return false;
}
