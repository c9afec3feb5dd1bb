import { expect, test } from 'vitest';
import { torture } from './torture-run.ts';

const kills = Number(process.env.LEDGERLINE_KILLS ?? 60);
const seed = Number(process.env.LEDGERLINE_SEED ?? 1);

test(`a Ledgerline killed ${kills} times at work loses nothing`, { timeout: 600_000 }, async () => {
  const result = await torture({ kills, seed });
  expect(result.faults).toEqual([]);
  expect(result.kills).toBe(kills);
});

test('one that writes in place is found out', { timeout: 120_000 }, async () => {
  const { faults } = await torture({ kills: 12, seed: 1, child: 'careless-child' });
  expect(faults.join()).toMatch(/sounds became|damaged|lost/);
});
