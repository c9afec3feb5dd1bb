import type { SecretKeeper } from '#core/platform.ts';

export type SafeStorageParts = {
  platform: NodeJS.Platform;
  safeStorage: {
    isAsyncEncryptionAvailable(): Promise<boolean>;
    encryptStringAsync(text: string): Promise<Buffer>;
    decryptStringAsync(encrypted: Buffer): Promise<{ result: string }>;
    getSelectedStorageBackend(): string;
  };
};

/**
 * The system's keychain through Electron. A Linux desktop without one gets a key that stands in Chromium's source, which
 * protects nothing: that counts as none.
 */
export function secretKeeper({ platform, safeStorage }: SafeStorageParts): SecretKeeper {
  return {
    async isProtected() {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
      return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
    },
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
  };
}
