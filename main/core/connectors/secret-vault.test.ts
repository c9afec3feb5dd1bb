import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { SecretKeeper } from '#core/platform.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { SecretVault } from './secret-vault.ts';

const folder = tempFolder();
afterEach(() => folder.remove());

/** Stands in for the system's keychain: turns the bytes round. */
const keeper: SecretKeeper = {
  isProtected: async () => true,
  encrypt: async (text) => Buffer.from(text).reverse(),
  decrypt: async (bytes) => Buffer.from(bytes).reverse().toString(),
};

const logged: unknown[] = [];
const open = (given: SecretKeeper | undefined) =>
  new SecretVault({ directory: join(folder.path, 'secrets'), keeper: given, logError: (...all) => logged.push(all) });

test('secrets survive a restart, encrypted, for this user alone', async () => {
  await open(keeper).write('spotify', { refreshToken: 'abc-def' });
  const file = join(folder.path, 'secrets', 'spotify.secret');
  expect(readFileSync(file, 'utf8')).not.toContain('abc-def');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const vault = open(keeper);
  expect(await vault.read('spotify')).toEqual({ refreshToken: 'abc-def' });
  await vault.forget('spotify');
  expect([await vault.read('spotify'), readdirSync(join(folder.path, 'secrets'))]).toEqual([undefined, []]);
});

test.each([
  ['no keychain', undefined],
  ['one that protects nothing', { ...keeper, isProtected: async () => false }],
  ['one that fails', { ...keeper, isProtected: () => Promise.reject(new Error('locked')) }],
])('with %s they are kept in memory only', async (_name, given) => {
  const vault = open(given);
  await vault.write('s3', { secretAccessKey: 'k' });
  expect([await vault.keeps(), await vault.read('s3')]).toEqual([false, { secretAccessKey: 'k' }]);
  expect(existsSync(join(folder.path, 'secrets'))).toBe(false);
  expect(await open(given).read('s3')).toBeUndefined();
});

test('what another machine encrypted is as good as none', async () => {
  await open(keeper).write('spotify', { refreshToken: 'a' });
  const other = { ...keeper, decrypt: () => Promise.reject(new Error('wrong key')) };
  expect(await open(other).read('spotify')).toBeUndefined();
  expect(logged).toHaveLength(1);
});
