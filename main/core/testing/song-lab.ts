import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Db } from '#core/db/query.ts';
import { type Call, createCall } from '#shared/client.ts';
import type { MemberRole, PersonId } from '#shared/contract/people.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { tempFolder } from './temp-library.ts';
import { openTestCore, type TestCore } from './test-core.ts';

export type SongLab = {
  core: TestCore;
  call: Call;
  /** A second connection, for what no method tells and for rows of other parts. */
  db: Db;
  /** The clock; goes on by a millisecond with each look. */
  clock: { now: number };
  owner: PersonId;
  addPerson(name: string, role?: MemberRole): PersonId;
  /** Calls of a member, as with an account. */
  callOf(personId: PersonId): Call;
  addPack(
    name: string,
    pack?: { ownerId?: PersonId | null; people?: { personId: PersonId; access: string }[] },
  ): PackId;
  close(): Promise<void>;
};

/** The core on a new library, at noon of 21 November 2026, UTC. */
export async function openSongLab(): Promise<SongLab> {
  const folder = tempFolder();
  const home = join(folder.path, 'home');
  const clock = { now: Date.UTC(2026, 10, 21, 12) };
  const core = await openTestCore(home, { now: () => clock.now++, runAnalysis: false });
  const db = new Database(join(home, 'library.db'));
  db.exec(`UPDATE workspace SET time_zone = 'UTC'`);
  return {
    core,
    call: core.call,
    db,
    clock,
    owner: db.prepare('SELECT active_person_id FROM workspace').pluck().get() as PersonId,
    addPerson: (name, role) => {
      const added = db.prepare(
        'INSERT INTO person (name, member_role, member_state, created_at, changed_at) VALUES (?, ?, ?, 0, 0)',
      );
      return Number(added.run(name, role ?? null, 'active').lastInsertRowid) as PersonId;
    },
    callOf: (personId) =>
      createCall((method, input) => core.core.dispatch(method, input, { personId, via: 'account' })),
    addPack: (name, { ownerId = null, people = [] } = {}) => {
      const added = db.prepare('INSERT INTO pack (name, owner_id, created_at, changed_at) VALUES (?, ?, 0, 0)');
      const id = Number(added.run(name, ownerId).lastInsertRowid) as PackId;
      const share = db.prepare('INSERT INTO pack_person (pack_id, position, person_id, access) VALUES (?, ?, ?, ?)');
      for (const [position, { personId, access }] of people.entries()) share.run(id, position, personId, access);
      return id;
    },
    close: async () => {
      db.close();
      await core.core.close();
      folder.remove();
    },
  };
}
