import { copyFileSync, linkSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { scanThree, song } from '#core/testing/three-songs.ts';

let lab: ScanLab;
beforeEach(() => {
  lab = new ScanLab();
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

describe('identity', () => {
  test('a second scan changes nothing', async () => {
    await scanThree(lab);
    lab.write('broken.mp3', Buffer.from('This is a text and no music.'.repeat(20)));
    lab.write('empty.mp3', Buffer.alloc(0));
    await lab.scan();
    const before = lab.snapshot();
    const enqueued = [...lab.enqueued];
    const progress = await lab.scan();
    expect(lab.snapshot()).toEqual(before);
    expect(lab.enqueued).toEqual(enqueued);
    expect(progress).toMatchObject({ state: 'done', done: 5, total: 5, failed: 2 });
  });

  test('a moved or renamed file keeps its track', async () => {
    await scanThree(lab);
    lab.move('a.mp3', 'deep/down/here.mp3');
    lab.move('b', 'renamed folder');
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'deep/down/here.mp3', 2: 'renamed folder/b.mp3', 3: 'c/c.mp3' });
  });

  test('a file moved as a copy (another disk) keeps its track by its sound', async () => {
    await scanThree(lab);
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'b', 'copied.mp3'));
    lab.remove('a.mp3');
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'b/copied.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
  });

  test('a retagged file keeps its track, its rating and its analysis', async () => {
    await scanThree(lab);
    lab.library.db.exec(
      `UPDATE track SET rating = 4, audio_hash = 'x', analysis_state = 'done', bpm = 123, bpm_confidence = 1`,
    );
    lab.enqueued.length = 0;
    lab.write('a.mp3', song('A, but better', 1));
    await lab.scan();
    expect(lab.tracks()[0]).toEqual({ id: 1, path: 'a.mp3', title: 'A, but better', isMissing: false });
    expect(
      [lab.column('rating'), lab.column('bpm'), lab.column('analysis_state')].map((column) => column['a.mp3']),
    ).toEqual([4, 123, 'done']);
    expect(lab.enqueued).toEqual([]);
  });

  test('a file retagged and moved at once keeps its track', async () => {
    await scanThree(lab);
    lab.write('a.mp3', song('A, but better', 1));
    lab.move('a.mp3', 'c/new name.mp3');
    await lab.scan();
    expect(lab.tracks()[0]).toEqual({ id: 1, path: 'c/new name.mp3', title: 'A, but better', isMissing: false });
  });

  test('other sound under the same name is the same track, analysed again', async () => {
    await scanThree(lab);
    lab.library.db.exec(`UPDATE track SET audio_hash = 'x', analysis_state = 'done', lufs = -9`);
    lab.enqueued.length = 0;
    lab.write('a.mp3', song('A', 77));
    await lab.scan();
    expect(lab.tracks()).toHaveLength(3);
    expect([
      lab.column('audio_hash')['a.mp3'],
      lab.column('lufs')['a.mp3'],
      lab.column('analysis_state')['a.mp3'],
    ]).toEqual([null, null, 'waiting']);
    expect(lab.enqueued).toEqual([1]);
  });

  test('two files with the same sound are two tracks', async () => {
    await scanThree(lab);
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'copy of a.mp3'));
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'copy of a.mp3' });
  });

  test('a hard link is a track of its own', async () => {
    await scanThree(lab);
    linkSync(join(lab.root, 'a.mp3'), join(lab.root, 'link.mp3'));
    await lab.scan();
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'link.mp3' });
  });

  test('swapped names swap the tracks', async () => {
    await scanThree(lab);
    lab.move('a.mp3', 'x');
    lab.move('b/b.mp3', 'a.mp3');
    lab.move('x', 'b/b.mp3');
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'b/b.mp3', 2: 'a.mp3', 3: 'c/c.mp3' });
    expect(lab.tracks().map(({ title }) => title)).toEqual(['A', 'B', 'C']);
  });

  test('names shifted by one shift the tracks', async () => {
    await scanThree(lab);
    lab.move('c/c.mp3', 'c/d.mp3');
    lab.move('b/b.mp3', 'c/c.mp3');
    lab.move('a.mp3', 'b/b.mp3');
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'b/b.mp3', 2: 'c/c.mp3', 3: 'c/d.mp3' });
  });

  test('a file renamed over another one is that track with other sound', async () => {
    await scanThree(lab);
    lab.move('a.mp3', 'b/b.mp3');
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    expect(lab.tracks()[1]?.title).toBe('A');
  });

  test('an editor that writes new files over old ones, using inodes again, moves nothing', async () => {
    await scanThree(lab);
    for (const [path, title, seed] of [
      ['c/c.mp3', 'C2', 3],
      ['b/b.mp3', 'B2', 2],
      ['a.mp3', 'A2', 1],
    ] as const) {
      lab.write('temporary', song(title, seed));
      lab.move('temporary', path);
    }
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    expect(lab.tracks().map(({ title }) => title)).toEqual(['A2', 'B2', 'C2']);
  });

  test('an inode used again by another recording is a new track', async () => {
    await scanThree(lab);
    const size = statSync(join(lab.root, 'a.mp3')).size;
    const key = lab.column('file_key')['a.mp3'];
    lab.remove('a.mp3');
    lab.write('z.mp3', song('Z', 99));
    // Whether the system really gave the inode again is its affair; the library is made to believe it.
    const { dev, ino } = statSync(join(lab.root, 'z.mp3'), { bigint: true });
    lab.library.db.prepare('UPDATE track SET file_key = ?, size_bytes = ? WHERE id = 1').run(`${dev}:${ino}`, size + 5);
    await lab.scan();
    expect(key).toMatch(/^\d+:\d+$/);
    expect(lab.whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'z.mp3' });
  });

  test('of two copies of a lost file, the one with its name takes the track', async () => {
    await scanThree(lab);
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'b', 'other.mp3'));
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'c', 'a.mp3'));
    lab.remove('a.mp3');
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'c/a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'b/other.mp3' });
  });

  test('a move from one folder of the library to another keeps the track', async () => {
    await scanThree(lab);
    const other = join(lab.home, '..', 'other');
    lab.write('../other/x.mp3', song('X', 50));
    const otherId = lab.addFolder(other);
    await lab.scan(undefined, otherId);
    renameSync(join(lab.root, 'a.mp3'), join(other, 'a.mp3'));
    await lab.scan(undefined, otherId);
    await lab.scan();
    expect(lab.tracks().map(({ id, path, isMissing }) => [id, path, isMissing])).toEqual([
      [1, 'a.mp3', false],
      [2, 'b/b.mp3', false],
      [3, 'c/c.mp3', false],
      [4, 'x.mp3', false],
    ]);
    expect(lab.library.db.prepare('SELECT folder_id FROM track WHERE id = 1').pluck().get()).toBe(otherId);
  });
});
