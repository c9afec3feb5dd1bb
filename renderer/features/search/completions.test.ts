import { expect, test } from 'vitest';
import { completionAt, fieldSuggestions, fixedValues, playlistNames, withField, withValue } from './completions.ts';

const shown = (draft: string) => {
  const completion = completionAt(draft);
  if (!completion) return null;
  return completion.kind === 'field' ? completion.prefix : [completion.field, completion.prefix];
};

test.each([
  ['', null],
  ['ge', 'ge'],
  ['deep ge', 'ge'],
  ['-ge', 'ge'],
  ['(ge', 'ge'],
  ['deep ', null],
  ['genre:', ['genre', '']],
  ['genre:ho', ['genre', 'ho']],
  ['genre:house,te', ['genre', 'te']],
  ['genre:"deep h', ['genre', 'deep h']],
  ['genre:"deep house",te', ['genre', 'te']],
  ['x -artist:ne', ['artist', 'ne']],
  ['genre:house ', null],
  ['foo:ba', null],
  ['bpm:>1', null],
])('%j begins %j', (draft, expected) => {
  expect(shown(draft)).toEqual(expected);
});

test('a chosen field or value takes the place of what was begun', () => {
  const field = completionAt('deep -ge');
  const value = completionAt('genre:house,de');
  expect([
    field && withField('deep -ge', field, 'genre'),
    value && withValue('genre:house,de', value, 'Deep house'),
    value && withValue('genre:house,de', value, 'Dub'),
  ]).toEqual(['deep -genre:', 'genre:house,"Deep house" ', 'genre:house,Dub ']);
});

test('playlists are suggested by name, what begins so first, each once', () => {
  const shelf = [
    { name: 'Late warm-up', kind: 'list' },
    { name: 'Warm-up', kind: 'smart' },
    { name: 'Warm-up', kind: 'folder' },
    { name: 'Warm tools', kind: 'crate' },
  ];
  const names = (draft: string) => {
    const completion = completionAt(draft);
    return completion?.kind === 'value' && playlistNames(shelf, completion);
  };
  expect([names('playlist:wa'), names('crate:')]).toEqual([['Warm-up', 'Warm tools', 'Late warm-up'], ['Warm tools']]);
});

test('fields and fixed values are suggested by how they begin', () => {
  const is = completionAt('is:mi');
  expect([fieldSuggestions('GE'), is?.kind === 'value' && fixedValues(is)]).toEqual([['genre'], ['missing']]);
});
