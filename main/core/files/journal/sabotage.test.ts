import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Disk, nodeDisk } from '#core/files/disk.ts';
import { brokenPromises, fullTree, soundsOf } from '#core/testing/journal-invariants.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { type JournalScript, journalScripts } from '#core/testing/journal-scripts.ts';
import { haltingDisk, systemError } from '#core/testing/odd-disks.ts';

/** The checks of broken-off.test.ts and killed.test.ts must notice when something is wrong: here it is, on purpose. */
let lab: JournalLab;
beforeEach(() => {
  lab = new JournalLab({ isQuick: true });
});
afterEach(() => lab.close());

async function faultsOf(script: JournalScript, disk: Disk, haltAt = Number.POSITIVE_INFINITY): Promise<string[]> {
  script.prepare(lab);
  const sounds = soundsOf(lab);
  const tree = fullTree(lab);
  const halting = haltingDisk(disk, haltAt, 'before');
  lab.restart(halting.disk);
  const id = lab.journal.start({ kind: 'organize', trackCount: 1 }, script.steps(lab));
  await Promise.race([halting.halted, lab.journal.waitForIdle()]);
  lab.restart();
  await lab.journal.recover();
  const faults = brokenPromises(lab, sounds);
  if (faults.length > 0) return faults;
  await lab.undo(id);
  return JSON.stringify(fullTree(lab)) === JSON.stringify(tree) ? [] : ['Undo does not bring it back'];
}

const { moves, trash, write, swap } = journalScripts as Record<string, JournalScript>;

test('without sabotage nothing is found', async () => {
  expect(await faultsOf(moves as JournalScript, lab.disk, 9)).toEqual([]);
});

test('a move that overwrites loses a sound', async () => {
  const overwriting: JournalScript = {
    ...(swap as JournalScript),
    steps: () => [lab.move(null, 'a.mp3', 'b.mp3')],
  };
  let isBlind = true;
  const careless: Disk = {
    ...lab.disk,
    link: (from, to) => nodeDisk.rename(from, to),
    // The first look at the target finds nothing there.
    async lstat(path) {
      if (!isBlind || !path.endsWith('b.mp3')) return await nodeDisk.lstat(path);
      isBlind = false;
      throw systemError('ENOENT');
    },
  };
  expect(await faultsOf(overwriting, careless)).toContain('The sound 2 is lost');
});

test('a trash that deletes loses a sound', async () => {
  const deleting: Disk = {
    ...lab.disk,
    async unlink(path) {
      await nodeDisk.unlink(path);
      if (path.endsWith('a.mp3')) rmSync(`${lab.trashFolder}/files/a.mp3`, { force: true });
    },
  };
  expect(await faultsOf(trash as JournalScript, deleting)).toContain('The sound 1 is lost');
});

test('a write in place cannot be taken back after the end of the process', async () => {
  const inPlace: Disk = {
    ...lab.disk,
    async rename(from, to) {
      writeFileSync(to, 'half');
      await nodeDisk.rename(from, to);
    },
    async lstat(path) {
      const stats = await nodeDisk.lstat(path);
      if (path.endsWith('a.mp3') && !path.includes('.ledgerline')) writeFileSync(path, 'Old');
      return stats;
    },
  };
  expect((await faultsOf(write as JournalScript, inPlace)).length).toBeGreaterThan(0);
});

test('a journal that is not written before the deed leaves things lying about', async () => {
  lab.library.db.exec(`CREATE TRIGGER forgetful BEFORE UPDATE OF state ON file_step WHEN new.state = 'prepared'
    BEGIN SELECT raise(IGNORE); END`);
  const faults: string[] = [];
  for (let at = 3; at < 9; at += 1) {
    lab.library.db.exec('DELETE FROM operation; DELETE FROM track');
    rmSync(lab.root, { recursive: true, force: true });
    faults.push(...(await faultsOf(write as JournalScript, lab.disk, at)));
  }
  expect(faults.some((fault) => fault.endsWith('lies about'))).toBe(true);
});

test('a library that does not follow its files is noticed', async () => {
  lab.library.db.exec('CREATE TRIGGER stubborn BEFORE UPDATE OF path ON track BEGIN SELECT raise(IGNORE); END');
  const faults = await faultsOf(moves as JournalScript, lab.disk);
  expect(faults.some((fault) => fault.includes('has no file'))).toBe(true);
});
