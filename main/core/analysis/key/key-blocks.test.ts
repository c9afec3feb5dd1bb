import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyBlocks } from './key-blocks.ts';
import { formatWeights, parseWeights, trained } from './key-weights.ts';
import { blockValues, framesPerBlock } from './pitch-chroma.ts';
import { rowsPerOctave } from './pitch-rows.ts';

/** Five blocks in which only these pitch classes sound, `shift` thirds of a semitone too high, over a bass. */
function blocksOf(pitches: readonly number[], bass: number, shift = 0, count = 5) {
  const values = new Float32Array(count * blockValues);
  for (let block = 0; block < count; block += 1) {
    const at = block * blockValues;
    const bin = (pitch: number) => (3 * pitch + shift + rowsPerOctave) % rowsPerOctave;
    for (const pitch of pitches) values[at + bin(pitch)] = framesPerBlock;
    values[at + rowsPerOctave + bin(bass)] = framesPerBlock;
    values[at + 2 * rowsPerOctave] = framesPerBlock;
    values[at + 2 * rowsPerOctave + 1] = 0.9 * framesPerBlock;
  }
  return { values, count, tuningCents: (100 * shift) / 3 };
}

test('a triad is named, on every root and tuned off 440 Hz', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 11 }),
      fc.boolean(),
      fc.integer({ min: -1, max: 1 }),
      (root, isMinor, shift) => {
        const notes = [root, root + (isMinor ? 3 : 4), root + 7].map((note) => note % 12);
        const { chords, chroma, bass, weight } = keyBlocks(blocksOf(notes, root, shift));
        const shares = [...chords.subarray(48, 72)];
        expect(shares.indexOf(Math.max(...shares))).toBe(root + (isMinor ? 12 : 0));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(bass[24 + root]).toBeCloseTo(1, 6);
        expect(chroma[24 + root]).toBeCloseTo(1, 6);
        expect(weight[2]).toBeCloseTo(0.9, 6);
      },
    ),
  );
});

test('a silent block has no chord and no weight', () => {
  const blocks = blocksOf([0, 4, 7], 0);
  blocks.values.fill(0, 2 * blockValues, 3 * blockValues);
  const { chords, weight } = keyBlocks(blocks);
  expect(weight[2]).toBe(0);
  expect(Math.max(...chords.subarray(48, 72))).toBe(0);
  expect([...chords].every(Number.isFinite)).toBe(true);
});

test('weights survive the way through the file', () => {
  const again = parseWeights(formatWeights(trained));
  expect(again).toEqual(trained);
  expect(trained.nets.length).toBeGreaterThan(0);
  expect(Array.from(trained.chords).some((weight) => weight !== 0)).toBe(true);
});
