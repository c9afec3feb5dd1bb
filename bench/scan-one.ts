import { openCore, withLoopDelay } from './measure.ts';

/** Scans one folder into a library, in a process of its own, and prints how it went. */
const [home, music] = process.argv.slice(2);
if (!home || !music) throw new Error('usage: scan-one HOME MUSIC');
const { core, call } = await openCore(home);
const startedAt = performance.now();
const { p50, p99, max } = await withLoopDelay(async () => {
  await call('folders.add', { path: music });
  await core.waitForIdle();
});
const seconds = (performance.now() - startedAt) / 1000;
const { total } = await call('tracks.count');
console.log(JSON.stringify({ seconds, total, p50, p99, max, peakMb: process.resourceUsage().maxRSS / 1024 }));
await core.close();
