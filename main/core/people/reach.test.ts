import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepare } from '#core/db/query.ts';
import { ada, at, friday, harbour, kit, openTimeLab, type TimeLab } from '#core/testing/time-lab.ts';
import type { Method } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import type { Permission } from '#shared/permissions/roles.ts';

/* What members and keys come to by way of calls that are theirs: no further than their role, and what a key was made for. */

const mara = 4 as PersonId;
const jonah = 5 as PersonId;
const ines = 3 as PersonId;
let lab: TimeLab;

/** Ada owns the workspace, Mara manages, Kit and Jonah are employees, Ines is an artist. */
beforeEach(async () => {
  lab = await openTimeLab({
    seed: (db) =>
      void prepare(
        db,
        `INSERT INTO person (id, name, member_role, email, rate_minor, created_at, changed_at) VALUES
          (4, 'Mara Lind', 'manager', 'mara@example.org', 5000, 0, 0), (5, 'Jonah Abiola', 'employee', '', NULL, 0, 0)`,
      ).run(),
  });
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

/** The answer, or the code of its failure. */
async function as(personId: PersonId, method: Method, input?: unknown): Promise<unknown> {
  const reply = await lab.core.dispatch(method, input, { personId, via: 'account' });
  return reply.ok ? reply.value : reply.error.code;
}
async function byKey(personId: PersonId, scopes: Permission[], method: Method, input?: unknown): Promise<unknown> {
  const reply = await lab.core.dispatch(method, input, { personId, via: 'key', scopes });
  return reply.ok ? reply.value : reply.error.code;
}

test('a key of an owner sees and does no more than it was made for', async () => {
  await as(kit, 'expenses.make', { date: '2026-11-18', category: 'travel', amountMinor: 900, currency: 'EUR' });
  const people = (await byKey(ada, ['viewWorkspace'], 'people.list', {})) as { email: string }[];
  expect(people.every(({ email }) => email === '')).toBe(true);
  expect(await byKey(ada, ['viewWorkspace'], 'people.get', { id: mara })).toMatchObject({
    isCut: true,
    rateMinor: null,
  });
  expect(await byKey(ada, ['viewOwnExpenses'], 'expenses.list', {})).toMatchObject({ expenses: [] });
  expect(await byKey(ada, ['viewAllExpenses', 'viewOwnExpenses'], 'expenses.list', {})).toMatchObject({
    expenses: [{}],
  });
  const weeks = (await byKey(ada, ['viewOwnTime'], 'timesheets.team', { day: '2026-11-20' })) as unknown[];
  expect(weeks).toHaveLength(1);
  const { id } = (await as(kit, 'songs.create', { title: 'Low Bridge', status: 'planned' })) as { id: number };
  expect(await byKey(ada, ['editStudio'], 'songs.edit', { ids: [id], values: { genre: 'Dub' } })).toBe('FORBIDDEN');
  expect(await byKey(ada, ['viewStudio'], 'comments.add', { songId: id, text: 'x' })).toBe('FORBIDDEN');
  expect(await byKey(ada, ['viewStudio'], 'ideas.create', { title: 'x', text: '' })).toBe('FORBIDDEN');
});

test('over the network nobody names files of the machine but who may change files, and no name becomes another kind of file', async () => {
  const { id } = (await as(kit, 'songs.create', { title: '$(reboot)', status: 'planned' })) as { id: number };
  const ini = { songId: id, path: join(lab.home, 'song.ini') };
  const share = { songIds: [id], folder: lab.home };
  expect(await as(kit, 'packs.writeSongIni', ini)).toBe('FORBIDDEN');
  expect(await as(kit, 'exchange.share', share)).toBe('FORBIDDEN');
  expect(await as(kit, 'versions.addFiles', { songId: id, paths: ['/etc/passwd'] })).toBe('FORBIDDEN');
  expect(await as(kit, 'host.browseFolders', {})).toBe('FORBIDDEN');
  expect(await byKey(ada, ['editStudio'], 'exchange.share', share)).toBe('FORBIDDEN');
  const profile = join(lab.home, '.bash_profile');
  expect(await as(mara, 'packs.writeSongIni', { songId: id, path: profile })).toBe('INVALID_INPUT');
  expect(await as(mara, 'packs.writePage', { scope: { type: 'all' }, path: profile, words })).toBe('INVALID_INPUT');
  expect(await as(mara, 'packs.writeSongIni', ini)).toBeUndefined();
  expect(existsSync(ini.path)).toBe(true);
  // Whoever sits at the machine could do it without this program.
  await lab.call('workspace.switchProfile', { personId: kit });
  await lab.call('packs.writeSongIni', { songId: id as SongId, path: join(lab.home, 'other.ini') });
});

const words = {
  ...{ released: 'Released', songs: 'Songs', others: 'Others', download: 'Download', video: 'Video' },
  ...{ inProgress: 'in progress', planned: 'planned', empty: 'Nothing' },
};
