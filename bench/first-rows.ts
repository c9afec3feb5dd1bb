import { openCore } from './measure.ts';

/** Opens a library, asks for the first screen, and prints how long the process has lived and what it weighs. */
const home = process.argv[2];
if (!home) throw new Error('usage: first-rows HOME');
const { core, call } = await openCore(home);
const { view, total } = await call('tracks.openView', {
  slot: 'library',
  text: '',
  sort: [{ field: 'added', direction: 'descending' }],
});
const rows = await call('tracks.viewRows', { view, start: 0, count: 40 });
const ms = performance.now();
console.log(JSON.stringify({ ms, total, rows: rows.length, rssMb: process.memoryUsage.rss() / 1048576 }));
await core.close();
