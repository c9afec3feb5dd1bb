import { type DiskCall, systemDisk, wrapDisk } from '#core/files/disk.ts';
import { randomNumbers } from '../media-mutants.ts';
import { act, faultsOf, openSession, promisedOf, type Told } from './torture-session.ts';
import { worldAt } from './torture-world.ts';

/**
 * A Ledgerline that does one thing after another on a world until it is killed: by its parent, or by itself before or
 * after the call to the disk with a number. `node torture-child.ts FOLDER SEED [CALL before|after]`
 */
const [folder = '', seed = '1', call = '0', moment = 'before'] = process.argv.slice(2);
const world = worldAt(folder);
const fatal = Number(call);
const die = (_call: DiskCall, count: number) => {
  if (count === fatal) process.kill(process.pid, 'SIGKILL');
};
const disk = moment === 'before' ? wrapDisk(systemDisk(), die) : wrapDisk(systemDisk(), () => undefined, die);
const logged: string[] = [];
const tell = (told: Told) => process.send?.(told);

const session = await openSession(world, randomNumbers(Number(seed)), logged, disk);
tell({ type: 'ready', faults: [...faultsOf(world), ...logged], promised: promisedOf(world) });
await act(session, world, tell, 40);
await session.core.close();
process.exit(0);
