import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { listSourceFiles } from './source-files.ts';

/**
 * Who may import whom: the first row whose folder holds the importing file decides. `packages` lists npm packages and
 * `node:` (all of Node). Test files may import anything.
 */
const layers: { folder: string; from: string[]; packages: string[] }[] = [
  { folder: 'shared/', from: ['shared/'], packages: ['zod', 'temporal-polyfill'] },
  { folder: 'preload/', from: ['shared/'], packages: ['electron'] },
  {
    folder: 'renderer/',
    from: ['renderer/', 'shared/'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      'react-intl',
      'lucide-react',
      'zustand',
      '@tanstack/',
      'intl-messageformat',
      '@formatjs/',
      '@internationalized/',
      'react-aria',
      'react-stately',
      'uplot',
      'topojson-client',
      'world-atlas',
    ],
  },
  { folder: 'main/core/db/', from: ['main/core/db/', 'shared/'], packages: ['node:', 'better-sqlite3', 'kysely'] },
  {
    folder: 'main/core/testing/',
    from: ['main/core/', 'shared/'],
    packages: ['node:', 'better-sqlite3', 'fast-check', 'vite'],
  },
  {
    folder: 'main/core/',
    from: ['main/core/', 'shared/'],
    packages: [
      'node:',
      'better-sqlite3',
      'chokidar',
      'saxes',
      'libxml2-wasm',
      'csv-parse',
      'yauzl',
      'music-metadata',
      'strtok3',
      'essentia.js',
      'onnxruntime-web',
      'mpg123-decoder',
      '@wasm-audio-decoders/',
      'ogg-opus-decoder',
      'opus-decoder',
      'sharp',
      'zod',
      '@napi-rs/xattr',
      'aws4fetch',
      'pdfkit',
      'write-excel-file',
      'dejavu-fonts-ttf',
      'temporal-polyfill',
    ],
  },
  { folder: 'main/workers/', from: ['main/core/', 'shared/'], packages: ['node:'] },
  // What both hosts share.
  {
    folder: 'main/host/',
    from: [
      'main/host/',
      'main/core/core.ts',
      'main/core/open-core.ts',
      'main/core/platform.ts',
      'main/core/media/media-reply.ts',
      'main/core/dispatch.ts',
      'shared/',
    ],
    packages: ['node:'],
  },
  {
    folder: 'main/electron/',
    from: [
      'main/electron/',
      'main/host/',
      'main/core/core.ts',
      'main/core/open-core.ts',
      'main/core/platform.ts',
      'main/core/media/media-reply.ts',
      'main/core/dispatch.ts',
      'shared/',
    ],
    packages: ['node:', 'electron'],
  },
  // `analyze` needs no library, `search` only reads one; a checkout builds its window with Vite.
  {
    folder: 'main/headless/',
    from: [
      'main/headless/',
      'main/host/',
      'main/core/core.ts',
      'main/core/open-core.ts',
      'main/core/read-only-core.ts',
      'main/core/backups/maintenance.ts',
      'main/core/analyser.ts',
      'main/core/platform.ts',
      'main/core/media/media-reply.ts',
      'main/core/dispatch.ts',
      'shared/',
      'package.json',
    ],
    packages: ['node:', 'vite'],
  },
  // What trains the weights of the analysis hears music as the analysis does.
  {
    folder: 'scripts/train/',
    from: ['scripts/train/', 'main/core/analysis/', 'shared/'],
    packages: ['node:', 'essentia.js'],
  },
  {
    folder: 'scripts/',
    from: ['scripts/', 'main/headless/', 'main/core/platform.ts', 'shared/'],
    packages: ['node:', 'vite', 'electron', 'sharp', 'assemblyscript'],
  },
];

/**
 * Workers compute and never open the database; these only read, over a connection that cannot write. That of statements has none: it
 * brings what the core wrote from the log into the file, which waits for the disk.
 */
const databaseWorkers = [
  'main/workers/duplicates.worker.ts',
  'main/workers/reader.worker.ts',
  'main/workers/reports.worker.ts',
  'main/workers/royalties.worker.ts',
  'main/workers/sets.worker.ts',
  'main/workers/sounds.worker.ts',
  'main/workers/statement-queries.worker.ts',
  'main/workers/statements.worker.ts',
];

const files = listSourceFiles().filter((file) => !/\.test\.tsx?$/.test(file));

function importsOf(file: string): string[] {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function resolveImport(file: string, target: string): string | undefined {
  if (target.startsWith('.')) return join(dirname(file), target);
  if (target.startsWith('#shared/')) return `shared/${target.slice(8)}`;
  if (target.startsWith('#core/')) return `main/core/${target.slice(6)}`;
  if (target.startsWith('#workers/')) return `main/workers/${target.slice(9)}`;
  return undefined;
}

test('every import goes to a layer the importing folder may know', () => {
  const bad: string[] = [];
  for (const file of files) {
    const layer = layers.find(({ folder }) => file.startsWith(folder));
    if (!layer) continue;
    for (const target of importsOf(file)) {
      const path = resolveImport(file, target);
      const allowed = path ? layer.from : layer.packages;
      if (!allowed.some((start) => (path ?? target).startsWith(start))) {
        bad.push(`${file} imports ${target}; ${layer.folder} may import ${allowed.join(', ')}`);
      }
    }
  }
  expect(bad).toEqual([]);
});

test('features of the window reach each other only through index.ts', () => {
  const bad: string[] = [];
  for (const file of files) {
    const feature = file.match(/^renderer\/features\/([^/]+)\//)?.[1];
    for (const target of importsOf(file)) {
      const other = resolveImport(file, target)?.match(/^renderer\/features\/([^/]+)\/(.+)$/);
      if (other && other[1] !== feature && other[2] !== 'index.ts') bad.push(`${file} imports ${target}`);
    }
  }
  expect(bad).toEqual([]);
});

test('renderer/ui knows nothing of music', () => {
  const bad = files
    .filter((file) => file.startsWith('renderer/ui/'))
    .flatMap((file) => importsOf(file).map((target) => [file, resolveImport(file, target)]))
    .filter(([, target]) => target?.startsWith('renderer/features/') || target?.startsWith('shared/contract'));
  expect(bad).toEqual([]);
});

test('worker threads do not open the database', () => {
  const bad = files
    .filter((file) => file.startsWith('main/workers/') && !databaseWorkers.includes(file))
    .filter((file) => importsOf(file).some((target) => target.startsWith('#core/db/')));
  expect(bad).toEqual([]);
});

test('a feature of the core uses another one by its repository or a named part, never by its handlers', () => {
  const bad: string[] = [];
  for (const file of files) {
    if (!file.startsWith('main/core/') || file === 'main/core/all-handlers.ts') continue;
    for (const target of importsOf(file)) {
      // A feature with many methods has several such files.
      const isOwn = resolveImport(file, target)?.startsWith(`${dirname(file)}/`) ?? false;
      if (target.endsWith('.handlers.ts') && !isOwn) bad.push(`${file} imports ${target}`);
    }
  }
  expect(bad).toEqual([]);
});
