import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { libraryPaths } from '#core/db/open-library.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import type { OperationId } from '#shared/contract/operation.ts';

const dayMs = 86_400_000;

let now = 1_000_000_000;
let limits = { keepDays: 90, limitBytes: 1000 };
let lab: JournalLab;
let undoFolder: string;
beforeEach(() => {
  now = 1_000_000_000;
  limits = { keepDays: 90, limitBytes: 1000 };
  lab = new JournalLab({ isQuick: true, now: () => now, undoLimits: () => limits });
  undoFolder = libraryPaths(lab.home).undo;
});
afterEach(() => lab.close());

function write(trackId: number, path: string, title: string): PlannedStep {
  const input = { type: 'tags', texts: { title: [title] }, custom: {} } as const;
  const options = { id3Version: 3, writeRiffInfo: false, keepModified: false } as const;
  return lab.step('write', path, { trackId, input: { ...input, texts: { title: [title] }, ...options } });
}

/** Writes a file whose title was `old`; what undo keeps of it is that text. */
async function writeOver(name: string, old: string): Promise<OperationId> {
  const id = lab.add(`${name}.mp3`, `${old}|${name}`);
  return (await lab.run([write(id, `${name}.mp3`, 'new')])).id;
}

function isGone(id: OperationId): boolean {
  try {
    lab.journal.inverse(id);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'UNDO_GONE' });
    return true;
  }
}

test('what is older than the user wants is let go of, and undo says so', async () => {
  const old = await writeOver('a', 'first');
  now += 89 * dayMs;
  const young = await writeOver('b', 'second');
  expect(isGone(old)).toBe(false);
  now += 2 * dayMs;
  await lab.journal.cleanUndo();
  expect([isGone(old), isGone(young)]).toEqual([true, false]);
  expect(readdirSync(undoFolder).length).toBe(1);
  expect(lab.journal.space()).toEqual({ sizeBytes: 6, oldestAt: 1_000_000_000 + 89 * dayMs });
});

test('beyond the limit go first those that nothing needs, then the oldest', async () => {
  const first = await writeOver('a', '0123456789');
  now += 1;
  const undone = await writeOver('b', 'abcdefghij');
  await lab.undo(undone);
  now += 1;
  const last = await writeOver('c', 'ABCDEFGHIJ');
  expect(lab.journal.space().sizeBytes).toBe(33);
  limits = { keepDays: 90, limitBytes: 23 };
  await lab.journal.cleanUndo();
  // The block of what was taken back is needed by nobody: its redo has one of its own.
  expect([isGone(first), isGone(last)]).toEqual([false, false]);
  limits = { keepDays: 90, limitBytes: 15 };
  await lab.journal.cleanUndo();
  expect([isGone(first), isGone(last)]).toEqual([true, false]);
});

test('a block that an open undo needs stays, whatever the limits', async () => {
  const operation = await writeOver('a', 'first');
  const planned = lab.journal.inverse(operation);
  lab.journal.pause();
  lab.journal.start({ kind: 'writeTags', trackCount: 1, undoes: operation, isUndo: true }, planned);
  limits = { keepDays: 1, limitBytes: 0 };
  now += 10 * dayMs;
  await lab.journal.waitForIdle();
  await lab.journal.cleanUndo();
  lab.journal.unpause();
  await lab.journal.waitForIdle();
  expect(lab.tree()).toEqual({ 'a.mp3': 'first|a' });
});

test('files that no row speaks of are removed, but not those just written', async () => {
  mkdirSync(undoFolder, { recursive: true });
  for (const name of ['left by a crash', 'just written', 'of another state of the library']) {
    writeFileSync(join(undoFolder, name), '');
  }
  const days = (count: number) => (Date.now() - count * dayMs) / 1000;
  utimesSync(join(undoFolder, 'left by a crash'), days(91), days(91));
  // A backup was restored, and the library from before may come back.
  utimesSync(join(undoFolder, 'of another state of the library'), days(89), days(89));
  const operation = await writeOver('a', 'first');
  await lab.journal.cleanUndo();
  expect(readdirSync(undoFolder)).not.toContain('left by a crash');
  expect(readdirSync(undoFolder)).toContain('just written');
  expect(readdirSync(undoFolder)).toContain('of another state of the library');
  expect(isGone(operation)).toBe(false);
});
