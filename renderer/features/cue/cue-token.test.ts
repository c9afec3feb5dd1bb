import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from './cue-token.ts';
import { ranges } from './problem-text.ts';

test('the parts of a line are the line', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constant('    TITLE "12" Mix" x'), fc.constant('FILE "a b.wav" WAVE')),
      (line) => {
        expect(
          tokensOf(line)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line);
      },
    ),
  );
  expect(tokensOf('  FILE "a b.wav" WAVE').map(({ text, kind }) => `${kind}:${text}`)).toEqual([
    'plain:  ',
    'command:FILE',
    'plain: ',
    'value:"a b.wav"',
    'plain: WAVE',
  ]);
});

test.each([
  [[], ''],
  [[8], '8'],
  [[1, 2, 3, 7], '1–3, 7'],
  [[1, 2, 4, 5, 6], '1, 2, 4–6'],
])('%j is written as %s', (numbers, expected) => {
  expect(ranges(numbers)).toBe(expected);
});
