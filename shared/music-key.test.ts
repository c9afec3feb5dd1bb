import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compatibleKeys,
  formatKey,
  type KeyNotation,
  keyFromPitch,
  keyMode,
  parseKey,
  pitchOfKey,
} from './music-key.ts';

const anyKey = fc.integer({ min: 0, max: 23 });
const notations: KeyNotation[] = ['camelot', 'openKey', 'classical'];

test('all 24 keys have the names the field uses', () => {
  const rows = Array.from({ length: 24 }, (_, key) => notations.map((notation) => formatKey(key, notation)).join(' '));
  expect(rows).toEqual([
    '1A 6m Abm',
    '1B 6d B',
    '2A 7m Ebm',
    '2B 7d F#',
    '3A 8m Bbm',
    '3B 8d Db',
    '4A 9m Fm',
    '4B 9d Ab',
    '5A 10m Cm',
    '5B 10d Eb',
    '6A 11m Gm',
    '6B 11d Bb',
    '7A 12m Dm',
    '7B 12d F',
    '8A 1m Am',
    '8B 1d C',
    '9A 2m Em',
    '9B 2d G',
    '10A 3m Bm',
    '10B 3d D',
    '11A 4m F#m',
    '11B 4d A',
    '12A 5m Dbm',
    '12B 5d E',
  ]);
});

test.each([
  ['8A', '8A'],
  ['08A', '8A'],
  ['8a', '8A'],
  [' 12b ', '12B'],
  ['1m', '8A'],
  ['1d', '8B'],
  ['10m', '5A'],
  ['2d', '9B'],
  ['Am', '8A'],
  ['am', '8A'],
  ['A minor', '8A'],
  ['AMIN', '8A'],
  ['a-moll', '8A'],
  ['a#m', '3A'],
  ['A# min', '3A'],
  ['Bbmaj', '6B'],
  ['bb', '6B'],
  ['b', '1B'],
  ['C', '8B'],
  ['CM', '8B'],
  ['C major', '8B'],
  ['C Dur', '8B'],
  ['Gbm', '11A'],
  ['G♭m', '11A'],
  ['F♯', '2B'],
  ['F sharp minor', '11A'],
  ['E-flat major', '5B'],
  ['Cb', '1B'],
  ['B#', '8B'],
  ['8A - Am', '8A'],
  ['8B/C', '8B'],
  ['Am (8A)', '8A'],
])('%s is read as %s', (text, camelot) => {
  expect(formatKey(parseKey(text) ?? Number.NaN, 'camelot')).toBe(camelot);
});

test.each(['', 'o', 'H', '0A', '13A', '8C', '8', 'A# minor 7', '8A - Bm', 'All', 'none', '-', '/', '8A8A', 'mA'])(
  '%j is no key',
  (text) => {
    expect(parseKey(text)).toBeNull();
  },
);

test('a key survives writing and reading in every notation', () => {
  fc.assert(
    fc.property(anyKey, fc.constantFrom(...notations), (key, notation) => {
      expect(parseKey(formatKey(key, notation))).toBe(key);
    }),
  );
});

test('reading never throws and answers a key or null', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const key = parseKey(text);
      expect(key === null || (Number.isInteger(key) && key >= 0 && key < 24)).toBe(true);
    }),
  );
});

test('pitch and mode identify a key', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      expect(keyFromPitch(pitchOfKey(key), keyMode(key))).toBe(key);
    }),
  );
  expect([keyFromPitch(9, 'minor'), keyFromPitch(0, 'major'), keyFromPitch(6, 'minor')]).toEqual([14, 15, 20]);
});

test('mixing with a key goes both ways', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      const others = compatibleKeys(key).map((compatible) => compatible.key);
      expect(new Set(others).size).toBe(4);
      for (const other of others) expect(compatibleKeys(other).map((back) => back.key)).toContain(key);
    }),
  );
});

test('12A mixes with 12A, 1A, 11A and 12B', () => {
  const named = compatibleKeys(22).map(({ key, relation }) => `${relation} ${formatKey(key, 'camelot')}`);
  expect(named).toEqual(['same 12A', 'oneUp 1A', 'oneDown 11A', 'relative 12B']);
});

test('a number that is no key cannot be written', () => {
  expect(() => formatKey(24, 'camelot')).toThrow('Expected a key from 0 to 23, got 24');
});
