import { existsSync, renameSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stateOf, tagInput, undoOf, WriteLab } from '#core/testing/write-lab.ts';
import { FilesWorker } from './files-worker.ts';
import { temporaryBeside } from './own-names.ts';

let lab: WriteLab;
let worker: FilesWorker;
const errors: unknown[] = [];

beforeEach(() => {
  lab = new WriteLab();
  errors.length = 0;
  worker = new FilesWorker({
    workerUrl: new URL('../../workers/files.worker.ts', import.meta.url),
    undoDirectory: lab.undoDirectory,
    pictureDirectory: lab.pictureDirectory,
    ffmpegPath: () => null,
    logError: (_message, error) => errors.push(error),
  });
});
afterEach(async () => {
  await worker.close();
  lab.remove();
});

test('the thread previews, writes, reads and takes back', async () => {
  const path = lab.song('paper-boats.flac');
  const before = stateOf(path);
  const input = tagInput({ texts: { title: ['Another title'], genre: [] } });
  const preview = await worker.previewTags(path, input);
  expect(preview).toMatchObject({ isUnchanged: false, refusal: null });
  expect(preview.fields).toEqual([
    { field: 'title', old: ['Paper Boats'], new: ['Another title'] },
    { field: 'genre', old: ['Indie'], new: [] },
  ]);
  expect(stateOf(path)).toEqual(before);

  const temporary = temporaryBeside(path);
  const written = await worker.write({ type: 'write', path, temporary, input });
  if (written === 'unchanged') throw new Error('Expected a change');
  expect(written.content.tags).toMatchObject({ title: 'Another title', genre: '' });
  renameSync(temporary, path);
  expect((await worker.readTags(path)).texts.title).toEqual(['Another title']);
  expect(await worker.write({ type: 'write', path, temporary: temporaryBeside(path), input })).toBe('unchanged');

  const undone = temporaryBeside(path);
  await worker.write({ type: 'write', path, temporary: undone, input: undoOf(written) });
  renameSync(undone, path);
  expect(stateOf(path)).toEqual(before);
  expect(errors).toEqual([]);
});

test('what fails in the thread arrives with its code, and the next task goes on', async () => {
  const path = lab.song('paper-boats.flac');
  const input = tagInput({ texts: { title: ['x'] } });
  const [wma, gone, read] = await Promise.allSettled([
    worker.write({ type: 'write', path: lab.song('slow-lanterns.wma'), temporary: temporaryBeside(path), input }),
    worker.previewTags(`${path}.gone`, input),
    worker.readTags(path),
  ]);
  expect(wma).toMatchObject({ status: 'rejected', reason: { code: 'TAGS_UNWRITABLE' } });
  expect(gone).toMatchObject({ status: 'rejected', reason: { code: 'FILE_NOT_FOUND' } });
  expect(read).toMatchObject({ status: 'fulfilled' });
  expect(existsSync(path)).toBe(true);
});
