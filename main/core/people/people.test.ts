import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { PersonId, PersonRow } from '#shared/contract/people.ts';

let folder: { path: string; remove(): void };
let core: TestCore;

beforeAll(async () => {
  folder = tempFolder('ledgerline-people-', true);
  core = await openTestCore(folder.path, { runAnalysis: false });
});

afterAll(async () => {
  await core.core.close();
  folder.remove();
});

const names = (people: readonly PersonRow[]) => people.map(({ name }) => name);
const list = (filter: Parameters<typeof core.call<'people.list'>>[1] = {}) => core.call('people.list', filter);

test('a new library has an owner, whose profile is active', async () => {
  const { active, role, members, canSwitch } = await core.call('workspace.profiles');
  expect([active?.memberRole, role, members.length, canSwitch]).toEqual(['owner', 'owner', 1, true]);
});

test('people are made, found, changed, removed and restored, and all of it is undone', async () => {
  const ines = await core.call('people.make', {
    name: ' Ines Valloria ',
    roles: ['artist', 'writer', 'artist'],
    email: 'ines@example.org',
    isni: '0000 0001 2146 438x',
    ipi: '14107338',
    storeIds: { spotify: '4Z8W4fKeB5YxbusRsdQVPb' },
  });
  const row = await core.call('people.make', { name: 'Lantern Row', kind: 'group', roles: ['artist'] });
  const details = await core.call('people.get', { id: ines.id });
  expect([details.name, details.roles, details.isni, details.ipi]).toEqual([
    ...['Ines Valloria', ['artist', 'writer'], '000000012146438X', '00014107338'],
  ]);
  expect(names(await list({ text: 'INÉS vall' }))).toEqual(['Ines Valloria']);
  expect(names(await list({ text: 'ines@example' }))).toEqual(['Ines Valloria']);
  expect(names(await list({ text: '146438x' }))).toEqual(['Ines Valloria']);
  expect(names(await list({ role: 'writer' }))).toEqual(['Ines Valloria']);
  expect(names(await list({ kind: 'group' }))).toEqual(['Lantern Row']);
  expect((await list({ role: 'member' })).length).toBe(1);

  const { operation } = await core.call('people.edit', { ids: [ines.id, row.id], change: { country: 'PT' } });
  expect((await core.call('people.get', { id: row.id })).country).toBe('PT');
  await core.call('history.undo', { id: operation! });
  expect((await core.call('people.get', { id: row.id })).country).toBe('');
  await core.call('people.remove', { ids: [ines.id, row.id] });
  expect(names(await list({ isRemoved: true }))).toEqual(['Ines Valloria', 'Lantern Row']);
  expect(names(await list({ role: 'writer' }))).toEqual([]);
  expect(names(await core.call('people.all'))).toContain('Ines Valloria');
  await core.call('people.restore', { ids: [row.id] });
  expect(names(await list({ kind: 'group' }))).toEqual(['Lantern Row']);
  await core.call('history.undo', {});
  await core.call('history.undo', {});
  expect(names(await list({ text: 'ines' }))).toEqual(['Ines Valloria']);
});

test.each([
  [{ isni: '0000 0001 2146 4381' }, 'IDENTIFIER_INVALID'],
  [{ ipi: '00254288892' }, 'IDENTIFIER_INVALID'],
  [{ email: 'nobody' }, 'INVALID_INPUT'],
  [{ name: '  ' }, 'INVALID_INPUT'],
  [{ timeZone: 'Moon/Base' }, 'INVALID_INPUT'],
  [{ language: 'not a tag' }, 'INVALID_INPUT'],
  [{ departmentId: 99 as never }, 'NOT_FOUND'],
])('a person with %j is refused: %s', async (facts, code) => {
  const before = (await core.call('people.all')).length;
  expect(await errorCode(core.call('people.make', { name: 'X', ...facts }))).toBe(code);
  expect((await core.call('people.all')).length).toBe(before);
});

test('who may be the same is told by name, address and numbers, and never by what is empty', async () => {
  const { id } = await core.call('people.make', {
    name: 'Mára  Ellery',
    email: 'Mara@Example.org',
    ipi: '00052210040',
  });
  const likeness = async (looks: object) =>
    (await core.call('people.similar', looks)).map(({ person, by }) => [person.name, ...by]);
  expect(await likeness({ name: 'mara ellery' })).toEqual([['Mára  Ellery', 'name']]);
  expect(await likeness({ name: 'Somebody', email: 'mara@example.org' })).toEqual([['Mára  Ellery', 'email']]);
  expect(await likeness({ ipi: '00052210040', name: 'MARA ELLERY' })).toEqual([['Mára  Ellery', 'name', 'ipi']]);
  expect(await likeness({ name: 'Mara Ellery', except: id })).toEqual([]);
  expect(await likeness({ name: '', email: '', isni: '' })).toEqual([]);
});

test('while a timer of somebody runs they are not removed', async () => {
  const { id } = await core.call('people.make', { name: 'Tom', memberRole: 'employee' });
  const caller = { personId: id as number, via: 'account' as const };
  const started = await core.core.dispatch('time.start', {}, caller);
  expect(started.ok).toBe(true);
  expect(await errorCode(core.call('people.remove', { ids: [id] }))).toBe('PERSON_BUSY');
  expect((await core.call('people.get', { id })).isTimerRunning).toBe(true);
});

test('a table of people is looked at first; what cannot come says why, and who is there already', async () => {
  const text = [
    '\uFEFFFirst name;Last name;E-Mail;Role;IPI;Shoe size',
    'Ada;Quill;ada@example.org;Artist, Writer;;38',
    ';;nobody@example.org;;;',
    'Jun;Harrow;not-an-address;;;',
    'Kay;Osei;;;00254288892;',
    'mara;ellery;;Producer;;',
    '"Lumen; Parish";;lumen@example.org;label;;',
  ].join('\r\n');
  const { people, unknownColumns } = await core.call('people.previewImport', { text });
  expect(unknownColumns).toEqual(['Shoe size']);
  expect(people.map(({ line, facts, problem, like }) => [line, facts.name, problem, like?.name ?? null])).toEqual([
    [2, 'Ada Quill', null, null],
    [3, '–', 'nameMissing', null],
    [4, 'Jun Harrow', 'emailInvalid', null],
    [5, 'Kay Osei', 'ipiInvalid', null],
    [6, 'mara ellery', null, 'Mára  Ellery'],
    [7, 'Lumen; Parish', null, null],
  ]);
  expect(await errorCode(core.call('people.import', { text, lines: [2, 4] }))).toBe('IMPORT_INVALID');
  expect(await errorCode(core.call('people.import', { text, lines: [2, 40] }))).toBe('IMPORT_INVALID');
  const done = await core.call('people.import', { text, lines: [2, 7] });
  expect(done.count).toBe(2);
  const [ada] = await list({ text: 'ada quill' });
  expect([ada?.roles, ada?.email]).toEqual([['artist', 'writer'], 'ada@example.org']);
  await core.call('history.undo', { id: done.operation! });
  expect(await list({ text: 'quill' })).toEqual([]);
  for (const bad of ['', 'Colour,Size\nred,5', '"name\nbroken']) {
    expect(await errorCode(core.call('people.previewImport', { text: bad }))).toBe('IMPORT_INVALID');
  }
});

test('a table of thousands is looked at and comes in quickly', async () => {
  mkdirSync(join(folder.path, 'many'));
  const other = await openTestCore(join(folder.path, 'many'), { runAnalysis: false });
  const lines = Array.from({ length: 2000 }, (_, index) => `Person ${index},p${index}@example.org`);
  const text = ['Name,E-mail', ...lines].join('\n');
  await other.call('people.import', { text, lines: lines.map((_, index) => index + 2) });
  const before = performance.now();
  const { people } = await other.call('people.previewImport', { text });
  expect(people.every(({ like }) => like !== null)).toBe(true);
  expect((await other.call('people.list', { text: 'person 1999' })).map(({ name }) => name)).toEqual(['Person 1999']);
  expect(performance.now() - before).toBeLessThan(5000);
  await other.core.close();
});

test('two become one, also after one of them was found by a typing slip', async () => {
  const one = await core.call('people.make', { name: 'Sable Ohm', website: 'https://sable.example' });
  const other = await core.call('people.make', { name: 'Sable Om', ipi: '00014107338' });
  const { operation } = await core.call('people.merge', { from: other.id, into: one.id });
  const merged = await core.call('people.get', { id: one.id });
  expect([merged.website, merged.ipi]).toEqual(['https://sable.example', '00014107338']);
  expect((await core.call('people.get', { id: other.id })).mergedInto).toBe(one.id);
  expect(await errorCode(core.call('people.merge', { from: other.id, into: one.id }))).toBe('NOT_FOUND');
  expect(await errorCode(core.call('people.restore', { ids: [other.id] }))).toBe('NOT_FOUND');
  expect(await errorCode(core.call('people.merge', { from: one.id, into: one.id }))).toBe('INVALID_INPUT');
  await core.call('history.undo', { id: operation! });
  expect((await core.call('people.get', { id: other.id })).mergedInto).toBe(null);
});

test('songs, packs and hours of a person are listed', async () => {
  const { id } = await core.call('people.make', { name: 'Nova Brandt' });
  expect(await core.call('people.credits', { id })).toEqual({ credits: [], total: 0 });
  expect(await core.call('people.time', { id })).toEqual({ totalMs: 0, recentMs: 0, songs: [] });
  expect(await errorCode(core.call('people.credits', { id: 9999 as PersonId }))).toBe('NOT_FOUND');
});

test('the workspace is changed and taken back', async () => {
  await core.call('workspace.edit', { name: 'Lantern Row', currency: 'USD', timeZone: 'Europe/Lisbon', weekStart: 7 });
  const { name, currency, timeZone, weekStart } = await core.call('workspace.get');
  expect([name, currency, timeZone, weekStart]).toEqual(['Lantern Row', 'USD', 'Europe/Lisbon', 7]);
  await core.call('history.undo', {});
  expect((await core.call('workspace.get')).name).toBe('');
  expect(await errorCode(core.call('workspace.edit', { timeZone: 'Moon/Base' }))).toBe('INVALID_INPUT');
  expect(await errorCode(core.call('workspace.edit', { idleMinutes: -1 }))).toBe('INVALID_INPUT');
  expect(await errorCode(core.call('workspace.edit', { lockedBefore: '2026-02-31' }))).toBe('INVALID_INPUT');
});

test('departments are a tree, whatever is done or taken back', async () => {
  const boss = (await core.call('workspace.profiles')).active!;
  const top = await core.call('teams.makeDepartment', { name: 'Studio', headId: boss.id, budgetMinor: 100_000 });
  const below = await core.call('teams.makeDepartment', { name: 'Mixing', parentId: top.id });
  const move = (id: typeof top.id, parentId: typeof top.id) =>
    core.call('teams.editDepartment', { id, change: { parentId } });
  expect(await errorCode(move(top.id, below.id))).toBe('TREE_CYCLE');
  expect(await errorCode(move(top.id, top.id))).toBe('TREE_CYCLE');
  const outsider = await core.call('people.make', { name: 'Outsider' });
  expect(await errorCode(core.call('teams.makeDepartment', { name: 'X', headId: outsider.id }))).toBe('NOT_FOUND');
  expect(await errorCode(core.call('teams.makeDepartment', { name: 'X', budgetMinor: -1 }))).toBe('INVALID_INPUT');
  const member = await core.call('people.make', { name: 'Ruda', memberRole: 'employee', departmentId: below.id });
  const read = async () =>
    (await core.call('teams.list')).departments.map(({ name, memberCount, totalCount }) => [
      name,
      memberCount,
      totalCount,
    ]);
  expect(await read()).toEqual([
    ['Studio', 0, 1],
    ['Mixing', 1, 1],
  ]);
  const team = await core.call('teams.makeTeam', {
    ...{ name: 'Tour', departmentId: below.id, leadId: boss.id },
    members: [
      { personId: member.id, role: 'Driver' },
      { personId: member.id, role: 'Again' },
    ],
  });
  const { operation } = await core.call('teams.removeDepartment', { id: below.id });
  expect(await read()).toEqual([['Studio', 1, 1]]);
  const [tour] = (await core.call('teams.list')).teams;
  expect([tour?.departmentId, tour?.members]).toEqual([
    top.id,
    [
      { personId: boss.id, role: '' },
      { personId: member.id, role: 'Driver' },
    ],
  ]);
  await core.call('history.undo', { id: operation! });
  expect((await read()).length).toBe(2);
  await core.call('teams.removeTeam', { id: team.id });
  expect((await core.call('teams.list')).teams).toEqual([]);
  expect(core.logged).toEqual([]);
});
