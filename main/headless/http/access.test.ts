import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonHeaders, type Sent, send, startTestHost, type TestHost, tokenIn } from '../testing/test-host.ts';

let host: TestHost;
let cookie: string;

beforeAll(async () => {
  host = await startTestHost();
  cookie = await host.openSession();
});

afterAll(() => host.close());

/** Each axis: the good value first, then the ways to be wrong. */
function axes(port: number) {
  return {
    host: [
      `127.0.0.1:${port}`,
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `127.0.0.1:${port + 1}`,
      '127.0.0.1',
      `0.0.0.0:${port}`,
    ],
    origin: [
      `http://127.0.0.1:${port}`,
      'http://evil.example',
      `http://evil.example:${port}`,
      'null',
      `https://127.0.0.1:${port}`,
      undefined,
    ],
    secret: ['cookie', 'none', 'wrong cookie', 'cookie of another port', 'token as cookie', 'token as bearer'],
    method: ['POST', 'GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'],
  };
}

function headersOf(cell: { host: string; origin: string | undefined; secret: string }): Record<string, string> {
  const secrets: Record<string, Record<string, string>> = {
    cookie: { cookie },
    none: {},
    'wrong cookie': { cookie: `ledgerline-${host.port}=${'A'.repeat(43)}` },
    'cookie of another port': { cookie: cookie.replace(`-${host.port}=`, `-${host.port + 1}=`) },
    'token as cookie': { cookie: `ledgerline-${host.port}=${tokenIn(host.newAddress())}` },
    'token as bearer': { authorization: `Bearer ${tokenIn(host.newAddress())}` },
  };
  return {
    host: cell.host,
    'content-type': 'application/json',
    ...(cell.origin === undefined ? {} : { origin: cell.origin }),
    ...secrets[cell.secret],
  };
}

test('of 1,512 combinations of Host, Origin, secret and method only the good one makes a call', async () => {
  const { host: hosts, origin: origins, secret: secrets, method: methods } = axes(host.port);
  const passed: string[] = [];
  const statuses = new Set<number>();
  let cells = 0;
  for (const hostName of hosts)
    for (const origin of origins)
      for (const secret of secrets)
        for (const method of methods) {
          cells += 1;
          const before = host.calls.length;
          const answer = await send(host.port, {
            method,
            path: '/rpc/folders.list',
            headers: headersOf({ host: hostName, origin, secret }),
            ...(method === 'POST' ? { body: 'null' } : {}),
          });
          statuses.add(answer.status);
          if (host.calls.length > before || answer.status === 200)
            passed.push([hostName, origin, secret, method].join(' '));
        }
  expect(cells).toBe(1512);
  expect(passed).toEqual([`127.0.0.1:${host.port} http://127.0.0.1:${host.port} cookie POST`]);
  expect([...statuses].sort()).toEqual([200, 401, 403, 405, 421]);
}, 60_000);

test('sound and events need the cookie, our own Host and no foreign page', async () => {
  const { host: hosts, origin: origins, secret: secrets } = axes(host.port);
  const passed: string[] = [];
  for (const path of ['/media/track/1', '/media/artwork/ab'])
    for (const hostName of hosts)
      for (const origin of origins)
        for (const secret of secrets) {
          const headers = headersOf({ host: hostName, origin, secret });
          const answer = await send(host.port, { method: 'GET', path, headers });
          if (answer.status === 200) passed.push([path, hostName, origin ?? 'no origin', secret].join(' '));
        }
  const own = `127.0.0.1:${host.port}`;
  // A browser sends no Origin when a page reads from its own server, so a read must do without.
  expect(passed).toEqual([
    `/media/track/1 ${own} http://${own} cookie`,
    `/media/track/1 ${own} no origin cookie`,
    `/media/artwork/ab ${own} http://${own} cookie`,
    `/media/artwork/ab ${own} no origin cookie`,
  ]);
  const events = await send(host.port, { method: 'GET', path: '/events' });
  expect(events.status).toBe(401);
}, 60_000);

test('a page that points its own name at 127.0.0.1 gets nothing, not even the window', async () => {
  const rebound = { host: `evil.example:${host.port}`, origin: `http://evil.example:${host.port}` };
  const requests: Sent[] = [
    { method: 'GET', path: '/', headers: rebound },
    { method: 'GET', path: '/assets/index-BfR0a1bC.js', headers: rebound },
    { method: 'GET', path: '/nothing', headers: rebound },
    { method: 'GET', path: '/session', headers: { ...rebound, cookie } },
    { method: 'POST', path: '/session', headers: { ...jsonHeaders(host.port), ...rebound }, body: '{"token":"x"}' },
    { method: 'GET', path: '/media/track/1', headers: { ...rebound, cookie } },
    { method: 'GET', path: '/events', headers: { ...rebound, cookie } },
  ];
  const answers = await Promise.all(requests.map((request) => send(host.port, request)));
  expect(answers.map(({ status, body }) => [status, body.includes('<html')])).toEqual(requests.map(() => [421, false]));
});

test('requests that a browser marks as coming from another page are refused', async () => {
  const statuses: number[] = [];
  for (const site of ['same-origin', 'none', 'same-site', 'cross-site', 'whatever']) {
    const headers = { cookie, 'sec-fetch-site': site };
    statuses.push((await send(host.port, { method: 'GET', path: '/media/track/1', headers })).status);
  }
  expect(statuses).toEqual([200, 200, 403, 403, 403]);
});

test('a call must be JSON, and says so', async () => {
  const kinds = [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/x-www-form-urlencoded',
  ];
  const statuses: number[] = [];
  for (const kind of [...kinds, 'multipart/form-data; boundary=x', 'application/jsonp', '']) {
    const headers = { ...jsonHeaders(host.port), cookie, 'content-type': kind };
    statuses.push((await send(host.port, { method: 'POST', path: '/rpc/folders.list', headers, body: 'null' })).status);
  }
  expect(statuses).toEqual([200, 200, 415, 415, 415, 415, 415]);
});

test('every answer forbids scripts from elsewhere, frames and guessing, and allows no other origin', async () => {
  const paths = ['/', '/nothing', '/media/track/1', '/rpc/folders.list'];
  const answers = await Promise.all(paths.map((path) => send(host.port, { method: 'GET', path })));
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('only this machine can reach the port', async () => {
  const { networkInterfaces } = await import('node:os');
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal && entry.family === 'IPv4')
    .map((entry) => entry.address);
  const { connect } = await import('node:net');
  // 127.0.0.2 is this machine too, and answers wherever a server listens on all addresses.
  for (const address of [...outside, '127.0.0.2', '::1']) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port: host.port, timeout: 1000 });
      const finish = (open: boolean) => {
        socket.destroy();
        resolve(open);
      };
      socket.on('connect', () => finish(true));
      socket.on('timeout', () => finish(false));
      socket.on('error', () => finish(false));
    });
    expect([address, isOpen]).toEqual([address, false]);
  }
});
