import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Prints the figures of the budgets. Each part runs in a process of its own, so that memory and caches of one do not
 * colour another. `npm run bench -- search start` runs only those parts; `soak`, `quality` and `likeness` run only
 * where they are named, as they take minutes.
 */
const parts = [
  'scan',
  'search',
  'similar',
  'sets',
  'generate',
  'duplicates',
  'programs',
  'reports',
  'statements',
  'board',
  'start',
  'analysis',
  'soak',
  'quality',
  'likeness',
] as const;
const onRequest: readonly string[] = ['soak', 'quality', 'likeness'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(', ')}. There are: ${parts.join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const part of parts.filter((name) => (wanted.length === 0 ? !onRequest.includes(name) : wanted.includes(name)))) {
  console.log(`\n${part}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${part}.bench.ts`)], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
