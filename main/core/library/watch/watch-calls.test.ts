import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { song } from '#core/testing/three-songs.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

const patiently = { timeout: 15_000 };
let temporary: ReturnType<typeof tempFolder>;
let lab: TestCore;
let music: string;
let folder: FolderId;

const write = (path: string, title: string, seed: number) => {
  mkdirSync(join(music, path, '..'), { recursive: true });
  writeFileSync(join(music, path), song(title, seed));
};
const listed = async () => (await lab.call('folders.list'))[0];
const ids = async (text: string): Promise<TrackId[]> => {
  const { view, total } = await lab.call('tracks.openView', {
    slot: 'test',
    text,
    sort: [{ field: 'title', direction: 'ascending' }],
  });
  return total === 0 ? [] : lab.call('tracks.viewIds', { view, start: 0, count: total });
};
const look = async () => {
  await lab.call('folders.scan', { id: folder });
  await lab.core.waitForIdle();
};

beforeEach(async () => {
  temporary = tempFolder();
  music = join(temporary.path, 'music');
  for (let index = 0; index < 3; index += 1) write(`${index}.mp3`, `Song ${index}`, index);
  lab = await openTestCore(join(temporary.path, 'home'), { runAnalysis: false });
  folder = (await lab.call('folders.add', { path: music })).id;
  await lab.core.waitForIdle();
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.core.close();
  temporary.remove();
});

describe('Inbox', () => {
  const arrive = async () => {
    await lab.call('settings.update', { inbox: 'on' });
    write('new/3.mp3', 'Song 3', 3);
    write('new/4.mp3', 'Song 4', 4);
    await look();
  };

  test('only tracks that newly arrive wait, and only where the user wants it', async () => {
    expect(await lab.call('inbox.count')).toBe(0);
    write('unasked.mp3', 'Unasked', 9);
    await look();
    expect(await lab.call('inbox.count')).toBe(0);
    await arrive();
    expect(await lab.call('inbox.count')).toBe(2);
    expect((await lab.call('tracks.getMany', { ids: await ids('is:inbox') })).map(({ title }) => title)).toEqual([
      'Song 3',
      'Song 4',
    ]);
  });

  test('what a new folder brings does not wait: it was asked for', async () => {
    await lab.call('settings.update', { inbox: 'on' });
    const other = join(temporary.path, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'x.mp3'), song('X', 7));
    await lab.call('folders.add', { path: other });
    await lab.core.waitForIdle();
    expect(await lab.call('inbox.count')).toBe(0);
  });

  test('accepted tracks leave it, and undo brings them back into it', async () => {
    await arrive();
    const waiting = await ids('is:inbox');
    expect(await lab.call('inbox.accept', { ids: waiting })).toMatchObject({ count: 2 });
    expect(await lab.call('inbox.count')).toBe(0);
    expect(await lab.call('inbox.accept', { ids: waiting })).toEqual({ operation: null, count: 0 });
    await lab.call('history.undo', {});
    expect(await ids('is:inbox')).toEqual(waiting);
    await lab.call('history.redo');
    expect(await lab.call('inbox.count')).toBe(0);
  });

  test('nothing but what waits there is rejected', async () => {
    await arrive();
    const all = await ids('');
    expect(await lab.call('inbox.reject', { ids: all })).toMatchObject({ count: 2 });
    await lab.core.waitForIdle();
    expect(await ids('')).toHaveLength(3);
    expect(await errorCode(lab.call('inbox.reject', { ids: await ids('') }))).toBe('FILE_NOT_FOUND');
  });

  test('rejected tracks go to the trash with their files, and undo brings both back', async () => {
    await arrive();
    const [first] = await ids('is:inbox');
    const { operation, count } = await lab.call('inbox.reject', { ids: [first as TrackId] });
    await lab.core.waitForIdle();
    expect(count).toBe(1);
    expect(await lab.call('inbox.count')).toBe(1);
    expect((await ids('title:"Song 3"')).length).toBe(0);
    await look();
    expect((await ids('')).length).toBe(4);
    await lab.call('history.undo', { id: operation as NonNullable<typeof operation> });
    await lab.core.waitForIdle();
    expect(await ids('is:inbox')).toContain(first);
    await look();
    expect((await ids('')).length).toBe(5);
  });
});

describe('missing tracks', () => {
  test('are forgotten only when asked for, whole, and undo brings them back with all they had', async () => {
    const all = await ids('');
    await lab.call('tracks.rate', { ratings: all.map((id) => ({ id, rating: 4 })) });
    rmSync(join(music, '0.mp3'));
    rmSync(join(music, '1.mp3'));
    await look();
    expect(await listed()).toMatchObject({ missingCount: 2, trackCount: 3 });
    // One of them has a file: it stays.
    expect(await lab.call('tracks.forget', { ids: all.slice(1) })).toMatchObject({ count: 1 });
    expect(await ids('')).toEqual([all[0], all[2]]);
    expect(await lab.call('folders.forgetMissing', { id: folder })).toMatchObject({ count: 1 });
    expect(await ids('')).toEqual([all[2]]);
    await lab.call('history.undo', {});
    await lab.call('history.undo', {});
    expect(await ids('')).toEqual(all);
    expect(
      (await lab.call('tracks.getMany', { ids: all })).map(({ rating, isMissing }) => [rating, isMissing]),
    ).toEqual([
      [4, true],
      [4, true],
      [4, false],
    ]);
  });

  test('more than can be believed are asked about: kept or accepted', async () => {
    for (let index = 10; index < 80; index += 1) write(`many/${index}.mp3`, `Many ${index}`, index);
    await look();
    rmSync(join(music, 'many'), { recursive: true });
    await look();
    expect(await listed()).toMatchObject({ heldCount: 70, missingCount: 0 });
    await lab.call('folders.keepMissing', { id: folder });
    expect(await listed()).toMatchObject({ heldCount: 0, missingCount: 0 });
    await look();
    expect(await listed()).toMatchObject({ heldCount: 70 });
    await lab.call('folders.acceptMissing', { id: folder });
    await lab.core.waitForIdle();
    expect(await listed()).toMatchObject({ heldCount: 0, missingCount: 70, trackCount: 73 });
  });
});

describe('a folder that lies elsewhere now', () => {
  test('is found again by its tracks, and nothing but its path changes', async () => {
    const before = await lab.call('tracks.getMany', { ids: await ids('') });
    const elsewhere = join(temporary.path, 'elsewhere');
    renameSync(music, elsewhere);
    await look();
    expect(await listed()).toMatchObject({ state: 'offline' });
    await lab.call('folders.locate', { id: folder, path: elsewhere });
    await lab.core.waitForIdle();
    expect(await listed()).toMatchObject({ path: elsewhere, state: 'online', missingCount: 0 });
    expect(await lab.call('tracks.getMany', { ids: await ids('') })).toEqual(before);
  });

  test('is refused where none of its tracks lie, in another folder, and where nothing is', async () => {
    const other = join(temporary.path, 'other');
    mkdirSync(join(other, 'inner'), { recursive: true });
    writeFileSync(join(other, 'x.mp3'), song('X', 7));
    expect(await errorCode(lab.call('folders.locate', { id: folder, path: other }))).toBe('FOLDER_MISMATCH');
    await lab.call('folders.add', { path: other });
    await lab.core.waitForIdle();
    expect(await errorCode(lab.call('folders.locate', { id: folder, path: join(other, 'inner') }))).toBe(
      'FOLDER_NESTED',
    );
    expect(await errorCode(lab.call('folders.locate', { id: folder, path: join(other, 'none') }))).toBe(
      'FOLDER_NOT_FOUND',
    );
    expect(await listed()).toMatchObject({ path: music });
  });
});

describe('watching', { timeout: 60_000 }, () => {
  test('is told of, and can be switched off for one folder and for all', async () => {
    await lab.core.close();
    lab = await openTestCore(join(temporary.path, 'home'), {
      runAnalysis: false,
      runWatch: true,
      watchTimes: { quietMs: 40, tickMs: 30 },
    });
    await expect
      .poll(async () => (await listed())?.watch, patiently)
      .toEqual({ isWanted: true, mode: 'events', reason: null });
    write('new.mp3', 'New', 20);
    await expect.poll(async () => (await listed())?.trackCount, patiently).toBe(4);
    await lab.call('folders.setWatching', { id: folder, isWanted: false });
    expect((await listed())?.watch).toEqual({ isWanted: false, mode: 'off', reason: null });
    await lab.call('folders.setWatching', { id: folder, isWanted: true });
    await expect.poll(async () => (await listed())?.watch.mode, patiently).toBe('events');
    await lab.call('settings.update', { watchFolders: false });
    expect((await listed())?.watch).toEqual({ isWanted: true, mode: 'off', reason: null });
  });
});

test('tracks whose files are not there cannot be trashed, and are named so', async () => {
  const all = await ids('');
  renameSync(music, `${music}-away`);
  await look();
  expect(await errorCode(lab.call('tracks.trash', { ids: all }))).toBe('FILE_NOT_FOUND');
  renameSync(`${music}-away`, music);
  await look();
  rmSync(join(music, '0.mp3'));
  await look();
  const { count } = await lab.call('tracks.trash', { ids: all });
  await lab.core.waitForIdle();
  expect(count).toBe(2);
  expect(await ids('')).toEqual([all[0]]);
});

test('a track whose file was away when its turn came is analysed when it is back, and is no problem', {
  timeout: 60_000,
}, async () => {
  await lab.core.close();
  lab = await openTestCore(join(temporary.path, 'home'), { runAnalysis: true });
  const { call, core } = lab;
  await call('activity.pause', { id: 'analysis' });
  cpSync(new URL('../../../../e2e/audio/sine.flac', import.meta.url), join(music, 'sine.flac'));
  await call('folders.scan', { id: folder });
  await expect.poll(() => ids('format:flac'), patiently).toHaveLength(1);
  renameSync(music, `${music}-away`);
  await call('activity.resume', { id: 'analysis' });
  await core.waitForIdle();
  expect([await call('problems.count'), (await call('tracks.count')).analysed]).toEqual([0, 0]);
  renameSync(`${music}-away`, music);
  await look();
  await expect.poll(() => ids('format:flac is:analysed'), patiently).toHaveLength(1);
});
