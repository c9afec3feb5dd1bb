import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { DuplicateGroup } from '#shared/contract/library/duplicates.ts';
import { writeCopies, writeRecording } from '../../../../e2e/copies/write-copies.ts';

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;

beforeAll(async () => {
  folder = tempFolder();
  const music = join(folder.path, 'music');
  writeCopies(music);
  writeRecording(join(music, 'vinyl/tin roof.wav'), 'leadIn', { title: 'Tin Roof' });
  writeRecording(join(music, 'Tin Roof (Edit).wav'), 'edit', { title: 'Tin Roof (Edit)' });
  writeRecording(join(music, 'unnamed edit/Tin Roof.wav'), 'edit', { title: 'Tin Roof', bits: 24 });
  writeRecording(join(music, 'mixes/Tin Roof.wav'), 'vocal', { title: 'Tin Roof' });
  writeRecording(join(music, 'Tin Roof (Dub).wav'), 'whole', { title: 'Tin Roof (Dub)' });
  writeRecording(join(music, 'Salt Road.wav'), 'other', { title: 'Salt Road' });
  copyFileSync(join(music, 'tin-roof.ogg'), join(music, 'tin-roof copy.ogg'));
  mkdirSync(join(music, 'links'));
  linkSync(join(music, 'Salt Road.wav'), join(music, 'links/Salt Road.wav'));
  copyFileSync(join(import.meta.dirname, '../../../../e2e/audio/silence.flac'), join(music, 'silence.flac'));
  lab = await openTestCore(join(folder.path, 'home'));
  await lab.call('folders.add', { path: music });
  await lab.core.waitForIdle();
  await lab.call('duplicates.look', undefined);
  await lab.core.waitForIdle();
}, 120_000);
afterAll(async () => {
  await lab.core.close();
  folder.remove();
});

async function filesOf({ id }: DuplicateGroup): Promise<string[]> {
  const { files } = await lab.call('duplicates.get', { id });
  return files.map(({ track, folderPath }) => [folderPath, track.fileName].filter(Boolean).join('/')).sort();
}

test('copies of one recording are one group, whatever their format, bitrate, tags and silence in front', async () => {
  const [first, ...others] = await lab.call('duplicates.list', { start: 0, count: 50 });
  expect(first).toMatchObject({
    kind: 'recording',
    isSure: true,
    fileCount: 7,
    artist: expect.stringMatching(/ada vale/i),
  });
  expect(await filesOf(first!)).toEqual([
    '07 - Tin_Roof_320.mp3',
    'Ada Vale - Tin Roof.flac',
    'Track 7.opus',
    'tin roof 128.mp3',
    'tin-roof copy.ogg',
    'tin-roof.ogg',
    'vinyl/tin roof.wav',
  ]);
  expect(others.map(({ kind }) => kind)).toEqual(others.map(() => 'maybe'));
});

// navidrome#296, DjManager#127: remixes of a title were taken for copies of it.
test('a shortened one, another mix and another version are never in it; they may be the same', async () => {
  const groups = await lab.call('duplicates.list', { start: 0, count: 50 });
  const maybe = groups.filter(({ kind }) => kind === 'maybe');
  const names = (await Promise.all(maybe.map(filesOf))).flat();
  for (const name of ['unnamed edit/Tin Roof.wav', 'Tin Roof (Dub).wav']) expect(names).toContain(name);
  expect(maybe.every(({ isSure }) => !isSure)).toBe(true);
  expect(names).not.toContain('Salt Road.wav');
  expect(names).not.toContain('silence.flac');
});

test('each file says what it is, how alike, where the same moment is, and the best one is suggested', async () => {
  const [group] = await lab.call('duplicates.list', { start: 0, count: 1 });
  const { files, suggested, reasons } = await lab.call('duplicates.get', { id: group!.id });
  expect(files[0]!.track).toMatchObject({ id: suggested, isLossless: true });
  expect(reasons[0]).toBe('lossless');
  const vinyl = files.find(({ folderPath }) => folderPath === 'vinyl')!;
  const flac = files.find(({ track }) => track.format === 'flac')!;
  expect(vinyl.offsetMs - flac.offsetMs).toBeGreaterThan(2800);
  expect(vinyl.offsetMs - flac.offsetMs).toBeLessThan(3200);
  for (const { likeness, spectrum } of files) {
    expect(likeness).toBeGreaterThan(0.95);
    expect(spectrum).not.toBeNull();
  }
});

test('the summary counts groups and what the others take; two names of one file are none', async () => {
  const summary = await lab.call('duplicates.summary', undefined);
  const [group] = await lab.call('duplicates.list', { start: 0, count: 1 });
  const { files, suggested } = await lab.call('duplicates.get', { id: group!.id });
  const others = files.filter(({ track }) => track.id !== suggested);
  expect(summary).toMatchObject({ same: 1, sure: 1, isLooking: false, lookedAt: expect.any(Number), tracks: 14 });
  expect(summary.sizeBytes).toBe(others.reduce((sum, { track }) => sum + track.sizeBytes, 0));
  expect(lab.logged).toEqual([]);
});

test('looking again keeps the numbers of groups that are the same', async () => {
  const before = await lab.call('duplicates.list', { start: 0, count: 50 });
  await lab.call('duplicates.look', undefined);
  await lab.core.waitForIdle();
  expect(await lab.call('duplicates.list', { start: 0, count: 50 })).toEqual(before);
});
