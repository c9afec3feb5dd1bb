import { dirname } from 'node:path';
import { checkLibrary, copyLibrary, type LibraryFacts } from '#core/db/copy-library.ts';
import { latestVersion } from '#core/db/migrate.ts';
import { openReader } from '#core/db/open-library.ts';
import type { Finding } from '#shared/contract/backups.ts';
import { examine } from './doctor.ts';
import { writePortableExport } from './portable-export.ts';
import { copyReceipts, receiptsBeside } from './receipt-copies.ts';

export { loadDriver } from '#core/db/open-library.ts';

/** Work of the backup thread, which only reads the library. */
export type BackupTask =
  /** `receipts` is the folder of those that the library names; what the copy has of them lies beside it. */
  | { type: 'copy'; file: string; target: string; receipts: string }
  | { type: 'check'; file: string }
  | { type: 'export'; file: string; target: string; receipts: string; now: number }
  | { type: 'examine'; file: string; home: string };

export type BackupAnswer =
  | { type: 'whole'; facts: LibraryFacts }
  | { type: 'broken'; reason: string }
  | { type: 'exported'; trackCount: number }
  | { type: 'examined'; findings: Finding[] };

export function runBackupTask(task: BackupTask): BackupAnswer {
  if (task.type === 'export') {
    const trackCount = writePortableExport(task);
    copyReceipts(task.receipts, receiptsBeside(dirname(task.target)));
    return { type: 'exported', trackCount };
  }
  if (task.type === 'examine') return { type: 'examined', findings: examineFile(task) };
  if (task.type === 'copy') {
    const facts = copyLibrary(task.file, task.target);
    copyReceipts(task.receipts, receiptsBeside(dirname(task.target)));
    return { type: 'whole', facts };
  }
  try {
    return { type: 'whole', facts: checkLibrary(task.file, 'whole', latestVersion) };
  } catch (error) {
    return { type: 'broken', reason: error instanceof Error ? error.message : String(error) };
  }
}

function examineFile({ file, home }: { file: string; home: string }): Finding[] {
  const db = openReader(file);
  try {
    return examine(db, home);
  } finally {
    db.close();
  }
}
