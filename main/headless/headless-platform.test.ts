import { expect, test } from 'vitest';
import { standIns } from './headless-platform.ts';

test('services are replaced by ones on this machine only', () => {
  expect(standIns(undefined)).toEqual({});
  expect(standIns('{"spotify":"http://127.0.0.1:8080"}')).toEqual({
    serviceUrls: { spotify: 'http://127.0.0.1:8080' },
  });
  for (const url of ['https://example.org', 'http://127.0.0.1:80@example.org', 'http://127.0.0.1.example.org:80', 7]) {
    expect(() => standIns(JSON.stringify({ spotify: url }))).toThrow('127.0.0.1');
  }
});
