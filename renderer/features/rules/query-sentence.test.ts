import { expect, test } from 'vitest';
import { fieldDefinition, queryFieldNames } from '#shared/query/fields.ts';
import { messages } from '../../messages/index.ts';
import { text } from '../../messages/use-text.ts';
import { querySentence } from './query-sentence.ts';

test.each([
  ['', 'All tracks'],
  ['bpm:120..126 ~key:8A -genre:House added-', 'BPM 120 to 126, key mixes with 8A, not genre House, newest first'],
  ['deep house rating:>=4', 'With “deep house”, rating 4 or more'],
  ['genre:house,techno | (year:..1999 -is:played)', 'Genre house or techno or (year up to 1999 and not played)'],
  ['-(artist:=Nova | label:x)', 'None of (artist exactly Nova or label x)'],
  [
    'added:-2w.. lastplayed:"" has:cues -has:cover',
    'Added in the last 2 weeks, never last played, with cues, without a cover',
  ],
  ['playlist:"Warm-up" crate:"" drive:USB', 'In playlist Warm-up, in no crate, on USB'],
  [
    '~bpm:124 mood:happy length:>5m plays-',
    'BPM near 124, half or double, mood happy, length over 5m, highest plays first',
  ],
  ['foo:1 love', '“foo:1” is not understood and left out, with “love”'],
  ['title::^the year+ artist-', 'Title like ^the, lowest year first, by artist, falling'],
])('%j says %j', (query, sentence) => {
  expect(querySentence(text, query)).toBe(sentence);
});

test('every field and every flag has its words', () => {
  const ids = queryFieldNames.flatMap((field) => {
    const definition = fieldDefinition(field);
    const flags = definition.kind === 'flag' ? Object.keys(definition.values) : [];
    return [`rules.field.${field}`, ...flags.map((flag) => `rules.flag.${flag}`)];
  });
  expect(ids.filter((id) => !(id in messages))).toEqual([]);
});
