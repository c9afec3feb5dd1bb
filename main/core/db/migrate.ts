import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { migration as createLibrary } from './migrations/0010-create-library.ts';
import { migration as keepFindings } from './migrations/0020-keep-findings.ts';
import { migration as keepOperations } from './migrations/0030-keep-operations.ts';
import { migration as keepPlaylists } from './migrations/0040-keep-playlists.ts';
import { migration as keepPeople } from './migrations/0050-keep-people.ts';
import { migration as keepSongs } from './migrations/0060-keep-songs.ts';
import { migration as keepTime } from './migrations/0070-keep-time.ts';
import { migration as keepReleases } from './migrations/0080-keep-releases.ts';
import { migration as keepStatements } from './migrations/0090-keep-statements.ts';
import { migration as keepRoyalties } from './migrations/0100-keep-royalties.ts';
import { migration as keepRights } from './migrations/0110-keep-rights.ts';
import { migration as keepDeliveries } from './migrations/0120-keep-deliveries.ts';
import type { Db } from './query.ts';

export type Migration = {
  /** Steps of ten, so that a hot fix can slot between. */
  version: number;
  /** Raw SQL only, frozen once released. Runs in a transaction together with its `user_version`. */
  up(db: Db): void;
};

export const migrations: readonly Migration[] = [
  createLibrary,
  keepFindings,
  keepOperations,
  keepPlaylists,
  keepPeople,
  keepSongs,
  keepTime,
  keepReleases,
  keepStatements,
  keepRoyalties,
  keepRights,
  keepDeliveries,
];

export const latestVersion = migrations.at(-1)?.version ?? 0;

export function schemaVersion(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a library to `target`, oldest step first.
 *
 * A library that already holds something is copied to `backupDir` before the first step; the copy is checked. Each
 * step commits with its version number, so a kill leaves the file at one version or the next, never between.
 * Throws LIBRARY_TOO_NEW for a file of a later build.
 */
export function migrate(db: Db, options: { backupDir?: string; target?: number } = {}): void {
  const target = options.target ?? latestVersion;
  const current = schemaVersion(db);
  if (current > latestVersion) {
    throw new AppError(
      'LIBRARY_TOO_NEW',
      'This library was written by a newer Ledgerline. Update Ledgerline to open it.',
      {
        version: current,
        newestKnown: latestVersion,
      },
    );
  }
  const pending = migrations.filter(({ version }) => version > current && version <= target);
  if (pending.length === 0) return;
  if (current > 0 && options.backupDir) backUp(db, options.backupDir, `before-${pending.at(-1)?.version}`);

  // Inside a transaction this pragma does nothing, without a word.
  db.pragma('foreign_keys = OFF');
  try {
    for (const { version, up } of pending) {
      db.transaction(() => {
        up(db);
        const orphans = db.pragma('foreign_key_check') as unknown[];
        if (orphans.length > 0) throw new Error(`Migration ${version} leaves ${orphans.length} rows without a parent`);
        db.pragma(`user_version = ${version}`);
      }).immediate();
    }
  } finally {
    db.pragma('foreign_keys = ON');
  }
  db.pragma('optimize');
}

/** Writes a checked copy `library.<label>.db` into `directory`, replacing an older one of that label only when whole. */
export function backUp(db: Db, directory: string, label: string): string {
  mkdirSync(directory, { recursive: true });
  const target = join(directory, `library.${label}.db`);
  const draft = `${target}.draft`;
  if (existsSync(draft)) rmSync(draft);
  db.prepare('VACUUM INTO ?').run(draft);
  const copy = new Database(draft, { readonly: true });
  try {
    const answer = copy.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') throw new Error(`The backup is not whole: ${String(answer)}`);
  } finally {
    copy.close();
  }
  renameSync(draft, target);
  return target;
}
