import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { audioHashOf, quickHash } from '#core/files/audio-hash.ts';
import { mp3File, noise } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { randomNumbers } from '#core/testing/sound-sketches.ts';

/** Files moved for each seed; `npm run torture` asks for more. */
const seeds = Number(process.env.LEDGERLINE_MOVE_SEEDS ?? 4);

let lab: ScanLab;
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

type Known = { id: number; sound: string };

function tagged(title: string, seed: number): Buffer {
  return mp3File(id3Tag([textFrame('TIT2', title), textFrame('TPE1', 'Someone')]), { seed, payloadBytes: 2600 });
}

/** Tracks by where the library has them, with the sound of the file that lay there when they came in. */
function knownTracks(soundOf: ReadonlyMap<number, string>): Map<string, Known> {
  return new Map(lab.tracks().map(({ id, path }) => [path, { id, sound: soundOf.get(id) ?? '' }]));
}

function filesBelow(folder: string, way = ''): string[] {
  return readdirSync(join(folder, way), { withFileTypes: true }).flatMap((entry) => {
    const path = way === '' ? entry.name : `${way}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

describe('thousands of moves, with copies of one sound and many files of one name and size', {
  timeout: 300_000,
}, () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    test(`seed ${seed}: a moved file keeps its track, and no track ever gets another sound`, async () => {
      lab = new ScanLab();
      const random = randomNumbers(seed);
      const some = (count: number) => Math.floor(random() * count);
      let made = 0;
      const write = (path: string) => {
        made += 1;
        // One in eight has the sound of another one; names and titles are few.
        lab.write(path, tagged(`Title ${made % 7}`, random() < 0.125 ? some(made) : made));
      };
      for (let index = 0; index < 220; index += 1) write(`${some(12)}/${some(6)} ${index % 50}.mp3`);
      await lab.scan();
      const soundOf = new Map(lab.tracks().map(({ id, path }) => [id, quickHash(join(lab.root, path)).quickHash]));
      lab.library.db.exec('UPDATE track SET rating = 1 + id % 5');
      let moved = 0;
      let kept = 0;
      for (let round = 0; round < 22; round += 1) {
        const before = knownTracks(soundOf);
        const present = new Set(filesBelow(lab.root));
        /** Where the file of a track went, as far as that is known for sure. */
        const wentTo = new Map<number, string>();
        for (let step = 0; step < 40; step += 1) {
          const paths = [...present].sort();
          const from = paths[some(paths.length)] as string;
          const to = `${some(12)}/moved ${round} ${step}.mp3`;
          const known = before.get(from);
          const kind = random();
          if (kind < 0.7) {
            lab.move(from, to);
            if (known && !wentTo.has(known.id)) wentTo.set(known.id, to);
            for (const [id, path] of wentTo) if (path === from) wentTo.set(id, to);
            present.delete(from);
            present.add(to);
          } else if (kind < 0.8) {
            lab.remove(from);
            for (const [id, path] of wentTo) if (path === from) wentTo.delete(id);
            present.delete(from);
          } else if (kind < 0.9) {
            write(to);
            present.add(to);
          } else {
            mkdirSync(dirname(join(lab.root, to)), { recursive: true });
            copyFileSync(join(lab.root, from), join(lab.root, to));
            present.add(to);
          }
        }
        if (round % 2 === 0) await lab.scan();
        else {
          lab.scanner.scan(1, { touched: [...Array(12).keys()].map(String) });
          await lab.scanner.waitForIdle();
        }
        const after = new Map(lab.tracks().map((track) => [track.id, track]));
        for (const [id, path] of wentTo) {
          moved += 1;
          if (after.get(id)?.path === path && !after.get(id)?.isMissing) kept += 1;
        }
        for (const { id, path, isMissing } of after.values()) {
          if (isMissing) continue;
          const sound = quickHash(join(lab.root, path)).quickHash;
          // The sound a track was given first is the sound it has.
          if (!soundOf.has(id)) soundOf.set(id, sound);
          expect([id, path, soundOf.get(id)]).toEqual([id, path, sound]);
        }
        expect([...after.values()].filter(({ isMissing }) => !isMissing).length).toBe(present.size);
      }
      expect(moved).toBeGreaterThan(450);
      expect(kept / moved).toBeGreaterThanOrEqual(0.999);
    });
  }
});

test('where the library knows all of a sound, a file alike in three places only is a new track', async () => {
  lab = new ScanLab();
  // A payload of more than three samples of 64 kB, which differs between them.
  const frames = (middle: number) => {
    const bytes = Buffer.from(mp3File(id3Tag([textFrame('TIT2', 'Long')]), { seed: 1, payloadBytes: 600_000 }));
    bytes.set(
      noise(middle, 2000).map((byte) => byte & 0x7f),
      150_000,
    );
    return bytes;
  };
  lab.write('a.mp3', frames(1));
  await lab.scan();
  const hash = audioHashOf(join(lab.root, 'a.mp3'));
  lab.library.db.prepare('UPDATE track SET audio_hash = ?').run(hash);
  lab.remove('a.mp3');
  lab.write('b/b.mp3', frames(2));
  expect(quickHash(join(lab.root, 'b/b.mp3')).quickHash).toBe(lab.column('quick_hash')['a.mp3']);
  await lab.scan();
  expect(lab.whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'b/b.mp3' });
  lab.write('c/c.mp3', frames(1));
  await lab.scan();
  expect(lab.whereabouts()).toEqual({ 1: 'c/c.mp3', 2: 'b/b.mp3' });
});

test('an inode used again by a file as large is a new track', async () => {
  lab = new ScanLab();
  lab.write('a.mp3', tagged('A', 1));
  await lab.scan();
  lab.remove('a.mp3');
  lab.write('z.mp3', tagged('Z', 2));
  lab.library.db.exec(`UPDATE track SET file_key = '${keyOf('z.mp3')}'`);
  await lab.scan();
  expect(lab.whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'z.mp3' });
});

function keyOf(path: string): string {
  const { dev, ino } = statSync(join(lab.root, path), { bigint: true });
  return `${dev}:${ino}`;
}

describe('tags and length', () => {
  const retold = (seed: number, title: string) =>
    mp3File(id3Tag([textFrame('TIT2', title), textFrame('TPE1', 'Someone'), textFrame('TALB', 'Album')]), { seed });

  test('a file whose sound was rewritten while it moved keeps its track by tags, length and name', async () => {
    lab = new ScanLab();
    lab.write('a.mp3', retold(1, 'A'));
    await lab.scan();
    lab.remove('a.mp3');
    lab.write('sorted/a.mp3', retold(2, 'A'));
    await lab.scan();
    expect(lab.whereabouts()).toEqual({ 1: 'sorted/a.mp3' });
  });

  test('another name, other tags, or two of a kind make it a new track', async () => {
    lab = new ScanLab();
    for (const name of ['a', 'b', 'c', 'd']) lab.write(`${name}.mp3`, retold(name.charCodeAt(0), name));
    await lab.scan();
    for (const name of ['a', 'b', 'c']) lab.remove(`${name}.mp3`);
    lab.write('new/other name.mp3', retold(11, 'a'));
    lab.write('new/b.mp3', retold(12, 'not b'));
    lab.write('new/c.mp3', retold(13, 'c'));
    lab.write('newer/c.mp3', retold(14, 'c'));
    await lab.scan();
    expect(Object.values(lab.whereabouts()).slice(0, 4)).toEqual([
      'missing a.mp3',
      'missing b.mp3',
      'missing c.mp3',
      'd.mp3',
    ]);
    expect(lab.tracks()).toHaveLength(8);
  });
});
