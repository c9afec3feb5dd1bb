import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { MediaReply } from '#core/media/media-reply.ts';
import { maxUploadBytes } from '#core/media/media-reply.ts';
import { jsonHeaders, send, sendBytes, startTestHost, type TestHost } from '../testing/test-host.ts';

let host: TestHost;

afterEach(() => host.close());

test('the window is served without a cookie, so that its page can bring the token', async () => {
  host = await startTestHost();
  const answers = [];
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/?x=1'],
    ['HEAD', '/index.html'],
    ['GET', '/assets/index-BfR0a1bC.js'],
    ['GET', '/favicon.ico'],
  ] as const) {
    const { status, headers, body } = await send(host.port, { method, path });
    answers.push([status, headers['content-type'], headers['cache-control'], body]);
  }
  const page = ['text/html; charset=utf-8', 'no-cache'];
  expect(answers).toEqual([
    [200, ...page, '<html lang="en"></html>'],
    [200, ...page, '<html lang="en"></html>'],
    [200, ...page, ''],
    [200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'void 0;'],
    [404, 'text/plain; charset=utf-8', 'no-store', 'There is nothing here.\n'],
  ]);
});

test('paths that try to leave the window’s folder find nothing', async () => {
  host = await startTestHost();
  const tries = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..\\secret.txt',
  ];
  const statuses: number[] = [];
  for (const path of [...tries, '/C:/windows/win.ini', '/index.html%00', '/%', '/assets', '/index.html::$DATA']) {
    statuses.push((await send(host.port, { method: 'GET', path })).status);
  }
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('calls and requests for sound arrive as they were sent', async () => {
  host = await startTestHost();
  const cookie = await host.openSession();
  const headers = { ...jsonHeaders(host.port), cookie };
  const called = await send(host.port, { method: 'POST', path: '/rpc/tracks.get', headers, body: '{"id":7}' });
  await send(host.port, { method: 'POST', path: '/rpc/folders.list', headers });
  const range = { cookie, range: 'bytes=10-' };
  const sound = await send(host.port, { method: 'GET', path: '/media/track/7?as=wav', headers: range });
  expect([called.status, JSON.parse(called.body)]).toEqual([200, { ok: true, value: 'done' }]);
  expect(host.calls).toEqual([
    { method: 'tracks.get', input: { id: 7 } },
    { method: 'folders.list', input: undefined },
  ]);
  expect(host.mediaRequests).toEqual([{ method: 'GET', path: '/track/7?as=wav', range: 'bytes=10-' }]);
  expect([sound.status, sound.headers['content-type'], sound.body]).toEqual([200, 'audio/wav', 'sound']);
});

test('a body over two megabytes is refused, told or untold', async () => {
  host = await startTestHost();
  const headers = { ...jsonHeaders(host.port), cookie: await host.openSession() };
  const body = JSON.stringify('x'.repeat(2 * 1024 * 1024));
  const told = await send(host.port, { method: 'POST', path: '/rpc/tracks.get', headers, body });
  const chunked = { ...headers, 'transfer-encoding': 'chunked' };
  const untold = await send(host.port, { method: 'POST', path: '/rpc/tracks.get', headers: chunked, body });
  const almost = JSON.stringify('x'.repeat(2 * 1024 * 1024 - 2));
  const fitting = await send(host.port, { method: 'POST', path: '/rpc/tracks.get', headers, body: almost });
  expect([told.status, untold.status, fitting.status, host.calls.length]).toEqual([413, 413, 200, 1]);
});

test('a picture is brought as bytes of its own type, up to its limit, and nowhere else', async () => {
  host = await startTestHost();
  const cookie = await host.openSession();
  const headers = { ...jsonHeaders(host.port), cookie, 'content-type': 'application/octet-stream' };
  const post = async (path: string, body: string, changed: Record<string, string> = {}) =>
    (await send(host.port, { method: 'POST', path, headers: { ...headers, ...changed }, body })).status;
  expect([
    await post('/media/picture/new', 'abc'),
    await post('/media/picture/new', 'abc', { 'content-type': 'text/plain' }),
    await post('/media/picture/new', 'abc', { cookie: '' }),
    await post('/media/track/7', 'abc'),
    await post('/media/picture/new', 'x'.repeat(maxUploadBytes + 1)),
  ]).toEqual([200, 415, 401, 405, 413]);
  expect(host.mediaRequests).toEqual([{ method: 'POST', path: '/picture/new', range: null, body: Buffer.from('abc') }]);
});

test('events reach an open stream, and a closed one is forgotten', async () => {
  host = await startTestHost({ limits: { heartbeatMs: 20 } });
  const headers = { cookie: await host.openSession() };
  const request = httpRequest({ host: '127.0.0.1', port: host.port, path: '/events', headers, agent: false });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  while (!text.includes('retry')) await once(response, 'data');
  host.hub.emit('window.command', { command: 'library.addFolder' });
  while (!text.includes('still here') || !text.includes('library.addFolder')) await once(response, 'data');
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(text).toContain('data: {"name":"window.command","payload":{"command":"library.addFolder"}}\n\n');
  request.destroy();
  await wait(50);
  host.hub.emit('window.command', { command: 'later' });
  expect(host.errors).toEqual([]);
});

test('a client that goes away in the middle of a sound closes the source', async () => {
  const source = Readable.from(
    (async function* endless() {
      while (true) yield Buffer.alloc(65_536);
    })(),
  );
  host = await startTestHost({ media: async (): Promise<MediaReply> => ({ status: 200, headers: {}, body: source }) });
  const headers = { cookie: await host.openSession() };
  const request = httpRequest({ host: '127.0.0.1', port: host.port, path: '/media/track/1', headers, agent: false });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  await once(response, 'data');
  response.on('error', () => undefined);
  request.destroy();
  if (!source.destroyed) await new Promise((resolve) => source.once('close', resolve));
  expect([source.destroyed, host.errors]).toEqual([true, []]);
});

test('a failure inside answers 500 without saying more, and is logged', async () => {
  host = await startTestHost({
    media() {
      throw new Error('at /home/ada/secret');
    },
  });
  const headers = { cookie: await host.openSession() };
  const answer = await send(host.port, { method: 'GET', path: '/media/track/1?x=y', headers });
  expect([answer.status, answer.body.includes('secret'), host.errors]).toEqual([
    500,
    false,
    ['GET /media/track/1 failed: Error: at /home/ada/secret'],
  ]);
});

test('what is no proper HTTP is turned away, and the host goes on', async () => {
  host = await startTestHost();
  const own = `Host: 127.0.0.1:${host.port}\r\nConnection: close\r\n`;
  const broken = [
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    `GET / HTTP/1.1\r\n${own}Host: evil.example\r\n\r\n`,
    `GET http://evil.example/ HTTP/1.1\r\n${own}\r\n`,
    `GET //evil.example/ HTTP/1.1\r\n${own}\r\n`,
    `GET * HTTP/1.1\r\n${own}\r\n`,
    `OPTIONS / HTTP/1.1\r\n${own}Origin: http://evil.example\r\n\r\n`,
    `TRACE / HTTP/1.1\r\n${own}\r\n`,
    `CONNECT evil.example:443 HTTP/1.1\r\n${own}\r\n`,
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${own}\r\n`,
    `GET / HTTP/1.1\r\n${own}X: ${'a'.repeat(20_000)}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${own}X: a\0b\r\n\r\n`,
    `POST /rpc/x HTTP/1.1\r\n${own}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  ];
  const received: string[] = [];
  for (const bytes of broken) received.push((await sendBytes(host.port, bytes)).split('\r\n')[0] ?? '');
  expect(received.filter((line) => line !== '' && !/^HTTP\/1\.1 4\d\d /.test(line))).toEqual([]);
  expect((await send(host.port, { method: 'GET', path: '/' })).status).toBe(200);
  expect(host.calls).toEqual([]);
});

test('whatever stands in a request line or a header, the host answers or hangs up, and lives on', async () => {
  host = await startTestHost();
  const noBreak = (text: string) => text.replaceAll(/[\r\n]/g, '');
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.string(), fc.string({ unit: 'binary' }), async (method, target, header) => {
      const bytes =
        `${noBreak(method)} /${noBreak(target)} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n` +
        `${noBreak(header)}\r\nConnection: close\r\n\r\n`;
      const answer = await sendBytes(host.port, bytes);
      return /^(HTTP\/1\.1 (200|4\d\d) |$)/.test(answer);
    }),
    { numRuns: 300 },
  );
  expect((await send(host.port, { method: 'GET', path: '/' })).status).toBe(200);
  expect([host.calls, host.errors]).toEqual([[], []]);
}, 60_000);

test('a client that sends its headers or body by drops is cut off', async () => {
  host = await startTestHost({
    limits: { headersTimeoutMs: 150, requestTimeoutMs: 300, checkConnectionsEveryMs: 25 },
  });
  const started = performance.now();
  const slowHeaders = sendBytes(host.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nX-A: `);
  const cookie = await host.openSession();
  const slowBody = sendBytes(
    host.port,
    `POST /rpc/x HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: http://127.0.0.1:${host.port}\r\n` +
      `Cookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  );
  const answers = await Promise.all([slowHeaders, slowBody]);
  expect(answers.map((answer) => /^(HTTP\/1\.1 4\d\d |$)/.test(answer))).toEqual([true, true]);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(host.calls).toEqual([]);
});

test('without a wish the usual port is taken, or another one when it is not free', async () => {
  host = await startTestHost();
  const { startHttpHost } = await import('./http-host.ts');
  const options = {
    dispatch: async () => ({ ok: true as const, value: null }),
    media: async (): Promise<MediaReply> => ({ status: 404, headers: {}, body: null }),
    hub: host.hub,
    bundle: { find: () => null },
    now: () => 0,
    logError: () => undefined,
  };
  const first = await startHttpHost(options);
  const second = await startHttpHost(options);
  await expect(startHttpHost({ ...options, port: host.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(second.port).not.toBe(first.port);
  expect(second.port).not.toBe(4780);
  await Promise.all([first.close(), second.close()]);
});
