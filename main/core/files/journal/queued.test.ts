import { lstatSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlannedStep } from '#core/files/file-step.ts';
import { stepStamp } from '#core/files/own-files.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import type { OperationId } from '#shared/contract/operation.ts';

let lab: JournalLab;
let id: number;
beforeEach(() => {
  lab = new JournalLab({ isQuick: true });
  id = lab.add('a.mp3', 'Old|1');
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

function write(path: string): PlannedStep {
  return lab.step('write', path, {
    trackId: id,
    expected: stepStamp(lstatSync(lab.at(path), { bigint: true })),
    input: {
      type: 'tags',
      texts: { title: ['New'] },
      custom: {},
      id3Version: 3,
      writeRiffInfo: false,
      keepModified: false,
    },
  });
}

/** Plans operations one behind the other, and waits for all of them. */
async function queue(...plans: (readonly PlannedStep[])[]): Promise<OperationId[]> {
  const ids = plans.map((steps) => lab.journal.start({ kind: 'organize', trackCount: 1 }, steps));
  await lab.journal.waitForIdle();
  return ids;
}

test('what is planned behind a move of its file follows the file, and all of it is undone', async () => {
  const before = lab.tree();
  const [moved, again, written, trashed] = (await queue(
    [lab.move(id, 'a.mp3', 'b.mp3')],
    [lab.move(id, 'a.mp3', 'c.mp3')],
    [write('a.mp3')],
    [lab.step('trash', 'a.mp3', { trackId: id })],
  )) as [OperationId, OperationId, OperationId, OperationId];
  expect([moved, again, written, trashed].flatMap((each) => lab.states(each))).toEqual(Array(4).fill('done'));
  expect([lab.tree(), lab.trashed()]).toEqual([{}, ['files/c.mp3', 'info/c.mp3.trashinfo']]);

  await lab.undo(trashed);
  expect([lab.tree(), lab.paths()]).toEqual([{ 'c.mp3': 'New|1' }, { [id]: 'c.mp3' }]);
  for (const each of [written, again, moved]) await lab.undo(each);
  expect([lab.tree(), lab.paths()]).toEqual([before, { [id]: 'a.mp3' }]);
});

test('a file that has come to the old place meanwhile is another one', async () => {
  const other = lab.add('b.mp3', 'Other|2');
  const [, written] = await queue(
    [lab.move(id, 'a.mp3', 'c.mp3'), lab.move(other, 'b.mp3', 'a.mp3')],
    [{ ...write('a.mp3'), expected: null }],
  );
  expect(lab.states(written as OperationId)).toEqual(['done']);
  expect(lab.tree()).toEqual({ 'a.mp3': 'Other|2', 'c.mp3': 'New|1' });
});

test('a file that is not as the plan saw it is left alone where it went, too', async () => {
  const planned = write('a.mp3');
  await queue([lab.move(id, 'a.mp3', 'b.mp3')]);
  lab.write('b.mp3', 'Somebody|1');
  const [written] = await queue([planned]);
  expect(lab.states(written as OperationId)).toEqual(['failed FILE_CHANGED']);
  expect(lab.tree()).toEqual({ 'b.mp3': 'Somebody|1' });
});

test('where another program has moved the file, nothing is done', async () => {
  const planned = write('a.mp3');
  renameSync(lab.at('a.mp3'), lab.at('b.mp3'));
  lab.library.db.prepare(`UPDATE track SET path = 'b.mp3'`).run();
  const [written] = await queue([planned]);
  expect(lab.states(written as OperationId)).toEqual(['failed FILE_NOT_FOUND']);
});

test('what was planned before a move does not follow it: the move is undone first', async () => {
  const planned = write('a.mp3');
  lab.journal.pause();
  const [written] = (await queue([planned])) as [OperationId];
  lab.journal.cancel(written);
  lab.journal.unpause();
  const [moved] = (await queue([lab.move(id, 'a.mp3', 'b.mp3')])) as [OperationId];
  lab.journal.resume(written);
  await lab.journal.waitForIdle();
  expect(lab.states(written)).toEqual(['failed FILE_NOT_FOUND']);
  await lab.undo(moved);
  lab.journal.resume(written);
  await lab.journal.waitForIdle();
  expect(lab.tree()).toEqual({ 'a.mp3': 'New|1' });
});
