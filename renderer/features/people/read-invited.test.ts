import { expect, test } from 'vitest';
import { readInvited } from './read-invited.ts';

test.each([
  ['Ines Valloria, ines@example.org', [['Ines Valloria', 'ines@example.org']]],
  ['ines@example.org, Ines Valloria', [['Ines Valloria', 'ines@example.org']]],
  ['"Valloria, Ines" <ines@example.org>', [['Valloria, Ines', 'ines@example.org']]],
  [
    'Ines\tines@example.org\r\nMara\tmara@example.org',
    [
      ['Ines', 'ines@example.org'],
      ['Mara', 'mara@example.org'],
    ],
  ],
  [
    'Ines <i@example.org>, Mara <m@example.org>; k@example.org',
    [
      ['Ines', 'i@example.org'],
      ['Mara', 'm@example.org'],
      ['k', 'k@example.org'],
    ],
  ],
  [
    'i@example.org,m@example.org',
    [
      ['i', 'i@example.org'],
      ['m', 'm@example.org'],
    ],
  ],
])('%j is read', (text, expected) => {
  expect(readInvited(text).people.map(({ name, email }) => [name, email])).toEqual(expected);
});

test('what has no address is told', () => {
  expect(readInvited('Ines\n\nMara, mara@example.org')).toEqual({
    people: [{ name: 'Mara', email: 'mara@example.org' }],
    unread: ['Ines'],
  });
});
