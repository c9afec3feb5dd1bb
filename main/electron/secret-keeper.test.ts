import { expect, test } from 'vitest';
import { type SafeStorageParts, secretKeeper } from './secret-keeper.ts';

function open(platform: NodeJS.Platform, backend: string, isAvailable = true) {
  const safeStorage: SafeStorageParts['safeStorage'] = {
    isAsyncEncryptionAvailable: async () => isAvailable,
    encryptStringAsync: async (text) => Buffer.from(text).reverse(),
    decryptStringAsync: async (encrypted) => ({ result: Buffer.from(encrypted).reverse().toString() }),
    getSelectedStorageBackend: () => {
      if (platform !== 'linux') throw new Error('not on this system');
      return backend;
    },
  };
  return secretKeeper({ platform, safeStorage });
}

test.each<[NodeJS.Platform, string, boolean, boolean]>([
  ['darwin', '', true, true],
  ['win32', '', true, true],
  ['win32', '', false, false],
  ['linux', 'gnome_libsecret', true, true],
  ['linux', 'kwallet6', true, true],
  ['linux', 'basic_text', true, false],
  ['linux', 'unknown', true, false],
])('%s with %s, available %s: protected %s', async (platform, backend, isAvailable, isProtected) => {
  expect(await open(platform, backend, isAvailable).isProtected()).toBe(isProtected);
});

test('what it encrypts comes back', async () => {
  const keeper = open('linux', 'kwallet6');
  expect(await keeper.decrypt(await keeper.encrypt('secret'))).toBe('secret');
});
