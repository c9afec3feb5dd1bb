import { afterEach, expect, test, vi } from 'vitest';
import { type FakeReply, fakeServer } from '#core/testing/fake-server.ts';
import { ConnectorHttp } from './connector-http.ts';
import { withTaskSignal } from './task-signal.ts';

type Server = Awaited<ReturnType<typeof fakeServer>>;
let server: Server;
let http: ConnectorHttp;
let slept: number[];
let clock: number;
let told: number;

async function open(replies: (FakeReply | (() => FakeReply))[], options: Partial<{ intervalMs: number }> = {}) {
  clock = 1_000_000;
  slept = [];
  told = 0;
  let next = 0;
  server = await fakeServer(() => {
    const reply = replies[Math.min(next++, replies.length - 1)] as FakeReply | (() => FakeReply);
    return typeof reply === 'function' ? reply() : reply;
  });
  http = new ConnectorHttp({
    service: 'musicbrainz',
    now: () => clock,
    intervalMs: options.intervalMs ?? 0,
    userAgent: 'Ledgerline/0 (test)',
    sleep: async (ms) => {
      slept.push(ms);
      clock += ms;
    },
    onChange: () => {
      told += 1;
    },
  });
}

afterEach(async () => {
  http.close();
  await server.close();
});

const get = (path = '/') => http.json({ url: `${server.url}${path}` });

test('an answer comes back, asked for under our name', async () => {
  await open([{ json: { a: 1 } }]);
  expect(await get('/x?y=1')).toEqual({ a: 1 });
  expect(server.requests.map(({ path, headers }) => [path, headers['user-agent'], headers.accept])).toEqual([
    ['/x', 'Ledgerline/0 (test)', 'application/json'],
  ]);
});

test('requests go one after the other, no faster than allowed', async () => {
  await open([{ json: 1 }], { intervalMs: 1000 });
  await Promise.all([get(), get(), get()]);
  expect(slept).toEqual([1000, 1000]);
});

test('a service that is busy is asked again after the time it names', async () => {
  await open([{ status: 503, headers: { 'retry-after': '7' } }, { status: 429 }, { json: 'there' }]);
  expect(await get()).toBe('there');
  expect(slept[0]).toBe(7000);
  expect(http.lastError).toBeNull();
});

test('a long wait is told with its end, and nothing is asked before', async () => {
  await open([{ status: 429, headers: { 'retry-after': '3600' } }, { json: 1 }]);
  await expect(get()).rejects.toMatchObject({ code: 'SERVICE_BUSY', details: { until: clock + 3_600_000 } });
  await expect(get()).rejects.toMatchObject({ code: 'SERVICE_BUSY' });
  expect(server.requests).toHaveLength(1);
  expect(http.busyUntil).toBe(clock + 3_600_000);
  clock += 3_600_000;
  expect(await get()).toBe(1);
});

test('what is cut off is asked again, but not what may have been done', async () => {
  await open([{ isCut: true }, { json: 'again' }]);
  expect(await get()).toBe('again');
  await server.close();
  await open([{ isCut: true }, { json: 'never' }]);
  await expect(http.json({ url: server.url, method: 'POST', body: '{}' })).rejects.toMatchObject({
    code: 'SERVICE_OFFLINE',
  });
  expect(server.requests).toHaveLength(1);
});

test('after five failures it is left alone for a minute', async () => {
  await open([{ status: 500 }]);
  await expect(get()).rejects.toMatchObject({ code: 'SERVICE_OFFLINE' });
  await expect(get()).rejects.toMatchObject({ code: 'SERVICE_OFFLINE' });
  const asked = server.requests.length;
  expect([asked, http.breaker.state]).toEqual([5, 'open']);
  await expect(get()).rejects.toMatchObject({ details: { until: expect.any(Number) } });
  expect(server.requests).toHaveLength(asked);
});

test.each([
  [401, 'SERVICE_SIGN_IN'],
  [403, 'SERVICE_REFUSED'],
  [404, 'SERVICE_REFUSED'],
])('%i is %s, at once', async (status, code) => {
  await open([{ status }]);
  await expect(get()).rejects.toMatchObject({ code, details: { status } });
  expect(server.requests).toHaveLength(1);
});

test('keys go to no other address, whatever it names; covers may go on where they may', async () => {
  const other = await fakeServer(() => ({ body: 'picture' }));
  await open([{ status: 307, headers: { location: `${other.url}/x` } }]);
  const headers = { authorization: 'Bearer secret' };
  await expect(http.send({ url: server.url, method: 'POST', body: 'key=secret', headers })).rejects.toMatchObject({
    code: 'SERVICE_REFUSED',
    details: { status: 307 },
  });
  await expect(http.send({ url: server.url, follows: () => false })).rejects.toMatchObject({ code: 'SERVICE_REFUSED' });
  expect(other.requests).toEqual([]);
  const { bytes } = await http.send({ url: server.url, follows: ({ origin }) => origin === other.url });
  expect(Buffer.from(bytes).toString()).toBe('picture');
  await other.close();
  await server.close();
  await open([{ status: 302, headers: { location: '/again' } }]);
  await expect(http.send({ url: server.url, follows: () => true })).rejects.toMatchObject({ code: 'SERVICE_ANSWER' });
});

test('a task that is dropped waits neither for an answer nor for its turn', async () => {
  await open([]);
  await server.close();
  server = await fakeServer(() => new Promise(() => undefined));
  const abort = new AbortController();
  const first = withTaskSignal(abort.signal, () => http.send({ url: server.url }));
  const second = withTaskSignal(abort.signal, () => http.send({ url: server.url }));
  await vi.waitFor(() => expect(server.requests).toHaveLength(1));
  abort.abort();
  await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
  expect([server.requests.length, http.breaker.state]).toEqual([1, 'closed']);
});

test('only what is new is told: an answer like the last one is not', async () => {
  await open([{ json: 1 }, { json: 2 }, { status: 403 }, { status: 403 }, { json: 3 }]);
  await get();
  await get();
  expect(told).toBe(1);
  await expect(get()).rejects.toThrow();
  await expect(get()).rejects.toThrow();
  expect(told).toBe(2);
  await get();
  expect(told).toBe(3);
});

test('an answer that is no JSON, or too large, is an error and no crash', async () => {
  await open([{ body: '<html>' }, { body: 'x'.repeat(2000) }]);
  await expect(get()).rejects.toMatchObject({ code: 'SERVICE_ANSWER' });
  await expect(http.send({ url: server.url, maxBytes: 1000 })).rejects.toMatchObject({ code: 'SERVICE_ANSWER' });
});

test('closing ends what waits', async () => {
  await open([{ json: 1 }]);
  http.close();
  await expect(get()).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(server.requests).toHaveLength(0);
});
