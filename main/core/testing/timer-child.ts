import { openTestCore } from './test-core.ts';

/** Starts a timer on a library and says so, for a test that kills it: the answer is there, and nothing was closed. */
const { call } = await openTestCore(process.argv[2] as string, { runAnalysis: false });
const { entry } = await call('time.start', { note: 'Killed meanwhile' });
process.send?.({ id: entry.id, startAt: entry.startAt });
setInterval(() => undefined, 1000);
