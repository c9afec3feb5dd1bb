import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scanThree, song } from '#core/testing/three-songs.ts';
import { WatchLab } from '#core/testing/watch-lab.ts';

let lab: WatchLab;
const at = (path: string) => join(lab.root, path);
const whereabouts = () => JSON.stringify(Object.values(lab.whereabouts()));
const becomes = (...places: string[]) => lab.until(() => whereabouts() === JSON.stringify(places));

describe('what happens to files', () => {
  beforeEach(async () => {
    lab = new WatchLab();
    await scanThree(lab);
    await lab.start();
  });
  afterEach(async () => {
    expect(lab.logged).toEqual([]);
    await lab.close();
  });

  test('a new file arrives by itself, and so does one in a new folder in a new folder', async () => {
    lab.write('d.mp3', song('D', 4));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'd.mp3');
    lab.write('new/deep/e.mp3', song('E', 5));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'd.mp3', 'new/deep/e.mp3');
    lab.write('new/deep/f.mp3', song('F', 6));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'd.mp3', 'new/deep/e.mp3', 'new/deep/f.mp3');
  });

  // museeks#735, Nora#290: tags that another program wrote were never noticed.
  test('a file retagged elsewhere is read again and stays its track', async () => {
    lab.write('b/b.mp3', song('B, retagged', 2));
    await lab.until(() => lab.tracks()[1]?.title === 'B, retagged');
    writeFileSync(at('b/.hidden'), song('B, again', 2));
    renameSync(at('b/.hidden'), at('b/b.mp3'));
    await lab.until(() => lab.tracks()[1]?.title === 'B, again');
    expect(lab.tracks()).toHaveLength(3);
  });

  // Clementine#1241, quodlibet#1747, navidrome#6166: with its place a file lost its rating, plays and playlists.
  test('a moved file, a renamed file and a renamed folder keep their tracks', async () => {
    lab.move('a.mp3', 'c/moved.mp3');
    await becomes('c/moved.mp3', 'b/b.mp3', 'c/c.mp3');
    lab.move('c/moved.mp3', 'c/renamed.mp3');
    await becomes('c/renamed.mp3', 'b/b.mp3', 'c/c.mp3');
    lab.move('c', 'other name');
    await becomes('other name/renamed.mp3', 'b/b.mp3', 'other name/c.mp3');
    lab.write('other name/new.mp3', song('N', 9));
    await becomes('other name/renamed.mp3', 'b/b.mp3', 'other name/c.mp3', 'other name/new.mp3');
  });

  test('a deleted file and a deleted folder are missing, and are themselves again when they return', async () => {
    const bytes = song('A', 1);
    lab.remove('a.mp3');
    lab.remove('c');
    await becomes('missing a.mp3', 'b/b.mp3', 'missing c/c.mp3');
    lab.write('a.mp3', bytes);
    lab.write('c/c.mp3', song('C', 3));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3');
  });

  test('a file replaced by another recording is the same track, analysed again', async () => {
    lab.enqueued.length = 0;
    writeFileSync(at('new.tmp'), song('Other', 77));
    renameSync(at('new.tmp'), at('a.mp3'));
    await lab.until(() => lab.tracks()[0]?.title === 'Other');
    expect(lab.enqueued).toEqual([1]);
    expect(lab.tracks()).toHaveLength(3);
  });

  test('only what was touched is looked at', async () => {
    lab.library.db.exec(`UPDATE track SET size_bytes = 1, title = 'not read again'`);
    lab.write('b/new.mp3', song('New', 8));
    await lab.until(() => lab.tracks().length === 4);
    await lab.scanner.waitForIdle();
    expect(lab.tracks().map(({ title }) => title)).toEqual([
      'not read again',
      'not read again',
      'not read again',
      'New',
    ]);
  });

  // Encore-Karaoke#44: '._Song.mp3' became a track.
  test('files of other kinds, hidden files and folders of programs are no news', async () => {
    const { db } = lab.library;
    const started = db.prepare('SELECT max(generation) FROM track_change').pluck().get();
    lab.write('cover.jpg', Buffer.from('x'));
    lab.write('.hidden/x.mp3', song('X', 9));
    lab.write('@eaDir/y.mp3', song('Y', 10));
    lab.write('b/._b.mp3', song('Z', 11));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await lab.scanner.waitForIdle();
    expect(db.prepare('SELECT max(generation) FROM track_change').pluck().get()).toBe(started);
  });

  test('a link into the folder is found at once', async () => {
    lab.write('../outside/o.mp3', song('O', 12));
    symlinkSync(join(lab.root, '..', 'outside'), at('linked'));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'linked/o.mp3');
    lab.write('../outside/p.mp3', song('P', 13));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'linked/o.mp3', 'linked/p.mp3');
    lab.write('../outside/deep/q.mp3', song('Q', 14));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'linked/o.mp3', 'linked/p.mp3', 'linked/deep/q.mp3');
    rmSync(at('linked'));
    await lab.until(() => lab.tracks().filter(({ isMissing }) => isMissing).length === 3);
  });

  test('links in circles, to nowhere and to what is watched already are left alone', async () => {
    symlinkSync(lab.root, at('b/round'));
    symlinkSync('..', at('c/up'));
    symlinkSync(at('loop'), at('loop'));
    symlinkSync(at('nowhere'), at('dangling'));
    symlinkSync(at('b'), at('inside'));
    symlinkSync(join(lab.root, '..'), at('around'));
    lab.write('d.mp3', song('D', 4));
    await becomes('a.mp3', 'b/b.mp3', 'c/c.mp3', 'd.mp3');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await lab.scanner.waitForIdle();
    expect(lab.tracks()).toHaveLength(4);
    expect(lab.watcher.stateOf(1).mode).toBe('events');
  });

  test('many files at once are all found', async () => {
    mkdirSync(at('many'));
    for (let index = 0; index < 300; index += 1) {
      copyFileSync(at('a.mp3'), at(`many/${index}.mp3`));
      appendFileSync(at(`many/${index}.mp3`), Buffer.alloc(0));
    }
    await lab.until(() => lab.tracks().length === 303);
  });

  test('a folder that is removed from the library is not watched any more', async () => {
    lab.library.db.exec('DELETE FROM folder');
    lab.watcher.update();
    expect(lab.watcher.stateOf(lab.folderId)).toEqual({ mode: 'off', reason: null });
    lab.write('d.mp3', song('D', 4));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lab.scanner.isBusyWith(lab.folderId)).toBe(false);
  });
});
