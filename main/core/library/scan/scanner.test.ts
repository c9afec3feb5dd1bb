import { copyFileSync, linkSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flacFile, mp3File, noise, wavFile } from '#core/testing/audio-files.ts';
import { id3Tag, pictureFrame, textFrame } from '#core/testing/id3-tag.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';

let lab: ScanLab;
beforeEach(() => {
  lab = new ScanLab();
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

function song(title: string, seed: number, album = 'Album'): Buffer {
  return mp3File(id3Tag([textFrame('TIT2', title), textFrame('TALB', album)]), { seed });
}

/** Three songs with ids 1 to 3. */
async function scanThree(): Promise<void> {
  lab.write('a.mp3', song('A', 1));
  await lab.scan();
  lab.write('b/b.mp3', song('B', 2));
  await lab.scan();
  lab.write('c/c.mp3', song('C', 3));
  await lab.scan();
  expect(lab.tracks().map(({ id, title }) => `${id}${title}`)).toEqual(['1A', '2B', '3C']);
}

function whereabouts(): Record<number, string> {
  return Object.fromEntries(lab.tracks().map(({ id, path, isMissing }) => [id, isMissing ? `missing ${path}` : path]));
}

describe('identity', () => {
  test('a second scan changes nothing', async () => {
    await scanThree();
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
    await scanThree();
    lab.move('a.mp3', 'deep/down/here.mp3');
    lab.move('b', 'renamed folder');
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'deep/down/here.mp3', 2: 'renamed folder/b.mp3', 3: 'c/c.mp3' });
  });

  test('a file moved as a copy (another disk) keeps its track by its sound', async () => {
    await scanThree();
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'b', 'copied.mp3'));
    lab.remove('a.mp3');
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'b/copied.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
  });

  test('a retagged file keeps its track, its rating and its analysis', async () => {
    await scanThree();
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
    await scanThree();
    lab.write('a.mp3', song('A, but better', 1));
    lab.move('a.mp3', 'c/new name.mp3');
    await lab.scan();
    expect(lab.tracks()[0]).toEqual({ id: 1, path: 'c/new name.mp3', title: 'A, but better', isMissing: false });
  });

  test('other sound under the same name is the same track, analysed again', async () => {
    await scanThree();
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
    await scanThree();
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'copy of a.mp3'));
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'copy of a.mp3' });
  });

  test('a hard link is a track of its own', async () => {
    await scanThree();
    linkSync(join(lab.root, 'a.mp3'), join(lab.root, 'link.mp3'));
    await lab.scan();
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'link.mp3' });
  });

  test('swapped names swap the tracks', async () => {
    await scanThree();
    lab.move('a.mp3', 'x');
    lab.move('b/b.mp3', 'a.mp3');
    lab.move('x', 'b/b.mp3');
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'b/b.mp3', 2: 'a.mp3', 3: 'c/c.mp3' });
    expect(lab.tracks().map(({ title }) => title)).toEqual(['A', 'B', 'C']);
  });

  test('names shifted by one shift the tracks', async () => {
    await scanThree();
    lab.move('c/c.mp3', 'c/d.mp3');
    lab.move('b/b.mp3', 'c/c.mp3');
    lab.move('a.mp3', 'b/b.mp3');
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'b/b.mp3', 2: 'c/c.mp3', 3: 'c/d.mp3' });
  });

  test('a file renamed over another one is that track with other sound', async () => {
    await scanThree();
    lab.move('a.mp3', 'b/b.mp3');
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    expect(lab.tracks()[1]?.title).toBe('A');
  });

  test('an editor that writes new files over old ones, using inodes again, moves nothing', async () => {
    await scanThree();
    for (const [path, title, seed] of [
      ['c/c.mp3', 'C2', 3],
      ['b/b.mp3', 'B2', 2],
      ['a.mp3', 'A2', 1],
    ] as const) {
      lab.write('temporary', song(title, seed));
      lab.move('temporary', path);
    }
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    expect(lab.tracks().map(({ title }) => title)).toEqual(['A2', 'B2', 'C2']);
  });

  test('an inode used again by another recording is a new track', async () => {
    await scanThree();
    const size = statSync(join(lab.root, 'a.mp3')).size;
    const key = lab.column('file_key')['a.mp3'];
    lab.remove('a.mp3');
    lab.write('z.mp3', song('Z', 99));
    // Whether the system really gave the inode again is its affair; the library is made to believe it.
    const { dev, ino } = statSync(join(lab.root, 'z.mp3'), { bigint: true });
    lab.library.db.prepare('UPDATE track SET file_key = ?, size_bytes = ? WHERE id = 1').run(`${dev}:${ino}`, size + 5);
    await lab.scan();
    expect(key).toMatch(/^\d+:\d+$/);
    expect(whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'z.mp3' });
  });

  test('of two copies of a lost file, the one with its name takes the track', async () => {
    await scanThree();
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'b', 'other.mp3'));
    copyFileSync(join(lab.root, 'a.mp3'), join(lab.root, 'c', 'a.mp3'));
    lab.remove('a.mp3');
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'c/a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3', 4: 'b/other.mp3' });
  });

  test('a move from one folder of the library to another keeps the track', async () => {
    await scanThree();
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

describe('missing files', () => {
  test('a deleted file is missing, and is itself again when it returns', async () => {
    await scanThree();
    const bytes = song('A', 1);
    lab.remove('a.mp3');
    await lab.scan();
    expect(whereabouts()).toMatchObject({ 1: 'missing a.mp3' });
    lab.write('a.mp3', bytes);
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
  });

  test('a file that returns under another name is itself again', async () => {
    await scanThree();
    lab.remove('a.mp3');
    await lab.scan();
    lab.write('c/back.mp3', song('A', 1));
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'c/back.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
  });

  test.each(['absent', 'empty'])('a folder that is %s goes offline and nothing else changes', async (how) => {
    await scanThree();
    const before = lab.snapshot();
    renameSync(lab.root, `${lab.root}-away`);
    if (how === 'empty') lab.write('.', Buffer.alloc(0));
    else await lab.scan();
    await lab.scan();
    expect(whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    expect(lab.library.db.prepare('SELECT state FROM folder').pluck().get()).toBe('offline');
    rmSync(lab.root, { recursive: true, force: true });
    renameSync(`${lab.root}-away`, lab.root);
    await lab.scan();
    expect(lab.snapshot()).toEqual(before);
  });

  test('a copy found while the original is offline is a new track', async () => {
    await scanThree();
    const other = join(lab.home, '..', 'other');
    lab.write('../other/a.mp3', song('A', 1));
    renameSync(lab.root, `${lab.root}-away`);
    await lab.scan();
    await lab.scan(undefined, lab.addFolder(other));
    expect(lab.tracks().map(({ id, path }) => [id, path])).toEqual([
      [1, 'a.mp3'],
      [2, 'b/b.mp3'],
      [3, 'c/c.mp3'],
      [4, 'a.mp3'],
    ]);
  });
});

describe('scanning a part', () => {
  test('named paths are read even when they look unchanged, and nothing else is looked at', async () => {
    await scanThree();
    lab.library.db.exec(`UPDATE track SET title = 'lost'`);
    lab.write('unasked.mp3', song('Unasked', 9));
    lab.remove('c/c.mp3');
    await lab.scan(['a.mp3']);
    expect(lab.tracks().map(({ title, isMissing }) => [title, isMissing])).toEqual([
      ['A', false],
      ['lost', false],
      ['lost', false],
    ]);
  });

  test('a named path that is gone is missing', async () => {
    await scanThree();
    lab.remove('b/b.mp3');
    await lab.scan(['b/b.mp3']);
    expect(whereabouts()).toEqual({ 1: 'a.mp3', 2: 'missing b/b.mp3', 3: 'c/c.mp3' });
  });

  test('a folder that stands for dropped files is never walked', async () => {
    const folder = lab.addFolder(join(lab.home, '..', 'drop'), false);
    lab.write('../drop/wanted.mp3', song('Wanted', 1));
    lab.write('../drop/unasked.mp3', song('Unasked', 2));
    await lab.scan(['wanted.mp3'], folder);
    lab.write('../drop/wanted.mp3', song('Wanted again', 1));
    await lab.scan(undefined, folder);
    expect(lab.tracks()).toEqual([{ id: 1, path: 'wanted.mp3', title: 'Wanted again', isMissing: false }]);
  });
});

describe('what a tree may hold', () => {
  test('names of every kind are found again exactly', async () => {
    const names = [
      `${'long '.repeat(50)}x.mp3`,
      'line\nbreak.mp3',
      'smile 😀 and 👩‍👩‍👧.mp3',
      'שלום עולם.mp3',
      'Cafe\u0301 decomposed.mp3',
      'Café composed.mp3',
      ' leading and trailing .MP3',
      'quote\'s "double" `back` $HOME %41 ;.mp3',
      'back\\slash.mp3',
      `${'🎵'.repeat(62)}.mp3`,
    ];
    for (const [seed, name] of names.entries()) lab.write(join('folder\twith tab', name), song(`Song ${seed}`, seed));
    await lab.scan();
    await lab.scan();
    expect(
      lab
        .tracks()
        .map(({ path }) => path)
        .sort(),
    ).toEqual(names.map((name) => `folder\twith tab/${name}`).sort());
    expect(lab.problems()).toEqual({});
  });

  test('symbolic links are followed once, and never in circles', async () => {
    await scanThree();
    const outside = join(lab.home, '..', 'outside');
    lab.write('../outside/o.mp3', song('O', 10));
    lab.write('../outside/more/p.mp3', song('P', 11));
    symlinkSync(outside, join(lab.root, 'linked'));
    symlinkSync(join(outside, 'more'), join(lab.root, 'linked again'));
    symlinkSync(lab.root, join(lab.root, 'b', 'round'));
    symlinkSync('..', join(lab.root, 'b', 'up'));
    symlinkSync(join(lab.root, 'loop'), join(lab.root, 'loop'));
    symlinkSync(join(lab.root, 'a.mp3'), join(lab.root, 'same.mp3'));
    symlinkSync(join(lab.root, 'nowhere'), join(lab.root, 'dangling.mp3'));
    symlinkSync(join(lab.home, '..'), join(lab.root, 'around'));
    await lab.scan();
    const paths = lab.tracks().map(({ path }) => path);
    expect(paths.filter((path) => path.includes('o.mp3'))).toHaveLength(1);
    expect(paths.filter((path) => path.includes('p.mp3'))).toHaveLength(1);
    expect(paths.slice(0, 3)).toEqual(['a.mp3', 'b/b.mp3', 'c/c.mp3']);
    expect(paths).toHaveLength(5);
  });

  test('what systems and programs keep for themselves is passed over', async () => {
    for (const path of [
      '.hidden/a.mp3',
      '@eaDir/a.mp3',
      '$RECYCLE.BIN/a.mp3',
      '__MACOSX/a.mp3',
      '.Trash/a.mp3',
      '._a.mp3',
    ]) {
      lab.write(path, song('Not ours', 1));
    }
    lab.write('cover.jpg', noise(1, 100));
    lab.write('ours.mp3', song('Ours', 2));
    await lab.scan();
    expect(lab.tracks().map(({ path }) => path)).toEqual(['ours.mp3']);
    expect(lab.problems()).toEqual({});
  });
});

describe('bad files', () => {
  test('each is named and the rest goes on', async () => {
    lab.write('good.mp3', song('Good', 1));
    lab.write('empty.flac', Buffer.alloc(0));
    lab.write('text.mp3', Buffer.from('Dear diary, today I renamed a file.\n'.repeat(50)));
    lab.write('truth.wav', song('I am an MP3', 2));
    lab.write('tag without sound.mp3', id3Tag([textFrame('TIT2', 'Only a tag')]));
    lab.write('cut.mp3', song('Cut', 3).subarray(0, 900));
    lab.write('cut.flac', flacFile([['TITLE', 'Cut']], undefined, { seed: 4 }).subarray(0, 60));
    lab.write('cut.wav', wavFile({ INAM: 'Cut' }, undefined, { seed: 5 }).subarray(0, 3000));
    await lab.scan();
    expect(lab.problems()).toEqual({
      'cut.flac': 'NO_AUDIO',
      'empty.flac': 'FILE_EMPTY',
      'tag without sound.mp3': 'NO_AUDIO',
      'text.mp3': 'FORMAT_UNKNOWN',
    });
    expect(lab.column('format')).toEqual({
      'cut.flac': 'flac',
      'cut.mp3': 'mp3',
      'cut.wav': 'wav',
      'good.mp3': 'mp3',
      'tag without sound.mp3': 'mp3',
      'truth.wav': 'mp3',
    });
    expect(lab.column('title')).toMatchObject({ 'tag without sound.mp3': 'Only a tag', 'truth.wav': 'I am an MP3' });
  });

  test('a problem is gone when its file is fine, or gone', async () => {
    lab.write('a.mp3', Buffer.alloc(0));
    lab.write('b.mp3', Buffer.alloc(0));
    await lab.scan();
    lab.write('a.mp3', song('A', 1));
    lab.remove('b.mp3');
    await lab.scan();
    expect(lab.problems()).toEqual({});
  });

  test('a known file that becomes unreadable keeps its track', async () => {
    await scanThree();
    lab.write('a.mp3', Buffer.from('no music any more'));
    await lab.scan();
    expect(lab.tracks()[0]).toEqual({ id: 1, path: 'a.mp3', title: 'A', isMissing: false });
    expect(lab.problems()).toEqual({ 'a.mp3': 'FORMAT_UNKNOWN' });
  });

  test('huge and lying tags stay within memory and are named', async () => {
    const huge = noise(1, 70 * 1024 * 1024);
    lab.write('huge picture.mp3', mp3File(id3Tag([textFrame('TIT2', 'Huge'), pictureFrame(huge)]), { seed: 1 }));
    lab.write('large picture.mp3', song('x', 2));
    lab.write(
      'large picture.mp3',
      mp3File(id3Tag([textFrame('TIT2', 'Large'), pictureFrame(huge.subarray(0, 30_000_000))]), { seed: 2 }),
    );
    lab.write('liar.mp3', mp3File(id3Tag([textFrame('TIT2', 'Liar')], { claimedBytes: 0x0fffffff }), { seed: 3 }));
    await lab.scan();
    expect(lab.problems()).toEqual({ 'huge picture.mp3': 'TAG_TOO_LARGE' });
    expect(lab.column('title')).toEqual({ 'huge picture.mp3': '', 'large picture.mp3': 'Large', 'liar.mp3': 'Liar' });
    expect(lab.column('artwork_hash')['large picture.mp3']).toBe(null);
  });
});

test('a file whose time went back is read again', async () => {
  await scanThree();
  lab.write('a.mp3', song('B', 1));
  utimesSync(join(lab.root, 'a.mp3'), 1, 1);
  await lab.scan();
  expect(lab.tracks()[0]?.title).toBe('B');
});
