import { expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { RecordingCandidates } from './recording-candidates.ts';

/** Items as music has them: bits that change slowly. */
function madeFingerprint(seed: number, length: number): Uint32Array {
  const random = randomNumbers(seed);
  const items = new Uint32Array(length);
  let item = Math.floor(random() * 2 ** 32);
  for (let at = 0; at < length; at += 1) {
    for (let change = 0; change < 4; change += 1) item ^= 1 << Math.floor(random() * 32);
    items[at] = item;
  }
  return items;
}

/** As another encoder would leave it: some bits flipped, begun so many items later. */
function copyOf(items: Uint32Array, seed: number, { later = 0, bitError = 0.04 } = {}): Uint32Array {
  const random = randomNumbers(seed);
  const copy = new Uint32Array(items.length);
  for (let at = 0; at < items.length; at += 1) {
    let item = at < later ? Math.floor(random() * 2 ** 32) : items[at - later]!;
    for (let bit = 0; bit < 32; bit += 1) if (random() < bitError) item ^= 1 << bit;
    copy[at] = item;
  }
  return copy;
}

test.each([60, 150, 400, 900])('copies of %i items are found at their offset among others', (length) => {
  const candidates = new RecordingCandidates();
  const originals = 40;
  for (let seed = 0; seed < originals; seed += 1) candidates.add(madeFingerprint(seed + 1, length));
  for (let seed = 0; seed < originals; seed += 1) {
    candidates.add(copyOf(madeFingerprint(seed + 1, length), 1000 + seed, { later: seed % 12 }));
  }
  const found = new Map([...candidates.pairs()].map(({ first, second, offset }) => [`${first}-${second}`, offset]));
  let right = 0;
  for (let seed = 0; seed < originals; seed += 1) {
    if (found.get(`${seed}-${originals + seed}`) === -(seed % 12)) right += 1;
  }
  expect(right).toBeGreaterThanOrEqual(originals - 1);
  // What has nothing in common is seldom worth a comparison.
  expect(found.size).toBeLessThan(originals * 2);
});

test('nothing, silence and the same item again and again cost little and find no others', () => {
  const candidates = new RecordingCandidates();
  candidates.add(new Uint32Array(0));
  for (let copy = 0; copy < 500; copy += 1) candidates.add(new Uint32Array(900));
  const music = madeFingerprint(7, 900);
  candidates.add(music);
  candidates.add(music);
  const pairs = [...candidates.pairs()];
  expect(pairs.filter(({ second }) => second > 500)).toEqual([{ first: 501, second: 502, offset: 0 }]);
});
