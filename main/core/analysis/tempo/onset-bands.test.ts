import fc from 'fast-check';
import { expect, test } from 'vitest';
import { melFrames, OnsetBands, onsetBandCount } from './onset-bands.ts';

const { bands: width } = melFrames;

/** Frames where all mel bands have the level of the moment. */
function flatFrames(levels: readonly number[]): Float32Array {
  return Float32Array.from({ length: levels.length * width }, (_, index) => levels[Math.floor(index / width)]!);
}

function seriesOf(frames: Float32Array): number[][] {
  const onsets = new OnsetBands();
  onsets.push(frames);
  return onsets.series().map((series) => [...series]);
}

test('a rise shows in every band, compared with two frames before; a fall does not', () => {
  const rises = [1, 1, 0, 3, 3, 0, 0];
  expect(seriesOf(flatFrames([1, 1, 1, 4, 4, 4, 1]))).toEqual(Array.from({ length: onsetBandCount }, () => rises));
});

test('a tone that moves to a neighbouring mel band is no onset', () => {
  const frames = new Float32Array(4 * width);
  for (let frame = 0; frame < 4; frame += 1) frames[frame * width + 20 + Math.floor(frame / 2)] = 5;
  for (const series of seriesOf(frames)) expect(series.slice(2)).toEqual([0, 0]);
});

test('onsets do not depend on how the frames are handed over', () => {
  const frames = Float32Array.from({ length: 50 * width }, (_, index) => Math.abs(Math.sin(index * index)));
  const whole = seriesOf(frames);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 }), (cuts) => {
      const onsets = new OnsetBands();
      let at = 0;
      for (const count of [...cuts, 50]) {
        onsets.push(frames.subarray(at * width, Math.min(50, at + count) * width));
        at = Math.min(50, at + count);
      }
      expect(onsets.series().map((series) => [...series])).toEqual(whole);
    }),
  );
});
