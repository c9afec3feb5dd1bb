import { afterEach, expect, test } from 'vitest';
import { cookieOf, jsonHeaders, send, startTestHost, type TestHost, tokenIn } from '../testing/test-host.ts';
import { createSessions } from './sessions.ts';

let host: TestHost | undefined;

afterEach(() => host?.close());

function redeem(on: TestHost, body: string) {
  return send(on.port, { method: 'POST', path: '/session', headers: jsonHeaders(on.port), body });
}

test('a launch token has 256 bits, works once, and is never the same', () => {
  const sessions = createSessions({ now: () => 0 });
  const [first, second] = [sessions.issueToken(), sessions.issueToken()];
  const secret = sessions.redeem(first);
  expect(Buffer.from(first, 'base64url').length).toBe(32);
  expect(first).not.toBe(second);
  expect([secret !== null, sessions.redeem(first), sessions.isOpen(secret ?? ''), sessions.isOpen(first)]).toEqual([
    true,
    null,
    true,
    false,
  ]);
  expect(sessions.redeem(second)).not.toBe(secret);
});

test('a launch token is too old after ten minutes', () => {
  let now = 0;
  const sessions = createSessions({ now: () => now });
  const early = sessions.issueToken();
  const late = sessions.issueToken();
  now = 10 * 60_000 - 1;
  expect(sessions.redeem(early)).not.toBeNull();
  now += 1;
  expect(sessions.redeem(late)).toBeNull();
});

test('texts of any length are compared without an error', () => {
  const sessions = createSessions({ now: () => 0 });
  sessions.issueToken();
  expect(['', 'x', 'x'.repeat(100_000), '💿'].map((text) => [sessions.redeem(text), sessions.isOpen(text)])).toEqual(
    Array.from({ length: 4 }, () => [null, false]),
  );
});

test('the address holds the token in its fragment; a page changes it for a cookie that scripts cannot read', async () => {
  const seen: string[] = [];
  host = await startTestHost({ onTokenUsed: () => seen.push('used'), onTokenRefused: () => seen.push('refused') });
  const address = host.newAddress();
  expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${host.port}/#token=[\\w-]{43}$`));
  const body = JSON.stringify({ token: tokenIn(address) });
  const answers = [await redeem(host, body), await redeem(host, body)];
  expect(answers.map(({ status }) => status)).toEqual([204, 403]);
  expect(seen).toEqual(['used', 'refused']);
  expect(answers[0]?.headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^ledgerline-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
  ]);
  expect(answers[1]?.headers['set-cookie']).toBeUndefined();
});

test('two clients that race with one token open one session', async () => {
  host = await startTestHost();
  const started = host;
  const body = JSON.stringify({ token: tokenIn(started.newAddress()) });
  const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await redeem(started, body)).status));
  expect(statuses.sort()).toEqual([204, 403, 403, 403, 403, 403, 403, 403]);
});

test('a page can ask whether its cookie is still good', async () => {
  host = await startTestHost();
  const cookie = await host.openSession();
  const ask = (headers: Record<string, string>) => send(host?.port ?? 0, { method: 'GET', path: '/session', headers });
  expect([(await ask({ cookie })).status, (await ask({})).status]).toEqual([204, 401]);
});

test('a cookie of an earlier start is worth nothing', async () => {
  const earlier = await startTestHost();
  const cookie = await earlier.openSession();
  await earlier.close();
  host = await startTestHost({ port: earlier.port });
  expect((await send(host.port, { method: 'GET', path: '/media/track/1', headers: { cookie } })).status).toBe(401);
});

test('odd bodies open nothing', async () => {
  host = await startTestHost();
  const started = host;
  const bodies = ['', 'null', '[]', '"x"', '{}', '{"token":null}', '{"token":{"length":43}}', '{"token":', '\xff'];
  const answers = await Promise.all(bodies.map((body) => redeem(started, body)));
  expect(answers.map((answer) => [answer.status, cookieOf(answer)])).toEqual(
    [403, 403, 403, 403, 403, 403, 403, 400, 400].map((status) => [status, '']),
  );
});
