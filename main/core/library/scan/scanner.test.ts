import { renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flacFile, mp3File, noise, wavFile } from '#core/testing/audio-files.ts';
import { id3Tag, pictureFrame, textFrame } from '#core/testing/id3-tag.ts';
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

describe('missing files', () => {
  test('a deleted file is missing, and is itself again when it returns', async () => {
    await scanThree(lab);
    const bytes = song('A', 1);
    lab.remove('a.mp3');
    await lab.scan();
    expect(lab.whereabouts()).toMatchObject({ 1: 'missing a.mp3' });
    lab.write('a.mp3', bytes);
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
  });

  test('a file that returns under another name is itself again', async () => {
    await scanThree(lab);
    lab.remove('a.mp3');
    await lab.scan();
    lab.write('c/back.mp3', song('A', 1));
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'c/back.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
  });

  test.each(['absent', 'empty'])('a folder that is %s goes offline and nothing else changes', async (how) => {
    await scanThree(lab);
    const before = lab.snapshot();
    renameSync(lab.root, `${lab.root}-away`);
    if (how === 'empty') lab.write('.', Buffer.alloc(0));
    else await lab.scan();
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    expect(lab.library.db.prepare('SELECT state FROM folder').pluck().get()).toBe('offline');
    rmSync(lab.root, { recursive: true, force: true });
    renameSync(`${lab.root}-away`, lab.root);
    await lab.scan();
    expect(lab.snapshot()).toEqual(before);
  });

  test('a copy found while the original is offline is a new track', async () => {
    await scanThree(lab);
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
    await scanThree(lab);
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
    await scanThree(lab);
    lab.remove('b/b.mp3');
    await lab.scan(['b/b.mp3']);
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'missing b/b.mp3', 3: 'c/c.mp3' });
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
    await scanThree(lab);
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
    await scanThree(lab);
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
  await scanThree(lab);
  lab.write('a.mp3', song('B', 1));
  utimesSync(join(lab.root, 'a.mp3'), 1, 1);
  await lab.scan();
  expect(lab.tracks()[0]?.title).toBe('B');
});
