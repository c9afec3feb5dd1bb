import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Threads and programs that tests start by the hundred would spend much of their life on reading the same source.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'ledgerline-compiled');

export default defineConfig({
  plugins: [react()],
  test: {
    include: [
      'shared/**/*.test.ts',
      'main/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'bench/**/*.test.ts',
      'scripts/**/*.test.ts',
      '*.test.ts',
    ],
    pool: 'threads',
    // More than cores: tests of files and processes wait a fifth of the time.
    maxWorkers: '150%',
    testTimeout: 20_000,
  },
});
