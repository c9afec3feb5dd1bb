import { expect, test } from 'vitest';
import { completionsOf, lastTerm, withCompletion } from './search-terms.ts';

test.each([
  ['', { start: 0, minus: '', field: null, value: '' }],
  ['lamp pa', { start: 5, minus: '', field: null, value: 'pa' }],
  ['lamp -pack:"Harbour S', { start: 5, minus: '-', field: 'pack', value: 'Harbour S' }],
  ['pack:"Harbour Songs" ', { start: 21, minus: '', field: null, value: '' }],
  ['🎵 is:l', { start: 2, minus: '', field: 'is', value: 'l' }],
])('the last term of %s', (text, term) => {
  expect(lastTerm(text)).toEqual(term);
});

test('a field, and a value of it, are completed', () => {
  expect(completionsOf(lastTerm('st'), [])).toEqual(['step:', 'status:', 'stage:']);
  expect(completionsOf(lastTerm('-is:l'), [])).toEqual(['-is:late']);
  expect(completionsOf(lastTerm('pack:har'), ['Harbour Songs', 'Harbour'])).toEqual([
    'pack:"Harbour Songs"',
    'pack:Harbour',
  ]);
  expect(withCompletion('lamp pack:"har', 'pack:"Harbour Songs"')).toBe('lamp pack:"Harbour Songs" ');
  expect(withCompletion('🎵 pa', 'pack:')).toBe('🎵 pack:');
});
