import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchLoudness } from './matched-loudness.ts';

test('the louder one is turned down to the quieter one', () => {
  const files = [
    { lufs: -7.5, truePeakDb: -0.4 },
    { lufs: -12, truePeakDb: -2 },
    { lufs: null, truePeakDb: null },
  ];
  expect(matchLoudness(files)).toEqual([-4.5, 0, 0]);
});

test('all are equally loud, none louder than it is, and none over full scale', () => {
  const file = fc.record({
    lufs: fc.double({ min: -40, max: -3, noNaN: true }),
    truePeakDb: fc.double({ min: -20, max: 4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 10 }), (files) => {
      const gains = matchLoudness(files);
      const levels = files.map(({ lufs }, index) => lufs + gains[index]!);
      for (const [index, { truePeakDb }] of files.entries()) {
        expect(gains[index]).toBeLessThanOrEqual(0);
        expect(levels[index]).toBeCloseTo(levels[0]!, 6);
        expect(truePeakDb + gains[index]!).toBeLessThanOrEqual(Math.max(0, truePeakDb) + 1e-9);
        if (truePeakDb > 0) expect(truePeakDb + gains[index]!).toBeLessThanOrEqual(1e-9);
      }
    }),
  );
});
