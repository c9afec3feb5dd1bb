import { afterEach, expect, test } from 'vitest';
import { type FakeReply, fakeServer } from '#core/testing/fake-server.ts';
import { ConnectorHttp } from './connector-http.ts';

type Server = Awaited<ReturnType<typeof fakeServer>>;
let server: Server;
let http: ConnectorHttp;
let slept: number[];
let clock: number;

async function open(replies: (FakeReply | (() => FakeReply))[], options: Partial<{ intervalMs: number }> = {}) {
  clock = 1_000_000;
  slept = [];
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
    onChange() {},
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
