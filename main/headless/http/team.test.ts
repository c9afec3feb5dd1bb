import { afterEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { cookieOf, send, startTestHost, type TestHost } from '../testing/test-host.ts';
import type { Accounts } from './door.ts';
import { addressesToPrint, ownNames } from './own-names.ts';

let host: TestHost | undefined;
afterEach(() => host?.close());

const kit = { personId: 5, via: 'account' } as const;
const script = { personId: 5, via: 'key', scopes: ['viewStudio'] } as const;

/** One account, whose session and key are what they say. */
function accountsOf(ended: string[]): Accounts {
  return {
    async signIn(login, password, { address }) {
      if (password === 'many') throw new AppError('SIGN_IN_LOCKED', 'Wait.', { waitMs: 1000 });
      if (login !== 'kit' || password !== 'right') throw new AppError('SIGN_IN_REFUSED', `Not from ${address}.`);
      return 'session-of-kit';
    },
    bySession: async (secret) =>
      secret === 'session-of-kit' && !ended.includes(secret) ? { caller: kit, waitMs: 0 } : null,
    byKey: async (secret) =>
      secret === 'll_good'
        ? { caller: script, waitMs: 0 }
        : secret === 'll_busy'
          ? { caller: script, waitMs: 1500 }
          : null,
    signOut: async (secret) => void ended.push(secret),
  };
}

async function startTeam() {
  const ended: string[] = [];
  const callers: unknown[] = [];
  const started = await startTestHost({
    limits: { heartbeatMs: 20 },
    team: { accounts: accountsOf(ended), bind: '127.0.0.1', names: ['127.0.0.1', 'studio.example'] },
    dispatch: async (_method, _input, caller) => {
      callers.push(caller);
      return { ok: true, value: 'done' };
    },
  });
  host = started;
  const origin = `http://127.0.0.1:${started.port}`;
  const post = (path: string, body: unknown, headers: Record<string, string> = { origin }) =>
    send(started.port, {
      ...{ method: 'POST', path, body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { started, origin, post, ended, callers };
}

test('a member signs in with a password, calls as themself, and signs out', async () => {
  const { started, origin, post, ended, callers } = await startTeam();
  const asked = await send(started.port, { method: 'GET', path: '/session' });
  expect([asked.status, asked.headers['x-ledgerline-asks-for']]).toEqual([401, 'password']);
  const wrong = await post('/session', { login: 'kit', password: 'wrong' });
  expect([wrong.status, JSON.parse(wrong.body).code, cookieOf(wrong)]).toEqual([403, 'SIGN_IN_REFUSED', '']);
  expect((await post('/session', { login: 'kit', password: 'many' })).status).toBe(429);
  const right = await post('/session', { login: 'kit', password: 'right' });
  expect(right.headers['set-cookie']).toEqual([
    `ledgerline-${started.port}=session-of-kit; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000`,
  ]);
  const cookie = cookieOf(right);
  expect((await post('/rpc/tracks.count', null, { origin, cookie })).status).toBe(200);
  expect(callers).toEqual([kit]);
  const left = await post('/session', { leave: true }, { origin, cookie });
  expect([left.status, ended]).toEqual([204, ['session-of-kit']]);
  expect(left.headers['set-cookie']?.[0]).toContain('Max-Age=0');
});

test('whoever signs out hears nothing more, also on what was open', async () => {
  const { started, origin, post } = await startTeam();
  const cookie = cookieOf(await post('/session', { login: 'kit', password: 'right' }));
  let isOver = false;
  const stream = send(started.port, { method: 'GET', path: '/events', headers: { cookie } }).then((answer) => {
    isOver = true;
    return answer;
  });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(isOver).toBe(false);
  await post('/session', { leave: true }, { origin, cookie });
  expect((await stream).body).toContain('still here');
});

test('nobody comes in by a launch token, an empty password, or an odd body', async () => {
  const { started, post, callers } = await startTeam();
  const token = new URL(started.newAddress()).hash.slice('#token='.length);
  for (const body of [{ token }, {}, null, [], { login: 'kit' }, { login: ['kit'], password: 'right' }, { leave: 1 }]) {
    const answer = await post('/session', body);
    expect([answer.status, cookieOf(answer)]).toEqual([403, '']);
  }
  expect((await post('/rpc/tracks.count', null)).status).toBe(401);
  expect(callers).toEqual([]);
});

test('a program comes in with a key and without an Origin, a page never does, and a key hears only what it may', async () => {
  const { started, origin, post, callers } = await startTeam();
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  expect((await post('/rpc/songs.list', {}, bearer('ll_good'))).status).toBe(200);
  expect(callers).toEqual([script]);
  expect((await post('/rpc/songs.list', {}, bearer('ll_bad'))).status).toBe(401);
  const busy = await post('/rpc/songs.list', {}, bearer('ll_busy'));
  expect([busy.status, busy.headers['retry-after']]).toEqual([429, '2']);
  expect((await post('/rpc/songs.list', {}, { ...bearer('ll_good'), origin: 'http://evil.example' })).status).toBe(403);
  expect((await post('/rpc/songs.list', {}, {})).status).toBe(403);
  const sound = await send(started.port, { method: 'GET', path: '/media/track/1', headers: bearer('ll_good') });
  expect(sound.status).toBe(403);
  const picture = { 'content-type': 'application/octet-stream', ...bearer('ll_good') };
  const brought = await send(started.port, { method: 'POST', path: '/media/picture/new', headers: picture, body: 'x' });
  expect(brought.status).toBe(403);
  // Somebody else's cookie and a key: the cookie counts, and a page must say where it comes from.
  const both = { ...bearer('ll_good'), cookie: `ledgerline-${started.port}=x` };
  expect((await post('/rpc/songs.list', {}, both)).status).toBe(403);
  expect((await post('/rpc/songs.list', {}, { ...both, origin })).status).toBe(401);
  expect(callers).toHaveLength(1);
});

test('only the names it was given are its own, also behind a proxy with TLS', async () => {
  const { started, post } = await startTeam();
  const status = async (name: string, origin: string) =>
    (await post('/session', { login: 'kit', password: 'right' }, { host: name, origin })).status;
  expect(await status('studio.example', 'https://studio.example')).toBe(204);
  expect(await status(`studio.example:${started.port}`, `http://studio.example:${started.port}`)).toBe(204);
  expect(await status('studio.example', 'https://evil.example')).toBe(403);
  expect(await status('evil.example', 'https://evil.example')).toBe(421);
  expect(await status('studio.example.evil.example', 'https://studio.example')).toBe(421);
});

test('a machine is called by its addresses, its name, and those given; others are told the outside ones', () => {
  expect(ownNames('192.168.1.5', ['studio.example'])).toEqual(
    expect.arrayContaining(['192.168.1.5', 'studio.example']),
  );
  expect(ownNames('192.168.1.5', [])).not.toContain('127.0.0.1');
  expect(ownNames('0.0.0.0', [])).toContain('127.0.0.1');
  expect(addressesToPrint(['127.0.0.1', '10.0.0.2', '[fe80::1]', 'mac.local'], 4781)).toEqual([
    'http://10.0.0.2:4781/',
    'http://mac.local:4781/',
  ]);
  expect(addressesToPrint(['127.0.0.1'], 4781)).toEqual(['http://127.0.0.1:4781/']);
});
