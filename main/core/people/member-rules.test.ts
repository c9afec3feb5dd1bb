import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { Input, Method, Output } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';

const day = 86_400_000;
let folder: { path: string; remove(): void };
let core: TestCore;
let now: number;
let people: Record<'owner' | 'admin' | 'admin2' | 'manager' | 'employee' | 'artist', PersonId>;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 16);
  folder = tempFolder('ledgerline-roles-', true);
  core = await openTestCore(join(folder.path, 'home'), { runAnalysis: false, now: () => now });
  const make = async (name: string, memberRole: 'admin' | 'manager' | 'employee' | null) =>
    (await core.call('people.make', { name, memberRole })).id;
  people = {
    owner: (await core.call('workspace.profiles')).active?.id as PersonId,
    admin: await make('Ada', 'admin'),
    admin2: await make('Ben', 'admin'),
    manager: await make('Mara', 'manager'),
    employee: await make('Eve', 'employee'),
    artist: await make('Ines', null),
  };
});

afterEach(async () => {
  expect(core.logged).toEqual([]);
  await core.core.close();
  folder.remove();
});

type Who = keyof typeof people;

/** What a call of a member ends with: its answer, or the code of its failure. */
async function as<M extends Method>(who: Who, method: M, input: Input<M>): Promise<Output<M> | string> {
  const reply = await core.core.dispatch(method, input, { personId: people[who], via: 'account' });
  return reply.ok ? (reply.value as Output<M>) : reply.error.code;
}

const code = async (work: Promise<unknown>) => {
  const value = await work;
  return typeof value === 'string' ? value : 'done';
};
const edit = (who: Who, whom: Who, change: Input<'people.edit'>['change']) =>
  code(as(who, 'people.edit', { ids: [people[whom]], change }));
const remove = (who: Who, whom: Who) => code(as(who, 'people.remove', { ids: [people[whom]] }));
const roleOf = async (whom: Who) => (await core.call('people.get', { id: people[whom] })).memberRole;

test.each<[Who, Who, string]>([
  ['owner', 'admin', 'done'],
  ['admin', 'manager', 'done'],
  ['admin', 'admin2', 'done'],
  ['manager', 'employee', 'FORBIDDEN'],
  ['employee', 'manager', 'FORBIDDEN'],
  ['admin', 'owner', 'MEMBER_PROTECTED'],
  ['manager', 'owner', 'FORBIDDEN'],
  ['admin', 'admin', 'MEMBER_PROTECTED'],
  ['owner', 'owner', 'MEMBER_PROTECTED'],
  ['employee', 'employee', 'FORBIDDEN'],
])('%s removes, switches off and gives a role to %s: %s', async (who, whom, expected) => {
  expect(await edit(who, whom, { memberState: 'inactive' })).toBe(expected);
  expect(await edit(who, whom, { memberRole: whom === 'employee' ? 'manager' : 'employee' })).toBe(expected);
  expect(await remove(who, whom)).toBe(expected);
});

test.each<[Who, 'owner' | 'admin' | 'manager', string]>([
  ['owner', 'admin', 'done'],
  ['admin', 'admin', 'done'],
  ['owner', 'owner', 'MEMBER_PROTECTED'],
  ['admin', 'owner', 'MEMBER_PROTECTED'],
  ['manager', 'manager', 'FORBIDDEN'],
])('%s makes somebody an %s: %s', async (who, role, expected) => {
  expect(await edit(who, 'employee', { memberRole: role })).toBe(expected);
  expect(await code(as(who, 'people.make', { name: 'New', memberRole: role }))).toBe(expected);
});

test('everybody changes what is said of themself, but not what they are in the workspace', async () => {
  for (const who of ['owner', 'admin', 'manager', 'employee'] as const) {
    expect(await edit(who, who, { phone: '123', language: 'pt-BR' })).toBe('done');
    const other = who === 'admin' ? 'manager' : 'admin';
    expect(await edit(who, who, { memberRole: other })).toMatch(/^(FORBIDDEN|MEMBER_PROTECTED)$/);
  }
  expect(await edit('admin', 'admin', { memberRole: 'admin', phone: '5' })).toBe('done');
  expect(await edit('employee', 'employee', { rateMinor: 9900 })).toBe('FORBIDDEN');
  expect(await edit('employee', 'manager', { phone: '123' })).toBe('FORBIDDEN');
  expect(await edit('admin', 'owner', { phone: '123' })).toBe('MEMBER_PROTECTED');
  expect(await edit('employee', 'artist', { country: 'PT' })).toBe('done');
  expect(await edit('employee', 'artist', { memberRole: 'employee' })).toBe('FORBIDDEN');
  expect(await code(as('employee', 'people.make', { name: 'Nova' }))).toBe('done');
  expect(await remove('employee', 'artist')).toBe('FORBIDDEN');
  expect(await remove('manager', 'artist')).toBe('done');
});

test('an employee sees names, but no contact, notes and rates of others', async () => {
  await core.call('people.edit', {
    ids: [people.artist],
    change: { email: 'i@example.org', note: 'Late', rateMinor: 5 },
  });
  const seen = (await as('employee', 'people.get', { id: people.artist })) as Output<'people.get'>;
  expect([seen.name, seen.email, seen.note, seen.rateMinor, seen.isCut]).toEqual(['Ines', '', '', null, true]);
  expect(await as('employee', 'people.list', { text: 'i@example.org' })).toEqual([]);
  expect(await code(as('employee', 'people.time', { id: people.manager }))).toBe('FORBIDDEN');
  expect(await code(as('employee', 'people.time', { id: people.employee }))).toBe('done');
  const own = (await as('manager', 'people.get', { id: people.artist })) as Output<'people.get'>;
  expect([own.email, own.may, own.grantableRoles]).toEqual([
    'i@example.org',
    { edit: true, editMember: false, remove: true },
    [],
  ]);
});

test('the workspace is handed over by its owner only, and the last owner stays', async () => {
  const give = (who: Who, whom: Who) => code(as(who, 'people.handOver', { to: people[whom] }));
  expect(await give('admin', 'admin2')).toBe('FORBIDDEN');
  expect(await give('owner', 'owner')).toBe('MEMBER_PROTECTED');
  expect(await give('owner', 'artist')).toBe('MEMBER_PROTECTED');
  const done = (await as('owner', 'people.handOver', { to: people.manager })) as Output<'people.handOver'>;
  expect([await roleOf('owner'), await roleOf('manager')]).toEqual(['admin', 'owner']);
  // Whoever gave it away does not take it back; the new owner may.
  expect(await code(as('owner', 'history.undo', { id: done.operation! }))).toBe('MEMBER_PROTECTED');
  expect(await code(as('manager', 'history.undo', { id: done.operation! }))).toBe('done');
  expect([await roleOf('owner'), await roleOf('manager')]).toEqual(['owner', 'manager']);
  const audited = (await core.call('accounts.audit', { count: 100 })).filter(({ kind }) => kind === 'roleChanged');
  expect(audited.slice(0, 2).map(({ detail }) => [detail.from, detail.to])).toEqual([
    ['owner', 'admin'],
    ['manager', 'owner'],
  ]);
});

test('nobody who was given a lesser role, or put out, takes that back', async () => {
  const demoted = (await as('owner', 'people.edit', {
    ids: [people.admin],
    change: { memberRole: 'manager' },
  })) as Output<'people.edit'>;
  const off = (await as('owner', 'people.edit', {
    ids: [people.admin2],
    change: { memberRole: 'manager' },
  })) as Output<'people.edit'>;
  expect(await code(as('admin', 'history.undo', { id: demoted.operation! }))).toBe('FORBIDDEN');
  expect(await code(as('admin', 'history.undo', { id: off.operation! }))).toBe('FORBIDDEN');
  expect(await code(as('owner', 'history.undo', { id: off.operation! }))).toBe('done');
  expect(await edit('owner', 'employee', { memberState: 'inactive' })).toBe('done');
  expect(await edit('employee', 'employee', { phone: '1' })).toBe('FORBIDDEN');
});

test('who is no manager undoes only what they did themselves', async () => {
  const made = (await as('manager', 'people.make', { name: 'Of Mara' })) as Output<'people.make'>;
  const own = (await as('employee', 'people.make', { name: 'Of Eve' })) as Output<'people.make'>;
  await as('manager', 'people.make', { name: 'Newest' });
  expect(await code(as('employee', 'history.undo', { id: made.operation! }))).toBe('FORBIDDEN');
  const next = (await as('employee', 'history.next', undefined)) as Output<'history.next'>;
  expect(next.undo?.id).toBe(own.operation);
  expect(await code(as('employee', 'history.undo', {}))).toBe('done');
  expect(await as('employee', 'history.undo', {})).toBe(null);
  expect(await code(as('employee', 'history.redo', undefined))).toBe('done');
  expect(await code(as('manager', 'history.undo', { id: own.operation! }))).not.toBe('done');
  // What others changed of people is not told to everybody, and Undo is offered where it works.
  const noted = await core.call('people.edit', { ids: [people.artist], change: { note: 'Late again' } });
  const look = async (who: Who) => {
    const seen = (await as(who, 'history.operation', { id: noted.operation! })) as Output<'history.operation'>;
    return [seen.changes.map(({ newValue }) => newValue), seen.canUndo];
  };
  expect(await look('employee')).toEqual([[], false]);
  expect(await look('manager')).toEqual([['Late again'], true]);
  const names = (await core.call('people.list', {})).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Of Mara', 'Of Eve', 'Newest']));
});

test('a profile is switched on the desktop; who signed in stays who they are', async () => {
  await core.call('workspace.switchProfile', { personId: people.employee });
  expect((await core.call('workspace.profiles')).role).toBe('employee');
  const refused = await core.core.dispatch('people.remove', { ids: [people.artist] });
  expect(refused.ok ? 'done' : refused.error.code).toBe('FORBIDDEN');
  expect(await code(as('manager', 'workspace.switchProfile', { personId: people.owner }))).toBe('FORBIDDEN');
  const none = await core.core.dispatch('workspace.switchProfile', { personId: people.artist });
  expect(none.ok ? 'done' : none.error.code).toBe('NOT_FOUND');
  await core.call('workspace.switchProfile', { personId: people.owner });
});

test('people join by a file: once, within a week, with their address, as no more than was said', async () => {
  const eve = { name: 'Con/Eve', email: 'Eve@Example.org', role: 'employee' as const };
  const invite = (who: Who, list: Input<'invitations.make'>['people']) =>
    code(as(who, 'invitations.make', { people: list, folder: folder.path }));
  expect(await invite('manager', [eve])).toBe('FORBIDDEN');
  expect(await invite('admin', [eve, { ...eve, email: 'eve@example.ORG' }])).toBe('ALREADY_INVITED');
  await core.call('people.edit', { ids: [people.manager], change: { email: 'mara@example.org' } });
  expect(await invite('admin', [{ ...eve, email: 'MARA@example.org' }])).toBe('ALREADY_MEMBER');
  expect(
    await invite(
      'admin',
      Array.from({ length: 51 }, (_, n) => ({ ...eve, email: `${n}@example.org` })),
    ),
  ).toBe('INVALID_INPUT');
  writeFileSync(join(folder.path, 'Jun.ledgerline-join'), 'somebody else’s');
  await core.call('people.edit', { ids: [people.artist], change: { email: 'ines@example.org' } });
  const made = (await as('admin', 'invitations.make', {
    people: [
      eve,
      { name: 'Jun', email: 'jun@example.org', role: 'admin' },
      { name: 'Ines V', email: 'ines@example.org', role: 'manager' },
    ],
    folder: folder.path,
  })) as Output<'invitations.make'>;
  expect(made.paths.map((path) => path.slice(folder.path.length + 1))).toEqual([
    'Con_Eve.ledgerline-join',
    'Jun 2.ledgerline-join',
    'Ines V.ledgerline-join',
  ]);
  expect(readFileSync(join(folder.path, 'Jun.ledgerline-join'), 'utf8')).toBe('somebody else’s');
  const [ofEve, ofJun, ofInes] = made.paths.map((path) => readFileSync(path, 'utf8')) as [string, string, string];
  expect(ofEve.toLowerCase()).not.toContain('example.org');
  const accept = (text: string, email: string) => code(as('employee', 'invitations.accept', { text, email }));
  expect(await accept(ofEve, 'other@example.org')).toBe('INVITATION_INVALID');
  expect(await accept(ofEve.replace('"employee"', '"admin"'), 'eve@example.org')).toBe('INVITATION_INVALID');
  expect(await accept('not a file', 'eve@example.org')).toBe('INVITATION_INVALID');
  const read = (await core.call('invitations.read', { text: ofEve })).state;
  expect(read).toBe('pending');
  expect(await accept(ofEve, ' eve@example.org'.trim())).toBe('done');
  expect(await accept(ofEve, 'eve@example.org')).toBe('INVITATION_OVER');
  expect((await core.call('people.list', { text: 'Con/Eve' }))[0]?.memberRole).toBe('employee');
  // Who is known by that address is the one that joins.
  expect(await accept(ofInes, 'ines@example.org')).toBe('done');
  expect(await roleOf('artist')).toBe('manager');
  const jun = (await core.call('invitations.list')).find(({ name }) => name === 'Jun');
  now += 7 * day;
  expect(await accept(ofJun, 'jun@example.org')).toBe('INVITATION_OVER');
  expect((await core.call('invitations.list')).map(({ state }) => state)).toEqual(['accepted', 'expired', 'accepted']);
  now -= 7 * day;
  await core.call('invitations.cancel', { id: jun!.id });
  expect(await accept(ofJun, 'jun@example.org')).toBe('INVITATION_OVER');
  expect(
    await invite(
      'admin',
      [eve].map((each) => ({ ...each, email: 'x@example.org' })),
    ),
  ).toBe('done');
  expect(readdirSync(folder.path)).toContain('Con_Eve 2.ledgerline-join');
  expect(
    await code(
      as('admin', 'invitations.make', {
        people: [{ ...eve, email: 'y@example.org' }],
        folder: join(folder.path, 'none'),
      }),
    ),
  ).toBe('FOLDER_NOT_FOUND');
  expect((await core.call('invitations.list')).some(({ email }) => email === 'y@example.org')).toBe(false);
});
