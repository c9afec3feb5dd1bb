import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { History } from '#core/history/history.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import type { Operation, OperationId } from '#shared/contract/operation.ts';

const before = { 'a.mp3': 'A', 'b.mp3': 'B', 'c.mp3': 'C' };
const after = { 'x.mp3': 'A', 'y.mp3': 'B', 'z.mp3': 'C' };

let lab: JournalLab;
let history: History;
beforeEach(async () => {
  lab = new JournalLab({ isQuick: true });
  history = new History({
    db: lab.library.db,
    now: () => 7,
    setters: { tracks: {}, items: {} },
    files: { ...bound(), resume: (id) => lab.journal.resume(id) },
    onChange() {},
  });
  const [a, b, c] = [lab.add('a.mp3', 'A'), lab.add('b.mp3', 'B'), lab.add('c.mp3', 'C')];
  await lab.run([lab.move(a, 'a.mp3', 'x.mp3'), lab.move(b, 'b.mp3', 'y.mp3', 1), lab.move(c, 'c.mp3', 'z.mp3', 2)]);
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

function bound() {
  return {
    inverse: (id: OperationId) => lab.journal.inverse(id),
    begin: (id: OperationId, steps: Parameters<typeof lab.journal.begin>[1]) => lab.journal.begin(id, steps),
    wake: () => lab.journal.wake(),
  };
}

async function ended(operation: Operation | null): Promise<Operation> {
  await lab.journal.waitForIdle();
  return lab.operation(operation?.id as OperationId);
}

/** Undoes, while somebody's file stands at the first one's old place. */
async function undoInPart(): Promise<Operation> {
  lab.write('a.mp3', 'somebody');
  const undo = await ended(history.undo());
  expect(lab.states(undo.id).sort()).toEqual(['done', 'done', 'failed FILE_EXISTS']);
  expect(lab.tree()).toEqual({ ...before, 'a.mp3': 'somebody', 'x.mp3': 'A' });
  return undo;
}

test('an undo that failed in part goes on once nothing is in its way, and is done again whole', async () => {
  const undo = await undoInPart();
  rmSync(lab.at('a.mp3'));
  await ended(history.resume(undo.id));
  expect(lab.tree()).toEqual(before);
  await ended(history.redo());
  expect(lab.tree()).toEqual(after);
});

test('redo does again what was undone, and the next undo takes back the rest as well', async () => {
  const undo = await undoInPart();
  const redo = await ended(history.redo());
  expect(redo).toMatchObject({ undoes: undo.id, files: { total: 2, done: 2 } });
  expect(lab.tree()).toEqual({ ...after, 'a.mp3': 'somebody' });

  // The place is taken still: it fails once more, and is as little lost.
  const second = await ended(history.undo());
  expect(lab.states(second.id).sort()).toEqual(['done', 'done', 'failed FILE_EXISTS']);
  await ended(history.redo());
  rmSync(lab.at('a.mp3'));
  const third = await ended(history.undo());
  expect(third).toMatchObject({ files: { total: 3, done: 3 } });
  expect(lab.tree()).toEqual(before);
  await ended(history.redo());
  expect(lab.tree()).toEqual(after);
});

test('the same holds for an undo that did nothing at all', async () => {
  for (const name of ['a.mp3', 'b.mp3', 'c.mp3']) lab.write(name, 'somebody');
  await ended(history.undo());
  await ended(history.redo());
  for (const name of ['a.mp3', 'b.mp3', 'c.mp3']) rmSync(lab.at(name));
  await ended(history.undo());
  expect(lab.tree()).toEqual(before);
});

test('what redo fails at, the redo after the next undo tries again', async () => {
  await ended(history.undo());
  lab.write('x.mp3', 'somebody');
  await ended(history.redo());
  expect(lab.tree()).toEqual({ ...after, 'a.mp3': 'A', 'x.mp3': 'somebody' });
  await ended(history.undo());
  rmSync(lab.at('x.mp3'));
  expect(lab.tree()).toEqual(before);
  await ended(history.redo());
  expect(lab.tree()).toEqual(after);
});

test('what was never done is not done by redo', async () => {
  const id = lab.add('d.mp3', 'D');
  lab.write('taken.mp3', 'somebody');
  await lab.run([lab.move(id, 'd.mp3', 'taken.mp3'), lab.move(id, 'd.mp3', 'e.mp3', 1)]);
  await ended(history.undo());
  rmSync(lab.at('taken.mp3'));
  await ended(history.redo());
  expect(lab.tree()).toEqual({ ...after, 'e.mp3': 'D' });
});

test('a folder that is gone meanwhile is made for what is tried again', async () => {
  const id = lab.add('in/d.mp3', 'D');
  await lab.run([lab.move(id, 'in/d.mp3', 'e.mp3')]);
  renameSync(lab.at('in'), lab.at('away'));
  lab.write('in', 'somebody');
  await ended(history.undo());
  expect(lab.tree()).toMatchObject({ 'e.mp3': 'D', in: 'somebody' });
  await ended(history.redo());
  rmSync(lab.at('in'));
  mkdirSync(lab.at('other'));
  await ended(history.undo());
  expect(lab.tree()).toMatchObject({ 'in/d.mp3': 'D' });
});
