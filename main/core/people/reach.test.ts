import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepare } from '#core/db/query.ts';
import { ada, at, harbour, kit, openTimeLab, remix, type TimeLab } from '#core/testing/time-lab.ts';
import type { Method } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import type { Permission } from '#shared/permissions/roles.ts';

/* What members and keys come to by way of calls that are theirs: no further than their role, and what a key was made for. */

const mara = 4 as PersonId;
const jonah = 5 as PersonId;
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
  await lab.call('people.edit', { ids: [mara], change: { legalName: 'Margarethe Lindqvist' } });
  expect(await as(kit, 'people.list', { text: 'Lindqvist' })).toEqual([]);
  expect(await as(ada, 'people.list', { text: 'Lindqvist' })).toHaveLength(1);
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

const newest = async () => (await lab.call('history.operations', { count: 1 }))[0]?.id;

test('nobody undoes their way to what they may not do', async () => {
  // A member who was taken out, and a rate: managers change neither.
  await as(ada, 'people.remove', { ids: [jonah] });
  expect(await as(mara, 'history.undo', { id: await newest() })).toBe('FORBIDDEN');
  await as(ada, 'people.edit', { ids: [mara], change: { rateMinor: 100 } });
  expect(await as(mara, 'history.undo', { id: await newest() })).toBe('FORBIDDEN');
  expect(await as(mara, 'people.get', { id: mara })).toMatchObject({ rateMinor: 100 });
  // Who manages no more takes back nothing they did to others' hours.
  const times = { startAt: at('2026-11-18T09:00'), endAt: at('2026-11-18T10:00') };
  await as(mara, 'time.addEntry', { personId: kit, projectId: harbour, times });
  const added = await newest();
  await as(ada, 'people.edit', { ids: [mara], change: { memberRole: 'employee' } });
  expect(await as(mara, 'history.undo', { id: added })).toBe('FORBIDDEN');
  expect(await as(mara, 'history.resume', { id: added })).toBe('FORBIDDEN');
  // A key takes back what it could have done.
  await as(ada, 'time.addEntry', { projectId: harbour, times });
  expect(await byKey(ada, ['editLibrary'], 'history.undo', {})).toBe('FORBIDDEN');
  expect(await byKey(ada, ['editLibrary', 'editOwnTime'], 'history.undo', {})).toMatchObject({ kind: 'editTime' });
});

test('the history and the feed tell an employee nothing of others’ hours and money', async () => {
  const times = { startAt: at('2026-11-18T09:00'), endAt: at('2026-11-18T10:00') };
  for (const who of [ada, kit]) {
    await as(who, 'time.addEntry', { projectId: harbour, times, note: 'x' });
    const given = { date: '2026-11-18', category: 'travel', amountMinor: 900, currency: 'EUR', description: 'Train' };
    await as(who, 'expenses.make', given);
  }
  const hers = (await lab.call('history.operations', { count: 50 })).find(({ personId }) => personId === ada);
  const seen = async (method: Method) => {
    const operations = (await as(kit, method, { count: 50 })) as { kind: string; personId: number }[];
    return operations.filter(({ kind }) => ['editTime', 'editExpense'].includes(kind)).map(({ personId }) => personId);
  };
  expect([await seen('history.operations'), await seen('home.feed')]).toEqual([
    [kit, kit],
    [kit, kit],
  ]);
  expect(await as(kit, 'history.operation', { id: hers?.id })).toBe('NOT_FOUND');
  expect(await as(mara, 'history.operation', { id: hers?.id })).toMatchObject({ subject: 'Train' });
  expect(await byKey(ada, ['viewLibrary'], 'history.operations', { count: 50 })).toEqual([]);
});

test('a window on the network is its member’s own; what is of the library is changed by who looks after it', async () => {
  const theme = async (who: PersonId) => ((await as(who, 'settings.get')) as { theme: string }).theme;
  expect(await as(kit, 'settings.update', { theme: 'light', rowHeight: 'roomy' })).toMatchObject({ theme: 'light' });
  expect([await theme(kit), await theme(mara), (await lab.call('settings.get')).theme]).toEqual([
    ...['light', 'system', 'system'],
  ]);
  expect(await as(kit, 'settings.update', { theme: 'dark', ffmpegPath: '/tmp/x' })).toBe('FORBIDDEN');
  expect([await theme(kit), (await lab.call('settings.get')).ffmpegPath]).toEqual(['light', null]);
  const limit = { boardLimits: [{ stage: 'Mix', count: 2 }] };
  expect(await as(kit, 'settings.update', limit)).toBe('FORBIDDEN');
  expect(await as(mara, 'settings.update', limit)).toMatchObject(limit);
  expect(await byKey(ada, ['viewLibrary'], 'settings.update', { undoKeepDays: 1 })).toBe('FORBIDDEN');
  // On the machine itself there is one window, whoever's profile is active.
  await lab.call('workspace.switchProfile', { personId: kit });
  await lab.call('settings.update', { theme: 'dark' });
  expect([await theme(kit), await theme(mara)]).toEqual(['light', 'dark']);
});

test('an employee sees hours and no rates or budgets of others, in the week, the workspace and its departments', async () => {
  await lab.call('teams.makeDepartment', { name: 'Studio', budgetMinor: 500_000 });
  await lab.call('projects.edit', { id: remix, fields: { budgetMinor: 90_000 } });
  const times = { startAt: at('2026-11-18T09:00'), endAt: at('2026-11-18T10:00') };
  const { entry: own } = (await as(kit, 'time.addEntry', { projectId: remix, times })) as { entry: { id: number } };
  const { entry: hers } = await lab.call('time.addEntry', { projectId: remix, times });
  const group = async (who: PersonId) =>
    ((await as(who, 'time.week', { personId: kit, day: '2026-11-18' })) as { groups: object[] }).groups[0];
  expect(await group(kit)).toMatchObject({ rateMinor: null, budget: { budgetMinor: null, spentMinor: 0 } });
  expect(await group(mara)).toMatchObject({ rateMinor: 6500, budget: { budgetMinor: 90_000 } });
  expect(await as(kit, 'workspace.get')).toMatchObject({ rateMinor: null });
  expect(await as(mara, 'workspace.get')).toMatchObject({ rateMinor: 3000 });
  expect(await as(kit, 'teams.list')).toMatchObject({ departments: [{ name: 'Studio', budgetMinor: null }] });
  expect(await as(kit, 'time.trim', { first: own.id, second: hers.id })).toBe('FORBIDDEN');
  for (const method of ['time.getEntries', 'time.removeEntries', 'time.editMany'] as const) {
    expect(await as(kit, method, { ids: [hers.id], facts: {} })).toBe('FORBIDDEN');
  }
  expect(await as(kit, 'time.entries', { from: 0, to: times.endAt, isAll: true })).toBe('FORBIDDEN');
  expect(await as(kit, 'time.rate', { personId: ada, projectId: remix })).toBe('FORBIDDEN');
});

test('an employee changes no release of songs and packs that are others’, nor what was found for them', async () => {
  const { id: packId } = await lab.call('packs.create', { name: 'Tides', songs: [{ title: 'Ebb', artist: 'Ada' }] });
  const { id: ofPack } = await lab.call('releases.makeFromPack', { packId });
  const { id: songId } = await lab.call('songs.create', { title: 'Flood', status: 'released' });
  const { id: ofSong } = await lab.call('releases.makeFromSongs', { songIds: [songId] });
  for (const id of [ofPack, ofSong]) {
    expect(await as(kit, 'releases.edit', { id, patch: { title: 'Mine' } })).toBe('FORBIDDEN');
    expect(await as(kit, 'releases.setTracks', { id, tracks: [] })).toBe('FORBIDDEN');
    expect(await as(kit, 'releases.remove', { id })).toBe('FORBIDDEN');
    expect(await as(mara, 'releases.edit', { id, patch: { title: 'Ours' } })).toMatchObject({
      operation: expect.any(Number),
    });
  }
  expect(await as(kit, 'lookups.dismiss', { songIds: [songId] })).toBe('FORBIDDEN');
  const { id: own } = (await as(kit, 'songs.create', { title: 'Kelp', status: 'released' })) as { id: number };
  const made = (await as(kit, 'releases.makeFromSongs', { songIds: [own] })) as { id: number };
  expect(await as(kit, 'releases.edit', { id: made.id, patch: { title: 'Kelp EP' } })).toMatchObject({
    operation: expect.any(Number),
  });
});

const words = {
  ...{ released: 'Released', songs: 'Songs', others: 'Others', download: 'Download', video: 'Video' },
  ...{ inProgress: 'in progress', planned: 'planned', empty: 'Nothing' },
};
