import { expect, test } from 'vitest';
import { chooseValue, findValue, queryValue, valueIdentity } from './pane-values.ts';

test('a click chooses one value, the modifier adds and takes away', () => {
  const house = chooseValue('genre', [], 'House', false);
  const both = chooseValue('genre', house, 'Techno', true);
  expect([
    house,
    both,
    chooseValue('genre', both, 'House', true),
    chooseValue('genre', both, 'Minimal', false),
  ]).toEqual([['House'], ['House', 'Techno'], ['Techno'], ['Minimal']]);
});

test('the only chosen value, clicked again, asks for all', () => {
  expect(chooseValue('genre', ['house'], 'House', false)).toEqual([]);
});

test('spelling and notation do not matter', () => {
  expect([
    valueIdentity('artist', 'BJÖRK') === valueIdentity('artist', 'bjork'),
    valueIdentity('key', '8A') === valueIdentity('key', 'Am'),
    queryValue('key', '14'),
    queryValue('key', ''),
  ]).toEqual([true, true, '8A', '']);
});

test('typing finds the next value that begins so, going round', () => {
  const names = ['Ambient', 'Deep house', 'Électro', 'House'];
  expect([findValue(names, 'e', 0), findValue(names, 'a', 2), findValue(names, 'x', 0), findValue([], 'a', 0)]).toEqual(
    [2, 0, null, null],
  );
});
