import { openLibrary } from '../main/core/db/open-library.ts';
import { usualPlan } from '../main/core/playlists/sets/describe-set.ts';
import type { SetPlan } from '../shared/contract/playlists.ts';
import { insertLibraryRows } from './library-rows.ts';
import { benchFolder, openCore, quantile, report, round } from './measure.ts';

const count = 100_000;
const trackCount = 30;

/** Sets as people ask for them: any tempo, a ramp, a part of the library, the hour of a club. */
const plans: readonly Partial<SetPlan>[] = [
  {},
  { tempo: { from: 115, to: 130 } },
  { tempo: { from: 170, to: 176 } },
  { from: 'genre:house,techno year:2005..' },
  { isHarmonic: false },
];

const folder = benchFolder('sets');
try {
  const library = openLibrary(folder.path);
  insertLibraryRows(library.db, { count });
  library.close();
  const { core, call } = await openCore(folder.path);
  const { id } = await call('playlists.create', { name: 'Bench', kind: 'list' });
  const solve = async (plan: Partial<SetPlan>, seed: number) => {
    const startedAt = performance.now();
    const { rows } = await call('sets.solve', {
      id,
      seed,
      plan: { ...usualPlan(0), durationMs: null, trackCount, ...plan },
    });
    if (rows.length !== trackCount) throw new Error(`Expected ${trackCount} tracks, got ${rows.length}`);
    return { ms: performance.now() - startedAt, rows };
  };
  const name = `${count.toLocaleString('en')} tracks`;
  const first = await solve({}, 0);
  report(`${name}: first set of ${trackCount}, with reading the library`, `${round(first.ms, 0)} ms`, '≤ 2 s');

  const times: number[] = [];
  for (let seed = 1; seed <= 4; seed += 1) {
    for (const plan of plans) times.push((await solve(plan, seed)).ms);
  }
  const [middle, slow] = [0.5, 0.95].map((share) => round(quantile(times, share), 0));
  report(`${name}: set of ${trackCount}, p50 / p95`, `${middle} / ${slow} ms`, 'p95 ≤ 2 s');

  const { changedAt } = await call('sets.get', { id });
  await call('sets.save', { id, changedAt, rows: first.rows });
  const { rows } = await call('sets.get', { id });
  const weak = rows.filter(({ step }) => step?.isWeak).length;
  const scores = rows.flatMap(({ step }) => step?.score ?? []);
  report(`set of ${trackCount}: median step, weak steps`, `${quantile(scores, 0.5)} of 100, ${weak}`);

  const asked: number[] = [];
  for (let place = 1; place < trackCount; place += 1) {
    const startedAt = performance.now();
    await call('sets.suggest', { id, place, isNew: false, filters: [], count: 20 });
    asked.push(performance.now() - startedAt);
  }
  const [usual, slowest] = [0.5, 0.95].map((share) => round(quantile(asked, share), 0));
  report(`${name}: candidates for a place, p50 / p95`, `${usual} / ${slowest} ms`);
  await core.close();
} finally {
  folder.remove();
}
