import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '#core/files/disk.ts';
import { brokenPromises, fullTree, soundsOf } from '#core/testing/journal-invariants.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { type JournalScript, journalScripts } from '#core/testing/journal-scripts.ts';
import { haltingDisk } from '#core/testing/odd-disks.ts';
import { PowerCutDisk } from '#core/testing/power-cut-disk.ts';

let lab: JournalLab;
beforeEach(() => {
  lab = new JournalLab({ isQuick: true });
});
afterEach(() => lab.close());

type Cut = { faults: string[]; isOver: boolean };

/** Cuts the power around one call of an operation, starts again, finishes, undoes; and tells what is broken. */
async function cutAt(script: JournalScript, at: number, when: 'before' | 'after', syncsNothing: boolean): Promise<Cut> {
  const usual: Disk = script.disk?.(lab) ?? lab.disk;
  const before = { tree: fullTree(lab), sounds: soundsOf(lab) };
  const keep = join(lab.path, 'kept');
  const power = new PowerCutDisk(usual, keep, { syncsNothing });
  const halting = haltingDisk(power.disk, at, when);
  lab.restart(halting.disk);
  const id = lab.journal.start({ kind: 'organize', trackCount: 1 }, script.steps(lab));
  await Promise.race([halting.halted, lab.journal.waitForIdle()]);
  const isOver = !halting.hasHalted();
  power.cut();
  rmSync(keep, { recursive: true });

  lab.restart(usual);
  await lab.journal.recover();
  const faults = brokenPromises(lab, script.leavesCopies ? [] : before.sounds);
  if (faults.length > 0) return { faults, isOver };
  lab.journal.resume(id);
  await lab.journal.waitForIdle();
  await lab.undo(id);
  if (JSON.stringify(fullTree(lab)) !== JSON.stringify(before.tree)) faults.push('undo did not bring the tree back');
  return { faults, isOver };
}

describe.each(Object.entries(journalScripts))('%s', (_name, script) => {
  test.each(['before', 'after'] as const)(
    'the power may go %s any call',
    async (when) => {
      script.prepare(lab);
      for (let at = 1; ; at += 1) {
        const { faults, isOver } = await cutAt(script, at, when, false);
        expect(faults, `${when} call ${at}`).toEqual([]);
        if (isOver) break;
      }
      // A hundred starts, and as many waits for the disk: on a busy machine longer than a test usually takes.
    },
    60_000,
  );
});

test('an executor that waits for no disk is found out', async () => {
  const found: string[] = [];
  for (const script of Object.values(journalScripts)) {
    for (let at = 1; at < 40 && found.length === 0; at += 1) {
      await lab.close();
      lab = new JournalLab({ isQuick: true });
      script.prepare(lab);
      const { faults, isOver } = await cutAt(script, at, 'after', true);
      found.push(...faults);
      if (isOver) break;
    }
  }
  expect(found.length).toBeGreaterThan(0);
});
