import { expect, test } from 'vitest';
import { listOperations } from '#core/history/operations.repository.ts';
import { brokenPromises, fullTree, soundsOf } from '#core/testing/journal-invariants.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { type JournalScript, journalScripts } from '#core/testing/journal-scripts.ts';
import { type Kill, runOperationsInChild } from '#core/testing/run-in-child.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import type { OperationId } from '#shared/contract/operation.ts';

const whens = ['before', 'after'] as const;

/**
 * Every call of each script is halted at in broken-off.test.ts, within one process; here each script is killed once for
 * good, with a real library on a real disk. `npm run torture` kills around each call.
 */
test.each(Object.keys(journalScripts).map((name, index) => [name, index] as const))(
  '%s, killed with -9 and started again',
  async (name, index) => {
    if (process.env.LEDGERLINE_EVERY_CALL) await killAroundEachCall(name);
    else await killOnce(name, { at: 3 + index, when: whens[index % 2] as Kill['when'] });
  },
);

async function killAroundEachCall(name: string): Promise<void> {
  for (const when of whens) for (let at = 1; await killOnce(name, { at, when }); at += 1);
}

/** False where the operation came to its end before. */
async function killOnce(name: string, kill: Kill): Promise<boolean> {
  const where = `${kill.when} call ${kill.at}`;
  const script = journalScripts[name] as JournalScript;
  const folder = tempFolder();
  const before = new JournalLab({ path: folder.path });
  script.prepare(before);
  const start = { tree: fullTree(before), sounds: soundsOf(before), paths: before.paths() };
  await before.close();
  const wasKilled = await runOperationsInChild(folder.path, name, kill);

  const lab = new JournalLab({ path: folder.path });
  try {
    lab.restart(script.disk?.(lab) ?? lab.disk);
    await lab.journal.recover();
    expect(brokenPromises(lab, start.sounds), where).toEqual([]);
    const [operation] = listOperations(lab.library.db, { count: 1 });
    expect(operation?.state, where).toBe(wasKilled ? 'stopped' : 'done');
    await lab.undo(operation?.id as OperationId);
    expect(fullTree(lab), where).toEqual(start.tree);
    expect(lab.paths(), where).toEqual(start.paths);
  } finally {
    await lab.close();
    folder.remove();
  }
  return wasKilled;
}
