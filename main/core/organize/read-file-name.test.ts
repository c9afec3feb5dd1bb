import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFileName } from './read-file-name.ts';

test.each([
  ['Ada Quill - Paper Lanterns', { artist: 'Ada Quill', title: 'Paper Lanterns' }],
  ['03 - Ada Quill - Paper Lanterns (Dub)', { track: 3, artist: 'Ada Quill', title: 'Paper Lanterns (Dub)' }],
  [
    'A2_sable_ohm-glass_harbour_(Dub)[NCL-014]',
    { catalog: 'NCL-014', artist: 'sable ohm', title: 'glass harbour (Dub)' },
  ],
  [
    '1-07. Nova Brandt - Hours for Ruda [Saltmarsh] (1998)',
    { disc: 1, track: 7, label: 'Saltmarsh', year: 1998, artist: 'Nova Brandt', title: 'Hours for Ruda' },
  ],
  [
    'Osei Calder - Ledger - 04 - Night Ledger',
    { track: 4, artist: 'Osei Calder', album: 'Ledger', title: 'Night Ledger' },
  ],
  ['Halcyon Freight – Passing – Freight', { artist: 'Halcyon Freight', title: 'Passing - Freight' }],
  [
    'Marrow Coast - 2019-11-21 - Kanal 9 - Set 2 - SBD',
    {
      date: '2019-11-21',
      year: 2019,
      month: '11',
      day: '21',
      set: 'Set 2',
      source: 'SBD',
      artist: 'Marrow Coast',
      title: 'Kanal 9',
      venue: 'Kanal 9',
    },
  ],
  ['Salt Road (1)', { title: 'Salt Road' }],
  ['99 Problems', { track: 99, title: 'Problems' }],
  ['7', { title: '7' }],
  ['', {}],
  ['---', {}],
])('%s', (name, expected) => {
  expect(readFileName(name)).toEqual(expected);
});

test('any name is read quickly, and no value is empty', () => {
  const piece = fc.oneof(
    fc.constantFrom(' - ', '_', '[', ']', '(', ')', '2019', '01', '-', ' '),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const value of Object.values(readFileName(pieces.join(''))))
        expect(value === '' || value === null).toBe(false);
    }),
  );
});
