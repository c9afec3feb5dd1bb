import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './avatar-look.ts';

test.each([
  ['Ines Valloria', 'IV'],
  ['mara', 'M'],
  ['Tom W. de Wit', 'TW'],
  ['  ', ''],
  ['(Sandwell) District', 'SD'],
  ['Élodie Œuvre', 'ÉŒ'],
  ['坂本 龍一', '坂龍'],
])('%j is %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('people who follow each other have colours far apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (id) => {
      const apart = Math.abs(hueOf(id) - hueOf(id + 1));
      expect(Math.min(apart, 360 - apart)).toBeGreaterThan(100);
      expect(hueOf(id)).toBeLessThanOrEqual(360);
    }),
  );
});
