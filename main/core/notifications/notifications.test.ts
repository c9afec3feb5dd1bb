import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Connectors } from '#core/connectors/connectors.ts';
import { openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore } from '#core/testing/test-core.ts';
import { defaultPreferences, notificationKinds } from '#shared/contract/notifications.ts';
import { listNotifications, readPreferences, readWebhookKinds, writePreferences } from './notifications.repository.ts';
import { Notifications } from './notifications.ts';
import { isQuiet } from './quiet-hours.ts';

let server: Server | undefined;
const folders: { remove(): void }[] = [];
afterEach(() => {
  server?.close();
  for (const folder of folders.splice(0)) folder.remove();
});

function newHome(): string {
  const folder = tempFolder();
  folders.push(folder);
  return folder.path;
}

const now = Date.UTC(2026, 10, 20, 21, 30);

function setUp() {
  const db = openTestDb();
  const add = db.prepare(
    `INSERT INTO person (id, name, member_role, time_zone, created_at, changed_at) VALUES (?, ?, ?, ?, 0, 0)`,
  );
  add.run(1, 'Ines', 'owner', 'UTC');
  add.run(2, 'Kit', 'employee', 'Europe/Berlin');
  add.run(3, 'A singer', null, '');
  const shown: unknown[] = [];
  const notifications = new Notifications({
    ...{ db, now: () => now, onChange: () => undefined },
    emit: (name, payload) => shown.push([name, payload]),
    connectors: { isConnected: () => false } as unknown as Connectors,
  });
  const inbox = (person: number) => listNotifications(db, person, Number.MAX_SAFE_INTEGER, 100);
  return { db, notifications, inbox, shown };
}

test('members are told, nobody else; a newer one with the same key takes the place of an older', () => {
  const { notifications, inbox } = setUp();
  notifications.add({ kind: 'packReleased', personId: null, facts: { pack: 'A', count: 3 }, view: 'packs', item: 7 });
  expect([inbox(1).length, inbox(2).length, inbox(3).length]).toEqual([1, 1, 0]);
  expect(inbox(2)[0]).toMatchObject({
    kind: 'packReleased',
    facts: { pack: 'A', count: 3 },
    view: 'packs',
    item: 7,
    isRead: false,
  });
  for (const percent of [80, 100]) {
    notifications.add({
      kind: 'budgetReached',
      personId: 1,
      facts: { project: 'P', percent, what: 'hours' },
      mergeKey: 'budget:1',
    });
  }
  expect(inbox(1).map(({ kind, facts }) => [kind, facts.percent ?? facts.count])).toEqual([
    ['budgetReached', 100],
    ['packReleased', 3],
  ]);
});

test('artists who are no members, and who was switched off, gather nothing; a webhook hears of one thing once', () => {
  const { db, inbox } = setUp();
  const sent: unknown[] = [];
  const connectors = { isConnected: () => true, queue: { add: (...task: unknown[]) => sent.push(task) } };
  const notifications = new Notifications({
    ...{ db, now: () => now, onChange: () => undefined, emit: () => undefined },
    connectors: connectors as unknown as Connectors,
  });
  db.prepare(`UPDATE person SET member_state = 'inactive' WHERE id = 2`).run();
  for (const personId of [1, 2, 3]) {
    notifications.add({ kind: 'packReleased', personId, facts: { pack: 'A', count: 3 }, view: 'packs', item: 7 });
  }
  expect([inbox(1).length, inbox(2).length, inbox(3).length, sent.length]).toEqual([1, 0, 0, 1]);
});

test('what is switched off is not kept, and the system shows what is wanted, outside of quiet hours on their clock', () => {
  const { db, notifications, inbox, shown } = setUp();
  const quiet = { from: '22:00', to: '07:00' };
  writePreferences(db, 1, { off: ['stepDone'], system: ['packReleased'], quiet });
  writePreferences(db, 2, { off: [], system: ['packReleased'], quiet });
  notifications.add({ kind: 'stepDone', personId: 1, facts: { title: 'A', step: 'Mix' } });
  notifications.add({ kind: 'packReleased', personId: null, facts: { pack: 'A', count: 1 } });
  expect(inbox(1).map(({ kind }) => kind)).toEqual(['packReleased']);
  // 21:30 in UTC is 22:30 in Berlin.
  expect(shown).toEqual([['notification.added', { id: inbox(1)[0]?.id, personId: 1 }]]);
  expect(inbox(2)).toHaveLength(1);
});

test('quiet hours over midnight and within a day hold from their first minute to before their last', () => {
  const time = fc.integer({ min: 0, max: 1439 });
  const text = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  fc.assert(
    fc.property(time, time, time, (from, to, minute) => {
      const length = (to - from + 1440) % 1440;
      const since = (minute - from + 1440) % 1440;
      expect(isQuiet({ from: text(from), to: text(to) }, minute)).toBe(since < length);
    }),
  );
  expect(isQuiet(null, 0)).toBe(false);
});

test('preferences of another build, or none at all, do no harm', () => {
  const { db } = setUp();
  expect(readPreferences(db, 1)).toEqual(defaultPreferences);
  writePreferences(db, 1, { off: ['stepDone', 'comesLater'], system: 'all' });
  expect(readPreferences(db, 1)).toEqual({ off: ['stepDone'], system: [], quiet: null });
  expect(readWebhookKinds(db)).toEqual([...notificationKinds]);
});

test('a webhook is greeted, told what people are told, and only of the kinds that were chosen', async () => {
  const got: Record<string, unknown>[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      got.push(JSON.parse(body) as Record<string, unknown>);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const { core, call, logged } = await openTestCore(newHome(), { runAnalysis: false });
  const state = async () =>
    (await call('connectors.list')).services.find(({ id }) => id === 'webhook') ?? expect.fail('no webhook');

  await call('connectors.connect', { service: 'webhook', values: { address: 'http://example.com/hook' } });
  await expect.poll(async () => (await state()).connectError).toBe('INVALID_INPUT');
  await call('connectors.connect', { service: 'webhook', values: { address } });
  await expect.poll(async () => (await state()).isConnected).toBe(true);
  expect(got.map(({ kind }) => kind)).toEqual(['hello']);

  await call('notifications.setWebhookKinds', ['roleChanged']);
  const { id } = await call('people.make', { name: 'Kit', memberRole: 'employee' });
  await call('people.edit', { ids: [id], change: { memberRole: 'manager' } });
  await expect.poll(() => got.length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(got.slice(1).map(({ kind, facts, text }) => ({ kind, facts, text }))).toContainEqual({
    ...{ kind: 'roleChanged', facts: { role: 'manager' }, text: 'roleChanged · manager' },
  });
  expect(got.slice(1).every(({ kind }) => kind === 'roleChanged')).toBe(true);
  await core.close();
  expect(logged).toEqual([]);
});

test('an inbox is its person’s own: others can neither read, nor clear, nor find what is in it', async () => {
  const { core, call } = await openTestCore(newHome(), { runAnalysis: false });
  const { id } = await call('people.make', { name: 'Kit', memberRole: 'employee' });
  await call('people.edit', { ids: [id], change: { memberRole: 'manager' } });
  const asKit = async (method: string, input?: unknown) => {
    const reply = await core.dispatch(method, input, { personId: id, via: 'account' });
    return reply.ok ? reply.value : reply.error.code;
  };
  const told = (await asKit('notifications.list', { count: 10 })) as { id: number; kind: string }[];
  expect(told.map(({ kind }) => kind)).toContain('roleChanged');
  const [first] = told;
  await call('notifications.markRead', {});
  await call('notifications.remove', {});
  const gone = core.dispatch('notifications.get', { id: first?.id });
  expect(await gone).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(await asKit('notifications.unread')).toEqual({ count: told.length, personId: id });
  expect(await asKit('notifications.setWebhookKinds', [])).toBe('FORBIDDEN');
  await asKit('notifications.markRead', {});
  expect(await asKit('notifications.unread')).toMatchObject({ count: 0 });
  await asKit('notifications.remove', {});
  expect(await asKit('notifications.list', { count: 10 })).toEqual([]);
  await core.close();
});
