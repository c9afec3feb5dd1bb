import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openCore } from '#core/open-core.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, testPlatform } from '#core/testing/test-core.ts';
import { createCall } from '#shared/client.ts';
import type { PersonId } from '#shared/contract/people.ts';
import { checkPassword, hashPassword, nobodysHash } from './passwords.ts';
import { RequestLimit } from './request-limit.ts';
import { networkOf } from './sign-in-locks.ts';

const opened: { core: { close(): Promise<void> }; folder: { remove(): void } }[] = [];
afterEach(async () => {
  for (const { core, folder } of opened.splice(0)) {
    await core.close();
    folder.remove();
  }
});

const secret = 'correct horse battery';
const from = { address: '192.168.1.7', agent: 'a browser' };

async function setUp() {
  const folder = tempFolder();
  const clock = { now: Date.UTC(2026, 10, 20) };
  const { core, call, logged } = await openTestCore(folder.path, { runAnalysis: false, now: () => clock.now });
  opened.push({ core, folder });
  const { id } = await call('people.make', { name: 'Kit', memberRole: 'employee' });
  await call('accounts.setPassword', { personId: id, login: 'Kit@example.org', password: secret });
  const signIn = (password = secret, login = 'kit@example.org') =>
    core.accounts.signIn(login, password, from).catch((error: { code: string }) => error.code);
  const as = async (session: string, method: string, input?: unknown) => {
    const guest = await core.accounts.bySession(session);
    if (!guest) return 'nobody';
    const reply = await core.dispatch(method, input, guest.caller);
    return reply.ok ? reply.value : reply.error.code;
  };
  return { clock, core, call, id, signIn, as, logged };
}

test('a password opens a session that is its person’s own, until it ends, grows old or the password changes', async () => {
  const { clock, core, call, id, signIn, as } = await setUp();
  expect([await signIn('wrong horse battery'), await signIn(secret, 'nobody')]).toEqual([
    'SIGN_IN_REFUSED',
    'SIGN_IN_REFUSED',
  ]);
  const session = await signIn();
  expect(await as(session, 'accounts.sharing')).toMatchObject({ isAccount: true, login: 'Kit@example.org' });
  expect(await as(session, 'accounts.list')).toBe('FORBIDDEN');
  expect(await as(session, 'accounts.audit', { count: 1 })).toBe('FORBIDDEN');
  expect(await core.accounts.bySession('')).toBeNull();
  expect(await core.accounts.bySession(`${session}x`)).toBeNull();

  const other = await signIn();
  await core.accounts.signOut(session);
  expect([await as(session, 'tracks.count'), await as(other, 'accounts.sharing')]).toEqual([
    'nobody',
    expect.anything(),
  ]);
  clock.now += 8 * 86_400_000;
  expect(await as(other, 'tracks.count')).toBe('nobody');

  const third = await signIn();
  const change = { personId: id, password: 'another long sentence' };
  expect(await as(third, 'accounts.setPassword', { ...change, current: 'guessed wrong' })).toBe('SIGN_IN_REFUSED');
  expect(await as(third, 'accounts.setPassword', change)).toBe('SIGN_IN_REFUSED');
  for (let index = 0; index < 3; index += 1) await as(third, 'accounts.setPassword', { ...change, current: 'guess' });
  expect(await as(third, 'accounts.setPassword', { ...change, current: secret })).toBe('SIGN_IN_LOCKED');
  clock.now += 60_000;
  expect(await as(third, 'accounts.setPassword', { ...change, current: secret })).toBeUndefined();
  expect(await as(third, 'tracks.count')).toBe('nobody');
  expect(await signIn()).toBe('SIGN_IN_REFUSED');
  expect(await signIn('another long sentence')).toMatch(/^[\w-]{43}$/);
  await call('people.remove', { ids: [id] });
  expect(await signIn('another long sentence')).toBe('SIGN_IN_REFUSED');
});

test('sessions and keys of who is taken out or switched off open nothing, not even sounds and events', async () => {
  const { core, call, id, signIn, as } = await setUp();
  const session = await signIn();
  const { key } = (await as(session, 'accounts.makeKey', {
    ...{ name: 'Script', scopes: ['viewLibrary'], expiresAt: null },
  })) as { key: string };
  const guests = async () => [await core.accounts.bySession(session), await core.accounts.byKey(key)];
  expect(await guests()).not.toContain(null);
  await call('people.edit', { ids: [id], change: { memberState: 'inactive' } });
  expect([await guests(), await signIn()]).toEqual([[null, null], 'SIGN_IN_REFUSED']);
  await call('history.undo', {});
  expect(await guests()).not.toContain(null);
  await call('people.remove', { ids: [id] });
  expect(await guests()).toEqual([null, null]);
  // Their name to sign in with is free for somebody else once their account goes.
  await call('accounts.remove', { personId: id });
  expect(await call('accounts.list')).toEqual([]);
  await call('history.undo', {});
  expect(await guests()).toEqual([null, null]);
});

test('guessing locks an account, longer each time, and an address waits; the audit tells, and keeps no secret', async () => {
  const { clock, call, signIn } = await setUp();
  const tries: string[] = [];
  for (let index = 0; index < 6; index += 1) tries.push(await signIn('guess number x'));
  expect(tries).toEqual([...Array.from({ length: 5 }, () => 'SIGN_IN_REFUSED'), 'SIGN_IN_LOCKED']);
  expect(await signIn()).toBe('SIGN_IN_LOCKED');
  clock.now += 61_000;
  expect(await signIn('guess number x')).toBe('SIGN_IN_REFUSED');
  clock.now += 61_000;
  expect(await signIn()).toBe('SIGN_IN_LOCKED');
  clock.now += 61_000;
  expect(await signIn()).toMatch(/^[\w-]{43}$/);
  const strangers = await Promise.all(Array.from({ length: 11 }, () => signIn('x', 'nobody at all')));
  expect(strangers).toContain('SIGN_IN_LOCKED');
  const audit = await call('accounts.audit', { count: 100 });
  expect(new Set(audit.map(({ kind }) => kind))).toEqual(
    new Set(['accountMade', 'signInFailed', 'accountLocked', 'signedIn']),
  );
  expect(JSON.stringify(audit)).not.toMatch(/guess number|correct horse|nobody at all/);
});

test('a key does what its scopes say, never more than its person, and nothing once it is revoked or over', async () => {
  const { clock, core, call, id, signIn, as } = await setUp();
  const session = await signIn();
  const make = (scopes: string[], expiresAt: number | null = null) =>
    as(session, 'accounts.makeKey', { name: 'Script', scopes, expiresAt });
  expect(await make(['approveTime'])).toBe('FORBIDDEN');
  expect(await make(['viewLibrary'], clock.now)).toBe('INVALID_INPUT');
  const { key } = (await make(['viewLibrary'], clock.now + 1000)) as { key: string };
  const byKey = async (method: string, input?: unknown) => {
    const guest = await core.accounts.byKey(key);
    if (!guest) return 'nobody';
    const reply = await core.dispatch(method, input, guest.caller);
    return reply.ok ? 'done' : reply.error.code;
  };
  expect(await byKey('tracks.count')).toBe('done');
  const refused = [
    'tracks.rate',
    'time.running',
    'accounts.keys',
    'accounts.sessions',
    'people.all',
    'settings.update',
  ];
  expect(await Promise.all(refused.map((method) => byKey(method, {})))).toEqual(refused.map(() => 'FORBIDDEN'));
  const keys = (await as(session, 'accounts.keys')) as { id: number; prefix: string }[];
  expect(keys).toMatchObject([{ prefix: key.slice(0, 9), scopes: ['viewLibrary'] }]);
  clock.now += 1000;
  expect(await byKey('tracks.count')).toBe('nobody');
  const whole = (await make(['editOwnProfile', 'viewLibrary'])) as { key: string };
  const caller = (await core.accounts.byKey(whole.key))?.caller;
  const more = await core.dispatch('accounts.makeKey', { name: 'x', scopes: ['viewLibrary'], expiresAt: null }, caller);
  expect(more).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  await call('people.edit', { ids: [id], change: { memberState: 'inactive' } });
  expect(await core.dispatch('tracks.count', undefined, caller)).toMatchObject({ error: { code: 'FORBIDDEN' } });
});

test('who manages users gives accounts, but not to the mightier; a name is taken once', async () => {
  const { core, call, signIn } = await setUp();
  const [owner] = (await call('people.all')).filter(({ memberRole }) => memberRole === 'owner');
  const { id: admin } = await call('people.make', { name: 'Ada', memberRole: 'admin' });
  const ask = async (person: PersonId, input: object) => {
    const reply = await core.dispatch('accounts.setPassword', input, { personId: person, via: 'account' });
    return reply.ok ? 'done' : reply.error.code;
  };
  const password = 'a third sentence here';
  expect(await ask(admin, { personId: owner?.id, login: 'boss', password })).toBe('FORBIDDEN');
  expect(await ask(admin, { personId: admin, login: 'KIT@example.org', password })).toBe('LOGIN_TAKEN');
  expect(await ask(admin, { personId: admin, password })).toBe('INVALID_INPUT');
  expect(await ask(admin, { personId: admin, login: 'ada', password: 'short' })).toBe('INVALID_INPUT');
  expect(await ask(admin, { personId: admin, login: 'ada', password })).toBe('done');
  expect(await signIn(password, 'ADA')).toMatch(/^[\w-]{43}$/);
  expect((await call('accounts.list')).map(({ login, sessions }) => [login, sessions])).toEqual([
    ['ada', 1],
    ['Kit@example.org', 0],
  ]);
});

test('a hash is of its password only, differs each time, and odd ones match nothing', async () => {
  const [one, two] = await Promise.all([hashPassword(secret), hashPassword(secret)]);
  expect(one).not.toBe(two);
  const answers = await Promise.all([
    checkPassword(secret, one),
    checkPassword(`${secret} `, one),
    checkPassword('', one),
    checkPassword('', nobodysHash),
    checkPassword(secret, 'md5$x'),
    checkPassword('Å', await hashPassword('Å')),
  ]);
  expect(answers).toEqual([true, false, false, false, false, true]);
});

test('no more than the burst and what came since ever passes', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 10 }), (waits, burst) => {
      let now = 0;
      const limit = new RequestLimit({ burst, perMinute: 30 }, () => now);
      let passed = 0;
      for (const wait of waits) {
        now += wait;
        const waitMs = limit.take('x');
        if (waitMs === 0) passed += 1;
        else {
          now += waitMs;
          expect(limit.take('x')).toBe(0);
          passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(burst + (now * 30) / 60_000 + 1e-6);
      }
    }),
  );
});

test('a library that comes back from a backup lets nobody in whom the one before it would not', async () => {
  const folder = tempFolder();
  const core = await openCore({ ...testPlatform(folder.path, []), runAnalysis: false });
  opened.push({ core, folder });
  const call = createCall(core.dispatch);
  const { id } = await call('people.make', { name: 'Kit', memberRole: 'employee' });
  const { id: gone } = await call('people.make', { name: 'Jonah', memberRole: 'employee' });
  for (const [personId, login] of [
    [id, 'kit'],
    [gone, 'jonah'],
  ] as const) {
    await call('accounts.setPassword', { personId, login, password: secret });
  }
  const session = await core.accounts.signIn('kit', secret, from);
  const makeKey = async (name: string) => {
    const given = { name, scopes: ['viewLibrary' as const], expiresAt: null };
    const made = await core.dispatch('accounts.makeKey', given, { personId: id, via: 'account' });
    return made.ok ? (made.value as { key: string }).key : expect.fail('no key');
  };
  const [kept, revoked] = [await makeKey('Kept'), await makeKey('Revoked')];
  const { name } = await call('backups.make');
  await core.dispatch('accounts.revokeKey', { id: 2 }, { personId: id, via: 'account' });
  await call('accounts.remove', { personId: gone });
  await call('accounts.setPassword', { personId: id, password: 'another long sentence' });
  await call('backups.restore', { name });
  expect(await core.accounts.bySession(session)).toBeNull();
  expect(await core.accounts.byKey(revoked)).toBeNull();
  expect(await core.accounts.byKey(kept)).toMatchObject({ caller: { personId: id } });
  const code = (login: string, password: string) =>
    core.accounts.signIn(login, password, from).then(
      () => 'in',
      (error: { code: string }) => error.code,
    );
  expect([await code('kit', secret), await code('jonah', secret), await code('kit', 'another long sentence')]).toEqual([
    'SIGN_IN_REFUSED',
    'SIGN_IN_REFUSED',
    'in',
  ]);
});

test('nobody locks others out where they signed in before, nor learns which names are accounts', async () => {
  const { clock, core } = await setUp();
  const code = (login: string, password: string, address: string) =>
    core.accounts.signIn(login, password, { address, agent: '' }).then(
      () => 'in',
      (error: { code: string }) => error.code,
    );
  const guesses = async (login: string, address: string) => {
    const codes: string[] = [];
    for (let index = 0; index < 6; index += 1) codes.push(await code(login, 'guess', address));
    return codes;
  };
  expect(await code('kit@example.org', secret, '10.0.0.5')).toBe('in');
  const known = await guesses('kit@example.org', '10.0.0.66');
  expect(known.at(-1)).toBe('SIGN_IN_LOCKED');
  expect(await guesses('nobody@example.org', '10.0.0.67')).toEqual(known);
  expect(await code('kit@example.org', secret, '10.0.0.7')).toBe('SIGN_IN_LOCKED');
  expect(await code('kit@example.org', secret, '10.0.0.5')).toBe('in');
  // Who guesses from there is stopped as well.
  clock.now += 120_000;
  expect((await guesses('kit@example.org', '10.0.0.5')).at(-1)).toBe('SIGN_IN_LOCKED');
});

test('requests are counted by networks that somebody has all of', () => {
  expect(networkOf('::ffff:192.168.1.7')).toBe('192.168.1.7');
  expect(networkOf('192.168.1.7')).toBe('192.168.1.7');
  expect(networkOf('2001:db8:1:2:aaaa::9')).toBe(networkOf('2001:db8:1:2::1'));
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
});
