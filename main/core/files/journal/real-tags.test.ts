import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { libraryPaths } from '#core/db/open-library.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import { FilesWorker } from '#core/files/files-worker.ts';
import { isOwnName } from '#core/files/own-names.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { failingDisk, haltingDisk } from '#core/testing/odd-disks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { song } from '#core/testing/three-songs.ts';

/** The journal with the worker that really writes, on a real MP3. */
let home: ReturnType<typeof tempFolder>;
let writer: FilesWorker;
let lab: JournalLab;
let id: number;
const logged: string[] = [];

beforeAll(() => {
  home = tempFolder('ledgerline-', true);
  const { undo, pictures } = libraryPaths(join(home.path, 'home'));
  mkdirSync(pictures, { recursive: true });
  writer = new FilesWorker({
    workerUrl: new URL('../../../workers/files.worker.ts', import.meta.url),
    undoDirectory: undo,
    pictureDirectory: pictures,
    ffmpegPath: () => null,
    logError: (message, error) => logged.push(`${message}: ${String(error)}`),
  });
});
afterAll(async () => {
  await writer.close();
  home.remove();
  expect(logged).toEqual([]);
});
beforeEach(() => {
  lab = new JournalLab({ path: home.path, isQuick: true, writer });
  id = lab.add('song.mp3', song('Before', 1));
  chmodSync(lab.at('song.mp3'), 0o640);
  utimesSync(lab.at('song.mp3'), 1_700_000_000, 1_700_000_000);
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

function write(title: string): PlannedStep {
  const texts = { title: [title] };
  return lab.step('write', 'song.mp3', {
    trackId: id,
    input: { type: 'tags', texts, custom: {}, id3Version: 3, writeRiffInfo: false, keepModified: false },
  });
}

function state(): unknown {
  const { mode, mtimeNs } = lstatSync(lab.at('song.mp3'), { bigint: true });
  const sha256 = createHash('sha256')
    .update(readFileSync(lab.at('song.mp3')))
    .digest('hex');
  return { sha256, mode, mtimeNs };
}

const title = () => lab.library.db.prepare('SELECT title FROM track').pluck().get();
const strays = () => Object.keys(lab.tree()).filter(isOwnName);

test('ended around any call, the file is the old one or the new one, and both can be had', async () => {
  const before = state();
  for (let at = 1; ; at += 1) {
    const halting = haltingDisk(lab.disk, at, at % 2 === 0 ? 'after' : 'before');
    lab.restart(halting.disk);
    const operation = lab.journal.start({ kind: 'writeTags', trackCount: 1 }, [write('After')]);
    await Promise.race([halting.halted, lab.journal.waitForIdle()]);
    lab.restart();
    await lab.journal.recover();
    expect(strays(), `call ${at}`).toEqual([]);
    lab.journal.resume(operation);
    await lab.journal.waitForIdle();
    expect(lab.states(operation), `call ${at}`).toEqual(['done']);
    expect(title(), `call ${at}`).toBe('After');
    expect(state()).not.toEqual(before);
    const undo = await lab.undo(operation);
    expect([lab.states(undo.id), title(), state()], `call ${at}`).toEqual([['done'], 'Before', before]);
    if (!halting.hasHalted()) break;
  }
});

test('when any call fails, the file is the old one or the new one', async () => {
  const before = state();
  for (let at = 1; ; at += 1) {
    const failing = failingDisk(lab.disk, 'EIO', (count) => count === at);
    lab.restart(failing.disk);
    const operation = await lab.run([write('After')]);
    expect(strays(), `call ${at}`).toEqual([]);
    const isDone = lab.states(operation.id)[0] === 'done';
    expect(title() === 'After', `call ${at}`).toBe(isDone);
    lab.restart();
    if (isDone) await lab.undo(operation.id);
    expect(state(), `call ${at}`).toEqual(before);
    if (failing.seen.failed === 0) break;
  }
});

test('what is there already is not written', async () => {
  const before = state();
  const operation = await lab.run([write('Before')]);
  expect(lab.states(operation.id)).toEqual(['skipped']);
  expect(state()).toEqual(before);
});

test('redo writes what undo took back', async () => {
  const first = await lab.run([write('After')]);
  const written = state();
  const undo = await lab.undo(first.id);
  const redo = await lab.undo(undo.id);
  expect(lab.states(redo.id)).toEqual(['done']);
  expect([title(), state()]).toEqual(['After', written]);
});
