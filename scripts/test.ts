import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Runs everything that must hold before a change lands, and ends with the counts of the runners' own reports. */

const root = join(import.meta.dirname, '..');
const reports = join(root, 'reports');

type Counts = { passed: number; failed: number; skipped: number };
type Stage = { name: string; script: string; arguments: string[]; report?: string; count?(report: never): Counts };

const stages: Stage[] = [
  { name: 'format and lint', script: '@biomejs/biome/bin/biome', arguments: ['ci', '.'] },
  ...['shared', 'node', 'web', 'e2e'].map((part) => ({
    name: `types of ${part}`,
    script: 'typescript/bin/tsc',
    arguments: ['-p', `tsconfig.${part}.json`],
  })),
  {
    name: 'unit tests',
    script: 'vitest/vitest.mjs',
    arguments: ['run', '--reporter=default', '--reporter=json', '--outputFile.json=reports/unit.json'],
    report: 'unit.json',
    count: (report: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
    }),
  },
  // Behind the test that compares the committed kernel with its source, which would not fail any more otherwise.
  { name: 'analysis kernel', script: '../scripts/build-kernel.ts', arguments: [] },
  { name: 'window', script: 'vite/bin/vite.js', arguments: ['build', '--logLevel', 'warn'] },
  {
    name: 'Electron bundle',
    script: 'vite/bin/vite.js',
    arguments: ['build', '--config', 'vite.electron.config.ts', '--logLevel', 'warn'],
  },
  {
    name: 'end-to-end tests',
    script: '@playwright/test/cli.js',
    arguments: ['test', '--config', 'e2e/playwright.config.ts'],
    report: 'e2e.json',
    count: ({ stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
  },
];

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const broken: string[] = [];
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

for (const stage of stages) {
  const startedAt = performance.now();
  const script = join(root, 'node_modules', stage.script);
  const { status } = spawnSync(process.execPath, [script, ...stage.arguments], { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${stage.name}, ${seconds} s\n`);
  if (status !== 0) broken.push(stage.name);
  if (stage.report && stage.count) add(readCounts(stage));
}

function readCounts(stage: Stage): Counts {
  try {
    const report = JSON.parse(readFileSync(join(reports, stage.report ?? ''), 'utf8'));
    return stage.count?.(report as never) ?? { passed: 0, failed: 0, skipped: 0 };
  } catch {
    // The runner died before it could report: that is one failure, not none.
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function add(counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

if (broken.length > 0) console.log(`Failed: ${broken.join(', ')}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = broken.length > 0 || total.failed > 0 ? 1 : 0;
