import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** A backup as Ledgerline itself would have left it. */
export async function backUpForTest(home: string): Promise<void> {
  await mkdir(join(home, 'backups'), { recursive: true });
  const db = new Database(join(home, 'library.db'), { readonly: true });
  db.prepare('VACUUM INTO ?').run(join(home, 'backups', 'library.daily-20261120T120000Z.db'));
  db.close();
}
