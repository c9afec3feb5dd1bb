import Database from 'better-sqlite3';
import { type Db, prepare } from './query.ts';

/** Who may come in now, by what: passwords of people, and the hashes of keys that are not revoked. */
export type OpenDoor = { passwords: { personId: number; password: string }[]; keys: string[] };

export function readOpenDoor(db: Db): OpenDoor {
  return {
    passwords: prepare(db, 'SELECT person_id AS personId, password FROM account').all() as OpenDoor['passwords'],
    keys: prepare(db, 'SELECT key_hash FROM api_key WHERE revoked_at IS NULL').pluck().all() as string[],
  };
}

/**
 * Makes sure that a library which takes the place of another lets nobody in whom that one would not: passwords are those of now,
 * accounts and keys that were taken away since stay away, and everybody signs in again. Without a door of now, as where that
 * library was damaged, only sessions end. A library of before there were accounts stays as it is.
 */
export function carryAccounts(file: string, now: number, door?: OpenDoor): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    if (!db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'api_key'`).get()) return;
    db.pragma('foreign_keys = ON');
    db.transaction(() => {
      db.prepare('DELETE FROM account_session').run();
      if (!door) return;
      const { passwords, keys } = door;
      const known = JSON.stringify(passwords.map(({ personId }) => personId));
      db.prepare('DELETE FROM account WHERE person_id NOT IN (SELECT value FROM json_each(?))').run(known);
      const set = db.prepare('UPDATE account SET password = @password WHERE person_id = @personId');
      for (const account of passwords) set.run(account);
      db.prepare(
        `UPDATE api_key SET revoked_at = ?
         WHERE revoked_at IS NULL AND key_hash NOT IN (SELECT value FROM json_each(?))`,
      ).run(now, JSON.stringify(keys));
    })();
  } finally {
    db.close();
  }
}
