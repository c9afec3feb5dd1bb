import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

/**
 * The long torture: `npm run torture [-- --kills N --mutants N --unmounts N --sequences N --moves N --seed N]`.
 *
 * `npm test` runs the same tests with small numbers. Hours with the numbers that stand here.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10000' },
    mutants: { type: 'string', default: '1000000' },
    unmounts: { type: 'string', default: '1000' },
    sequences: { type: 'string', default: '300' },
    moves: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const parts: { what: string; files: string[] }[] = [
  { what: `${values.kills} kills of a working Ledgerline`, files: ['main/core/testing/torture/torture.test.ts'] },
  { what: 'a kill around each call of each step', files: ['main/core/files/journal/killed.test.ts'] },
  {
    what: 'each call of each step failing, halting, or the last before a power cut',
    files: ['main/core/files/journal/broken-off.test.ts', 'main/core/files/journal/power-cut.test.ts'],
  },
  { what: `${values.mutants} damaged files read and written`, files: ['main/core/files/tags/mutants.test.ts'] },
  {
    what: `${values.sequences} sequences of tag edits and their undo`,
    files: ['main/core/files/write-sequences.test.ts'],
  },
  { what: `${values.unmounts} disks that vanish while they are read`, files: ['main/core/library/scan/roots.test.ts'] },
  { what: `${values.moves} rounds of moved files`, files: ['main/core/library/scan/moved-files.test.ts'] },
  { what: '2000 changes to a folder that is watched', files: ['main/core/library/watch/soak.test.ts'] },
];

const vitest = createRequire(import.meta.url).resolve('vitest/vitest.mjs');
let failures = 0;
console.log(`Seed ${values.seed}`);
for (const { what, files } of parts) {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout', '86400000', ...files], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      LEDGERLINE_KILLS: values.kills,
      LEDGERLINE_MUTANTS: values.mutants,
      LEDGERLINE_UNMOUNTS: values.unmounts,
      LEDGERLINE_SEQUENCES: values.sequences,
      LEDGERLINE_MOVE_SEEDS: values.moves,
      LEDGERLINE_WATCHED_CHANGES: '2000',
      LEDGERLINE_SEED: values.seed,
      LEDGERLINE_EVERY_CALL: '1',
    },
  });
  if (status !== 0) failures += 1;
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what}: ${Math.round((performance.now() - began) / 1000)} s`);
}
process.exitCode = failures > 0 ? 1 : 0;
