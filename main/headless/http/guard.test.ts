import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GuardedRequest, refuse } from './guard.ts';

const port = 4780;
const good: GuardedRequest = {
  method: 'POST',
  target: '/rpc/folders.list',
  headers: { host: '127.0.0.1:4780', origin: 'http://127.0.0.1:4780' },
  hostCount: 1,
};

test('our own names are let through, each with its port', () => {
  const names = ['127.0.0.1:4780', 'localhost:4780', '[::1]:4780'];
  const refusals = names.map((host) => refuse({ ...good, headers: { host, origin: `http://${host}` } }, port));
  expect(refusals).toEqual([null, null, null]);
});

test('on port 80 browsers leave the port out', () => {
  const headers = { host: 'localhost', origin: 'http://localhost' };
  expect([refuse({ ...good, headers }, 80), refuse({ ...good, headers }, port)?.status]).toEqual([null, 421]);
});

test('any other Host is refused, whatever the rest says', () => {
  const names = new Set(['127.0.0.1:4780', 'localhost:4780', '[::1]:4780']);
  const anyHost = fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.webAuthority({ withPort: true, withIPv4: true }));
  fc.assert(
    fc.property(anyHost, (host) => {
      fc.pre(!names.has(host));
      return refuse({ ...good, headers: { host, origin: `http://${host}` } }, port)?.status === 421;
    }),
  );
});

test('any other Origin is refused, on reads too', () => {
  const own = new Set(['http://127.0.0.1:4780', 'http://localhost:4780', 'http://[::1]:4780']);
  const anyOrigin = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('null', 'file://', 'app://bundle'));
  fc.assert(
    fc.property(anyOrigin, fc.constantFrom('GET', 'POST', 'HEAD'), (origin, method) => {
      fc.pre(!own.has(origin));
      return refuse({ ...good, method, headers: { ...good.headers, origin } }, port)?.status === 403;
    }),
  );
});
