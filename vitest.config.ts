import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

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
    // All cores: without it Vitest leaves one idle, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 20_000,
  },
});
