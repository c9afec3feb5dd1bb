import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { applicationId } from './application-id.ts';

export type LibraryFacts = { version: number; trackCount: number };

/**
 * Writes a whole copy of a library beside its users: one consistent state, checked by reading all of it again, on the disk
 * before it takes its name. `file` may be open elsewhere. Slow for large libraries: for a worker thread.
 */
export function copyLibrary(file: string, target: string): LibraryFacts {
  const draft = `${target}.draft`;
  if (existsSync(draft)) rmSync(draft);
  const source = new Database(file, { readonly: true, fileMustExist: true });
  try {
    source.prepare('VACUUM INTO ?').run(draft);
  } finally {
    source.close();
  }
  try {
    const facts = checkLibrary(draft, 'whole');
    syncFile(draft);
    renameSync(draft, target);
    return facts;
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw error;
  }
}

/**
 * Opens a library that nobody else uses and reads it. Throws where it is damaged, not ours or newer than `newest`.
 * 'quick' does not look into the indexes.
 */
export function checkLibrary(file: string, depth: 'quick' | 'whole', newest = Number.POSITIVE_INFINITY): LibraryFacts {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    if (db.pragma('application_id', { simple: true }) !== applicationId) throw new Error('The copy is not a library');
    const check = depth === 'quick' ? 'quick_check(1)' : 'integrity_check(1)';
    const answer = db.pragma(check, { simple: true });
    if (answer !== 'ok') throw new Error(`The copy is not whole: ${String(answer)}`);
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > newest || version === 0) throw new Error(`The copy has version ${version}`);
    return { version, trackCount: db.prepare('SELECT count(*) FROM track').pluck().get() as number };
  } finally {
    db.close();
  }
}

export function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
