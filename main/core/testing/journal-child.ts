import { JournalLab } from './journal-lab.ts';
import { journalScripts } from './journal-scripts.ts';
import { killingDisk } from './odd-disks.ts';

/** A process that does one script and ends itself, as kill -9 would, around one call to the disk. See run-in-child.ts. */
const [path = '', name = '', at = '', when = ''] = process.argv.slice(2);
const script = journalScripts[name];
if (!script) throw new Error(`No script is called ${name}`);
const lab = new JournalLab({ path });
const disk = script.disk?.(lab) ?? lab.disk;
lab.restart(killingDisk(disk, Number(at), when === 'after' ? 'after' : 'before'));
lab.journal.start({ kind: 'organize', trackCount: 1 }, script.steps(lab));
await lab.journal.waitForIdle();
await lab.close();
