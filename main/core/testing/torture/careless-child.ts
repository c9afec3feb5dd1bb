import { readFileSync, writeFileSync } from 'node:fs';
import { nodeDisk } from '#core/files/disk.ts';
import { randomNumbers } from '../media-mutants.ts';
import { act, faultsOf, openSession, promisedOf, type Told } from './torture-session.ts';
import { worldAt } from './torture-world.ts';

/** A planted bug: what should take a file's place at once is written into it, and the process ends in the middle. */
const [folder = ''] = process.argv.slice(2);
const world = worldAt(folder);
const tell = (told: Told) => process.send?.(told);
const session = await openSession(world, randomNumbers(1), [], {
  ...nodeDisk,
  async rename(from, to) {
    const bytes = readFileSync(from);
    writeFileSync(to, bytes.subarray(0, bytes.length / 2));
    process.kill(process.pid, 'SIGKILL');
  },
});
tell({ type: 'ready', faults: faultsOf(world), promised: promisedOf(world) });
await act(session, world, tell, 40);
process.exit(0);
