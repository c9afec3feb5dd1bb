import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { checkLibrary } from '#core/db/copy-library.ts';
import { latestVersion } from '#core/db/migrate.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { isOwnName } from '#core/files/own-names.ts';
import type { Finding } from '#shared/contract/backups.ts';
import { listAllBackups } from './backup-folder.ts';

/** Less free space than this is worth a word. */
const littleBytes = 1_000_000_000;
const mostFolders = 200_000;

/**
 * Looks at everything that must be right: the database, the journal of files, temporary files of ours, folders, backups,
 * space. Only reads. For a thread or a program of its own: minutes at worst.
 */
export function examine(db: Db, home: string): Finding[] {
  return [
    checkDatabase(db),
    checkReferences(db),
    checkSearchIndex(db),
    checkJournal(db),
    checkTemporaryFiles(db),
    checkFolders(db),
    checkBackups(home),
    checkSpace(home),
    checkUndo(db, home),
  ];
}

function finding(check: Finding['check'], outcome: Finding['outcome'], count = 0, detail = ''): Finding {
  return { check, outcome, count, detail };
}

function checkDatabase(db: Db): Finding {
  const answers = db.pragma('integrity_check(20)') as { integrity_check: string }[];
  const faults = answers.map((answer) => answer.integrity_check).filter((text) => text !== 'ok');
  return finding('database', faults.length === 0 ? 'well' : 'bad', faults.length, faults[0] ?? '');
}

function checkReferences(db: Db): Finding {
  const orphans = db.pragma('foreign_key_check') as { table: string }[];
  return finding('references', orphans.length === 0 ? 'well' : 'bad', orphans.length, orphans[0]?.table ?? '');
}

/** Every track is in the full-text index, and nothing else. */
function checkSearchIndex(db: Db): Finding {
  const lost = prepare(
    db,
    `SELECT (SELECT count(*) FROM track WHERE id NOT IN (SELECT id FROM track_fts_docsize))
       + (SELECT count(*) FROM track_fts_docsize WHERE id NOT IN (SELECT id FROM track))`,
  )
    .pluck()
    .get() as number;
  return finding('searchIndex', lost === 0 ? 'well' : 'bad', lost);
}

/** Operations that a dead process left in the middle, and are neither finished nor taken back. */
function checkJournal(db: Db): Finding {
  const open = prepare(db, `SELECT count(DISTINCT operation_id) FROM file_step WHERE state IN ('planned', 'prepared')`)
    .pluck()
    .get() as number;
  return finding('journal', open === 0 ? 'well' : 'warning', open);
}

function checkTemporaryFiles(db: Db): Finding {
  const roots = prepare(db, 'SELECT path FROM folder').pluck().all() as string[];
  const found = roots.flatMap((root) => findOwnFiles(root));
  return finding('temporaryFiles', found.length === 0 ? 'well' : 'warning', found.length, found[0] ?? '');
}

function findOwnFiles(root: string): string[] {
  const found: string[] = [];
  const waiting = [root];
  for (let count = 0; count < mostFolders && waiting.length > 0; count += 1) {
    const folder = waiting.pop() as string;
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory()) waiting.push(join(folder, entry.name));
      else if (isOwnName(entry.name)) found.push(join(folder, entry.name));
    }
  }
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function checkFolders(db: Db): Finding {
  const away = prepare(db, `SELECT path FROM folder WHERE state = 'offline'`).pluck().all() as string[];
  return finding('folders', away.length === 0 ? 'well' : 'warning', away.length, away[0] ?? '');
}

/** There is a backup, and the newest one can be used. */
export function checkBackups(home: string): Finding {
  const backups = listAllBackups(home);
  const [newest] = backups;
  if (!newest) return finding('backups', 'warning', 0);
  try {
    checkLibrary(newest.path, 'whole', latestVersion);
    return finding('backups', 'well', backups.length, newest.name);
  } catch {
    return finding('backups', 'bad', backups.length, newest.name);
  }
}

export function checkSpace(home: string): Finding {
  const { bavail, bsize } = statfsSync(home);
  const free = bavail * bsize;
  return finding('space', free < littleBytes ? 'warning' : 'well', free);
}

/** Everything that undo needs of written files is there. */
function checkUndo(db: Db, home: string): Finding {
  const hashes = prepare(db, 'SELECT hash FROM undo_block').pluck().all() as string[];
  const lost = hashes.filter((hash) => !existsSync(join(home, 'undo', hash)));
  return finding('undo', lost.length === 0 ? 'well' : 'warning', lost.length);
}
