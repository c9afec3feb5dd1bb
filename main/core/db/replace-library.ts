import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { carryAccounts } from './carry-accounts.ts';
import { checkLibrary, copyLibrary, syncFile } from './copy-library.ts';
import { latestVersion } from './migrate.ts';

/** How a library came back by itself after it was found damaged. */
export type Recovery = {
  at: number;
  /** The backup that took its place, and when that was made. */
  backup: string;
  backupAt: number;
  /** Where the damaged file was put. */
  damagedFolder: string;
};

export type Candidate = { path: string; name: string; at: number };

/**
 * Puts a checked copy in the place of a library that nobody has open. What was there goes to `keptFolder` with its
 * write-ahead log, or to a numbered one where something is there already: nothing is thrown away. Killed in between,
 * `finishReplacing` of the next start brings it to an end. Answers with the folder. `change` may change the copy before it counts.
 */
export function replaceLibrary(
  database: string,
  copy: string,
  keptFolder: string,
  change?: (copy: string) => void,
): string {
  checkLibrary(copy, 'quick', latestVersion);
  const { next, plan } = namesOf(database);
  if (existsSync(next)) rmSync(next);
  // A library that was put away may have its latest changes in the log beside it.
  if (hasLog(copy)) copyLibrary(copy, next);
  else copyFileSync(copy, next, constants.COPYFILE_FICLONE);
  change?.(next);
  syncFile(next);
  const folder = freeFolder(dirname(keptFolder), basename(keptFolder));
  writeFileSync(`${plan}.draft`, JSON.stringify({ keptFolder: folder }));
  syncFile(`${plan}.draft`);
  renameSync(`${plan}.draft`, plan);
  finishReplacing(database);
  return folder;
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Does the rest of a replacement that was begun; nothing where none was. */
export function finishReplacing(database: string): void {
  const { next, plan } = namesOf(database);
  if (!existsSync(plan)) {
    if (existsSync(next)) rmSync(next);
    return;
  }
  const { keptFolder } = JSON.parse(readFileSync(plan, 'utf8')) as { keptFolder: string };
  if (existsSync(next)) {
    putAway(database, keptFolder);
    renameSync(next, database);
  }
  rmSync(plan);
}

function namesOf(database: string) {
  return { next: `${database}.next`, plan: `${database}.replace.json` };
}

/** Moves a library and what SQLite keeps beside it to a folder. Its log must never meet another library. */
function putAway(database: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const ending of ['', '-wal', '-shm']) {
    const from = `${database}${ending}`;
    const to = join(folder, `library.db${ending}`);
    if (existsSync(from) && !existsSync(to)) renameSync(from, to);
  }
}

/**
 * Takes the newest usable backup for a damaged library; undefined where there is none, and nothing was changed then.
 * Backups that are damaged themselves are passed over.
 */
export function recoverFromBackup(
  home: string,
  database: string,
  candidates: readonly Candidate[],
  now: number,
): Recovery | undefined {
  const damagedFolder = freeFolder(home, `damaged-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  for (const { path, name, at } of candidates) {
    try {
      replaceLibrary(database, path, damagedFolder, (file) => carryAccounts(file, now));
    } catch {
      continue;
    }
    const recovery: Recovery = { at: now, backup: name, backupAt: at, damagedFolder };
    writeFileSync(recoveryFile(home), JSON.stringify(recovery));
    return recovery;
  }
  return undefined;
}

/** Tells the window what happened, until the user has seen it. */
export function recoveryFile(home: string): string {
  return join(home, 'recovery.json');
}

function freeFolder(home: string, name: string): string {
  const taken = new Set(existsSync(home) ? readdirSync(home) : []);
  let number = 1;
  while (taken.has(number === 1 ? name : `${name}-${number}`)) number += 1;
  return join(home, number === 1 ? name : `${name}-${number}`);
}
