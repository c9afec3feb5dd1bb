import { appendFileSync, closeSync, openSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { flacFile, mp3File, wavFile } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { song } from '#core/testing/three-songs.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let lab: ScanLab;
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

/** What the library took a file for at any time: each size it ever had there. */
function followSizes(): { sizesOf(path: string): number[] } {
  const { db } = lab.library;
  db.exec(`CREATE TEMP TABLE seen (path TEXT, size INTEGER);
    CREATE TEMP TRIGGER seen_insert AFTER INSERT ON track BEGIN INSERT INTO seen VALUES (new.path, new.size_bytes); END;
    CREATE TEMP TRIGGER seen_update AFTER UPDATE ON track BEGIN INSERT INTO seen VALUES (new.path, new.size_bytes); END;`);
  return {
    sizesOf: (path) => db.prepare('SELECT DISTINCT size FROM seen WHERE path = ?').pluck().all(path) as number[],
  };
}

test('files that are slowly copied while they are scanned come in whole, and only so', {
  timeout: 60_000,
}, async () => {
  lab = new ScanLab({ now: () => Date.now(), settleMs: 300 });
  const random = randomNumbers(5);
  const followed = followSizes();
  const makers = [mp3File, wavFile, flacFile];
  const files = Array.from({ length: 60 }, (_, index) => {
    const bytes =
      index % 3 === 0
        ? mp3File(id3Tag([textFrame('TIT2', `Song ${index}`)]), { seed: index, payloadBytes: 40_000 })
        : index % 3 === 1
          ? wavFile({ INAM: `Song ${index}` }, undefined, { seed: index, payloadBytes: 40_000 })
          : flacFile([['TITLE', `Song ${index}`]], undefined, { seed: index, payloadBytes: 40_000 });
    return { path: `${index}.${['mp3', 'wav', 'flac'][index % makers.length]}`, bytes };
  });
  // As the first scan begins, one third is there in part, and grows with pauses shorter than the time to settle.
  const copying = files.map(async ({ path, bytes }, index) => {
    if (index % 3 !== 0) await pause(random() * 400);
    lab.write(path, bytes.subarray(0, 500));
    for (let at = 500; at < bytes.length; at += 8000) {
      await pause(20 + random() * 180);
      appendFileSync(join(lab.root, path), bytes.subarray(at, at + 8000));
    }
  });
  const scanning = lab.scan();
  await Promise.all(copying);
  await scanning;
  await lab.scan();
  for (const { path, bytes } of files) expect([path, followed.sizesOf(path)]).toEqual([path, [bytes.length]]);
  expect(lab.tracks()).toHaveLength(files.length);
  expect(lab.problems()).toEqual({});
});

test('a file whose space was taken before its content came is waited for', async () => {
  lab = new ScanLab({ now: () => Date.now(), settleMs: 200 });
  const bytes = song('Whole', 1);
  lab.write('a.mp3', new Uint8Array(bytes.length));
  const scanning = lab.scan();
  const fd = openSync(join(lab.root, 'a.mp3'), 'r+');
  for (let at = 0; at < bytes.length; at += 1000) {
    await pause(30);
    writeSync(fd, bytes, at, Math.min(1000, bytes.length - at), at);
  }
  closeSync(fd);
  await scanning;
  expect(lab.tracks()).toEqual([{ id: 1, path: 'a.mp3', title: 'Whole', isMissing: false }]);
  expect(lab.problems()).toEqual({});
});

test('a file that never comes to rest is named, and known files stay what they were', { timeout: 30_000 }, async () => {
  lab = new ScanLab({ now: () => Date.now(), settleMs: 200 });
  lab.write('known.mp3', song('Known', 1));
  utimesSync(join(lab.root, 'known.mp3'), 1000, 1000);
  await lab.scan();
  const grow = () => {
    appendFileSync(join(lab.root, 'known.mp3'), Buffer.alloc(500, 1));
    appendFileSync(join(lab.root, 'new.mp3'), song('New', 2));
  };
  grow();
  const growing = setInterval(grow, 50);
  await lab.scan();
  clearInterval(growing);
  expect(lab.tracks()).toEqual([{ id: 1, path: 'known.mp3', title: 'Known', isMissing: false }]);
  expect(lab.problems()).toEqual({ 'known.mp3': 'FILE_CHANGED', 'new.mp3': 'FILE_CHANGED' });
});

test('files of long ago and of the far future are not waited for', async () => {
  lab = new ScanLab({ now: () => Date.now(), settleMs: 5000 });
  lab.write('old.mp3', song('Old', 1));
  lab.write('future.mp3', song('Future', 2));
  utimesSync(join(lab.root, 'old.mp3'), 1000, 1000);
  utimesSync(join(lab.root, 'future.mp3'), Date.now() / 1000 + 1e6, Date.now() / 1000 + 1e6);
  const started = performance.now();
  await lab.scan();
  expect(performance.now() - started).toBeLessThan(3000);
  expect(lab.tracks()).toHaveLength(2);
});
