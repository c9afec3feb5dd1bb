import { globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Threads and programs that tests start by the hundred would spend much of their life on reading the same source.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'ledgerline-compiled');

const root = import.meta.dirname;
const include = [
  'shared/**/*.test.ts',
  'main/**/*.test.ts',
  'renderer/**/*.test.{ts,tsx}',
  'bench/**/*.test.ts',
  'scripts/**/*.test.ts',
  '*.test.ts',
];

const says = (file: string, words: RegExp) => words.test(readFileSync(join(root, file), 'utf8'));
/** Tests that put something else in the place of a module or a global: no other test may find that. */
const replaces = (file: string) => says(file, /\bvi\.(mock|stubGlobal)\(/);
/** Kernels of WebAssembly, by the hundred: for each the collector goes through all that their thread holds. */
const fillsMemory = (file: string) => file.startsWith(join('main', 'core', 'analysis'));
/** What a process takes up is told for all of its threads together. */
const weighs = (file: string) => says(file, /\bmemoryUsage\(\)\.rss\b/);

const files = globSync(include, { cwd: root });
const inProcesses = files.filter(weighs);
const inThreads = files.filter((file) => !weighs(file) && (fillsMemory(file) || replaces(file)));

export default defineConfig({
  plugins: [react()],
  test: {
    pool: 'threads',
    // More than cores: tests of files and processes wait a fifth of the time.
    maxWorkers: '150%',
    testTimeout: 20_000,
    projects: [
      // Most share what a thread has read and compiled: a new thread for each file would take a third of their time.
      { extends: true, test: { name: 'together', isolate: false, include, exclude: [...inThreads, ...inProcesses] } },
      { extends: true, test: { name: 'own thread', include: inThreads } },
      { extends: true, test: { name: 'own process', pool: 'forks', include: inProcesses } },
    ],
  },
});
