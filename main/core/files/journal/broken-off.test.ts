import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '#core/files/disk.ts';
import { brokenPromises, emptyTrash, fullTree, soundsOf } from '#core/testing/journal-invariants.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { type JournalScript, journalScripts } from '#core/testing/journal-scripts.ts';
import { failingDisk, haltingDisk } from '#core/testing/odd-disks.ts';
import type { OperationId } from '#shared/contract/operation.ts';

const codes = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE', 'EXDEV', 'EBUSY'];

/** Which code each call fails with: two passes see each call fail in two ways; the long run sees it in all. */
const passes: [string, (at: number) => string][] = process.env.LEDGERLINE_EVERY_CALL
  ? codes.map((code) => [code, () => code])
  : [
      ['each with another code', (at) => codes[at % codes.length] as string],
      ['each with yet another', (at) => codes[(at + 3) % codes.length] as string],
    ];

let lab: JournalLab;
beforeEach(() => {
  lab = new JournalLab({ isQuick: true });
});
afterEach(() => lab.close());

type Start = { tree: Record<string, string>; sounds: string[]; paths: Record<number, string> };

function prepare(script: JournalScript): Start {
  script.prepare(lab);
  return { tree: fullTree(lab), sounds: soundsOf(lab), paths: lab.paths() };
}

function usualDisk(script: JournalScript): Disk {
  return script.disk?.(lab) ?? lab.disk;
}

async function begin(script: JournalScript, disk: Disk): Promise<OperationId> {
  lab.restart(disk);
  return lab.journal.start({ kind: 'organize', trackCount: 1 }, script.steps(lab));
}

/** Does the rest, finds everything as it should be, takes it back, and finds it as it was. */
async function finishAndUndo(script: JournalScript, id: OperationId, start: Start, where: string): Promise<void> {
  lab.journal.resume(id);
  await lab.journal.waitForIdle();
  expect([lab.operation(id).state, lab.states(id).filter((state) => state !== 'done')], where).toEqual(['done', []]);
  expect(lab.tree(), where).toEqual(script.after);
  expect(brokenPromises(lab, script.leavesCopies ? [] : start.sounds), where).toEqual([]);
  await undo(id, start, where);
}

async function undo(id: OperationId, start: Start, where: string): Promise<void> {
  const taken = await lab.undo(id);
  expect([taken.state, lab.states(taken.id).filter((state) => state !== 'done')], where).toEqual(['done', []]);
  expect(fullTree(lab), where).toEqual(start.tree);
  expect(lab.paths(), where).toEqual(start.paths);
  expect(brokenPromises(lab, start.sounds), where).toEqual([]);
  emptyTrash(lab);
}

describe.each(Object.entries(journalScripts))('%s', { timeout: 60_000 }, (_name, script) => {
  test('ended before and after any call, it is settled by the next start, then finished or undone', async () => {
    const start = prepare(script);
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const where = `${when} call ${at}`;
        const halting = haltingDisk(usualDisk(script), at, when);
        const id = await begin(script, halting.disk);
        await Promise.race([halting.halted, lab.journal.waitForIdle()]);
        const isHalted = halting.hasHalted();
        lab.restart(usualDisk(script));
        await lab.journal.recover();
        expect(brokenPromises(lab, start.sounds), where).toEqual([]);
        if (at % 2 === 0) await undo(id, start, where);
        else await finishAndUndo(script, id, start, where);
        if (!isHalted) break;
      }
    }
    expect(lab.logged).toEqual([]);
  });

  test('ended within its undo, it is settled by the next start and undone after all', async () => {
    const start = prepare(script);
    for (let at = 1; ; at += 1) {
      const where = `undo, call ${at}`;
      const id = await begin(script, usualDisk(script));
      await lab.journal.waitForIdle();
      const halting = haltingDisk(usualDisk(script), at, at % 2 === 0 ? 'before' : 'after');
      lab.restart(halting.disk);
      const planned = lab.journal.inverse(id);
      const undoId = lab.journal.start({ kind: 'organize', trackCount: 0, undoes: id, isUndo: true }, planned);
      await Promise.race([halting.halted, lab.journal.waitForIdle()]);
      const isHalted = halting.hasHalted();
      lab.restart(usualDisk(script));
      await lab.journal.recover();
      expect(brokenPromises(lab, start.sounds), where).toEqual([]);
      lab.journal.resume(undoId);
      await lab.journal.waitForIdle();
      expect(
        lab.states(undoId).filter((state) => state !== 'done'),
        where,
      ).toEqual([]);
      expect(fullTree(lab), where).toEqual(start.tree);
      expect(lab.paths(), where).toEqual(start.paths);
      if (!isHalted) break;
    }
  });

  test('ended once more within recovery, the start after that settles it', async () => {
    const start = prepare(script);
    for (let at = 2, again = 1, isOver = false; !isOver; at += 3, again = (again % 7) + 1) {
      const where = `call ${at}, then call ${again}`;
      const halting = haltingDisk(usualDisk(script), at, at % 2 === 0 ? 'before' : 'after');
      const id = await begin(script, halting.disk);
      await Promise.race([halting.halted, lab.journal.waitForIdle()]);
      const recovering = haltingDisk(usualDisk(script), again, again % 2 === 0 ? 'before' : 'after');
      await Promise.race([lab.restart(recovering.disk).recover(), recovering.halted]);
      await lab.restart(usualDisk(script)).recover();
      expect(brokenPromises(lab, start.sounds), where).toEqual([]);
      await undo(id, start, where);
      isOver = !halting.hasHalted();
    }
  });

  test.each(passes)('with any call failing (%s), nothing is lost and it can be finished', async (_name, codeAt) => {
    const start = prepare(script);
    for (let at = 1; ; at += 1) {
      const code = codeAt(at);
      const where = `${code} at call ${at}`;
      const failing = failingDisk(usualDisk(script), code, (count) => count === at);
      const id = await begin(script, failing.disk);
      await lab.journal.waitForIdle();
      expect(brokenPromises(lab, start.sounds), where).toEqual([]);
      lab.restart(usualDisk(script));
      await finishAndUndo(script, id, start, where);
      if (failing.seen.failed === 0) break;
    }
  });

  test('when the disk goes away for good, the next start settles it', async () => {
    const start = prepare(script);
    for (let at = 1; ; at += 1) {
      const where = `all calls from ${at}`;
      const failing = failingDisk(usualDisk(script), 'EIO', (count) => count >= at);
      const id = await begin(script, failing.disk);
      await lab.journal.waitForIdle();
      lab.restart(usualDisk(script));
      await lab.journal.recover();
      expect(brokenPromises(lab, start.sounds), where).toEqual([]);
      await finishAndUndo(script, id, start, where);
      if (failing.seen.failed === 0) break;
    }
  });
});
