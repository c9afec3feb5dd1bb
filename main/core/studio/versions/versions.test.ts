import { appendFileSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { toneSong } from '#core/testing/tone-songs.ts';
import type { SongId, SongVersionId } from '#shared/contract/studio-ids.ts';
import type { SongVersion } from '#shared/contract/versions.ts';
import { versionName } from './version-name.ts';

const folder = tempFolder();
const bounces = join(folder.path, 'bounces');
let opened: TestCore;
let song: SongId;

beforeEach(async () => {
  mkdirSync(bounces, { recursive: true });
  await open();
  song = (await opened.call('songs.create', { title: 'Copper Thread', artist: 'Ines Valloria', status: 'planned' })).id;
});
afterEach(async () => {
  await opened.core.close();
  expect(opened.logged).toEqual([]);
  folder.remove();
});

async function open(options: Parameters<typeof openTestCore>[1] = {}) {
  opened = await openTestCore(join(folder.path, 'home'), { runAnalysis: false, ...options });
}

/** A mix of the song, 16 bits at 22,050 Hz; `from` on, in seconds, another one plays. */
function bounce(name: string, options: { seconds?: number; gain?: number; seed?: number; from?: number } = {}): string {
  const { seconds = 4, gain = 1, seed = 1, from = seconds } = options;
  const rate = 22_050;
  const [same, other] = [seed, seed + 1].map((each) => toneSong({ seed: each, sampleRate: rate, seconds })[0]);
  const data = Buffer.alloc(rate * seconds * 2);
  for (let at = 0; at < rate * seconds; at += 1) {
    const value = (at < from * rate ? same?.[at] : other?.[at]) ?? 0;
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value * gain)) * 32_767), at * 2);
  }
  const path = join(bounces, name);
  writeFileSync(path, Buffer.concat([waveHeader(rate, data.length), data]));
  return path;
}

function waveHeader(rate: number, bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
  ] as const)
    header.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    header.writeUInt16LE(value, at);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

const list = () => opened.call('versions.list', { songId: song });
const names = (versions: readonly SongVersion[]) => versions.map(({ number, name }) => `v${number} ${name}`);

async function drop(...paths: string[]) {
  await opened.call('versions.addFiles', { songId: song, paths });
  await opened.core.waitForIdle();
  return list();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 8000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(await list())}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('files that are dropped', () => {
  test('become the next versions, named and numbered, and their facts come from their tracks', async () => {
    const first = bounce('Copper Thread - 01 first drums.wav');
    const second = bounce('Copper Thread v2 new keys.wav', { seed: 5, seconds: 5 });
    const { versions, waiting } = await drop(first, second);
    expect(waiting).toEqual([]);
    expect(names(versions)).toEqual(['v2 new keys', 'v1 first drums']);
    expect(versions.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
    expect(versions[0]).toMatchObject({ state: 'here', isAnalysed: false, facts: { durationMs: 5000, lufs: null } });
    const [folderRow] = await opened.call('folders.list');
    expect(folderRow).toMatchObject({ path: bounces, isWatched: false, trackCount: 2 });
  });

  test('that sound the same are one version, whatever they are called', async () => {
    await drop(bounce('one.wav'));
    copyFileSync(join(bounces, 'one.wav'), join(bounces, 'two.wav'));
    const { versions, waiting } = await drop(join(bounces, 'two.wav'));
    expect(names(versions)).toEqual(['v1 one']);
    expect(waiting).toEqual([{ name: 'two.wav', state: 'same', code: null, same: 1 }]);
    await opened.call('versions.clearWaiting', { songId: song });
    expect((await list()).waiting).toEqual([]);
  });

  // A quick look at three places of a file takes two such bounces for the same.
  test('that differ in one short place are two versions', async () => {
    const path = bounce('long.wav', { seconds: 8 });
    await drop(path);
    const bytes = readFileSync(path);
    bytes.fill(7, 150_000, 150_400);
    writeFileSync(join(bounces, 'long fixed.wav'), bytes);
    expect(names((await drop(join(bounces, 'long fixed.wav'))).versions)).toEqual(['v2 long fixed', 'v1 long']);
  });

  test('that are no audio say why, and a folder is refused', async () => {
    writeFileSync(join(bounces, 'broken.wav'), 'no sound at all');
    const { versions, waiting } = await drop(join(bounces, 'broken.wav'));
    expect(versions).toEqual([]);
    expect(waiting).toMatchObject([{ name: 'broken.wav', state: 'failed', code: 'FORMAT_UNKNOWN' }]);
    expect(await errorCode(opened.call('versions.addFiles', { songId: song, paths: [bounces] }))).toBe('INVALID_INPUT');
    await expect(opened.call('versions.addFiles', { songId: song, paths: ['/not/there.wav'] })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: { name: 'there.wav' },
    });
  });

  test('has comments in its sound, and none behind its end', async () => {
    const { versions } = await drop(bounce('a.wav'));
    const [{ id: versionId, facts }] = versions as [(typeof versions)[0]];
    const say = (atMs: number) => opened.call('comments.add', { songId: song, versionId, atMs, text: 'Here' });
    expect((await say(facts.durationMs ?? 0)).operation).not.toBeNull();
    expect(await errorCode(say(86_400_000))).toBe('INVALID_INPUT');
  });

  test('can be renamed, put in order, made current and taken away, and all of it back', async () => {
    const { versions } = await drop(bounce('a.wav'), bounce('b.wav', { seed: 3 }), bounce('c.wav', { seed: 6 }));
    const [c, b, a] = versions.map(({ id }) => id) as [SongVersionId, SongVersionId, SongVersionId];
    await opened.call('versions.edit', { id: a, name: 'first', note: 'too dry' });
    await opened.call('versions.reorder', { songId: song, ids: [c, a, b] });
    await opened.call('versions.setCurrent', { id: a });
    expect(names((await list()).versions)).toEqual(['v3 b', 'v2 first', 'v1 c']);
    expect((await list()).versions.filter(({ isCurrent }) => isCurrent).map(({ id }) => id)).toEqual([a]);
    await opened.call('versions.remove', { ids: [a] });
    const left = (await list()).versions;
    expect([names(left), left[0]?.isCurrent]).toEqual([['v3 b', 'v1 c'], true]);
    await opened.call('songs.remove', { ids: [song] });
    await opened.call('history.undo', {});
    expect((await list()).versions).toEqual(left);
    for (let step = 0; step < 4; step += 1) await opened.call('history.undo', {});
    expect(names((await list()).versions)).toEqual(names(versions));
    await opened.call('history.undo', {});
    expect((await list()).versions).toEqual([]);
  });

  test('are compared, and what was found out stays when a file goes, until it comes back', async () => {
    await opened.core.close();
    await open({ runAnalysis: true });
    const { versions } = await drop(
      bounce('quiet.wav', { gain: 0.5, seconds: 6 }),
      bounce('loud.wav', { from: 4, seconds: 6 }),
    );
    const [loud, quiet] = versions as [SongVersion, SongVersion];
    expect(quiet).toMatchObject({ isAnalysed: true, facts: { durationMs: 6000 } });
    const found = await opened.call('versions.compare', { first: quiet.id, second: loud.id });
    expect(found.difference.durationMs).toBe(0);
    expect(found.difference.lufs).toBeGreaterThan(4);
    expect(found.gainDb[0]).toBe(0);
    expect(found.gainDb[1]).toBeCloseTo(-(found.difference.lufs ?? 0), 3);
    expect(found.differsAtMs).toBeGreaterThanOrEqual(3600);
    expect(found.differsAtMs).toBeLessThanOrEqual(4800);
    const same = await opened.call('versions.compare', { first: loud.id, second: loud.id });
    expect(same).toMatchObject({ differsAtMs: null, likeness: 1 });

    rmSync(join(bounces, 'quiet.wav'));
    await opened.call('folders.scan', {});
    await opened.core.waitForIdle();
    expect((await list()).versions[1]).toMatchObject({
      state: 'missing',
      facts: quiet.facts,
      waveform: quiet.waveform,
    });
    await drop(bounce('found again.wav', { gain: 0.5, seconds: 6 }));
    expect((await list()).versions.map(({ id, state }) => [id, state])).toEqual([
      [loud.id, 'here'],
      [quiet.id, 'here'],
    ]);
  });
});

describe("a song's bounce folder", () => {
  beforeEach(async () => {
    await opened.core.close();
    const watchTimes = { quietMs: 60, longestMs: 500, tickMs: 200 };
    await open({ runWatch: true, settleMs: 80, watchTimes });
  });

  const watch = async () => {
    await opened.call('versions.setBounceFolder', { songId: song, path: bounces });
    await until(async () => (await list()).bounces.state === 'watching');
  };

  test('gives its new files as versions by itself: whole, once, and with what is written over', async () => {
    bounce('old.wav', { seed: 9 });
    await watch();
    expect((await list()).versions).toEqual([]);
    const whole = bounce('Copper Thread first.wav');
    await until(async () => (await list()).versions.length === 1);
    renameSync(whole, join(bounces, 'renamed.wav'));
    bounce('second.wav', { seed: 2 });
    await until(async () => (await list()).versions.length === 2);
    // The same name, another sound: as most programs export.
    bounce('second.wav', { seed: 3 });
    await until(async () => (await list()).versions.length === 3);
    const { versions } = await list();
    expect(names(versions)).toEqual(['v3 second', 'v2 second', 'v1 first']);
    expect(versions.map(({ state }) => state)).toEqual(['here', 'replaced', 'here']);
  });

  test('waits for a file that is still being written', async () => {
    await watch();
    const path = bounce('growing.wav', { seconds: 2 });
    for (let part = 0; part < 6; part += 1) {
      appendFileSync(path, Buffer.alloc(20_000, part));
      await new Promise((resolve) => setTimeout(resolve, 40));
      expect((await list()).versions).toEqual([]);
    }
    await until(async () => (await list()).versions.length === 1);
  });

  test('offers its files where they are not to come by themselves', async () => {
    await opened.call('versions.setBounceMode', { songId: song, mode: 'offer' });
    await watch();
    bounce('maybe.wav');
    bounce('rather not.wav', { seed: 4 });
    await until(async () => (await list()).offers.length === 2);
    expect((await list()).versions).toEqual([]);
    const { offers } = await list();
    const [take, leave] = ['maybe.wav', 'rather not.wav'].map((name) => offers.find((each) => each.name === name));
    await opened.call('versions.takeOffers', { songId: song, trackIds: [take!.trackId] });
    await opened.call('versions.dismissOffers', { songId: song, trackIds: [leave!.trackId] });
    await until(async () => (await list()).versions.length === 1);
    expect((await list()).offers).toEqual([]);
    await opened.call('history.undo', {});
    expect((await list()).versions).toEqual([]);
  });

  test('is let go of with undo, and begins anew with another one', async () => {
    await watch();
    await opened.call('history.undo', {});
    expect((await list()).bounces).toMatchObject({ folder: '', state: 'none' });
    bounce('nobody looks.wav');
    await opened.core.waitForIdle();
    await watch();
    bounce('somebody looks.wav', { seed: 2 });
    await until(async () => (await list()).versions.length === 1);
    expect(names((await list()).versions)).toEqual(['v1 somebody looks']);
  });
});

test('a version is called after its file, without what is known anyway', () => {
  const copper = { title: 'Copper Thread', artist: 'Ines Valloria' };
  expect(versionName('Copper Thread - v5 vocal take 4.wav', copper)).toBe('vocal take 4');
  expect(versionName('Ines Valloria - Copper_Thread_007.flac', copper)).toBe('');
  expect(versionName('copper threads.wav', copper)).toBe('copper threads');
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (name, title, artist) => {
      const made = versionName(name, { title, artist });
      expect(made).toBe(made.trim());
      expect(made.length).toBeLessThanOrEqual(200);
    }),
  );
});
