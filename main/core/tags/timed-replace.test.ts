import { expect, test } from 'vitest';
import { replaceInTime } from './timed-replace.ts';

const pattern = { isPattern: true, isCaseSensitive: true };

test('replaces as a plain replacement does', () => {
  expect(replaceInTime(['a1', 'b22', '$'], { find: '(\\d)', replacement: '<$1>', ...pattern })).toEqual([
    'a<1>',
    'b<2><2>',
    '$',
  ]);
  const plain = { find: '$1', replacement: '$&', isPattern: false, isCaseSensitive: false };
  expect(replaceInTime(['cost $1'], plain)).toEqual(['cost $&']);
});

test('a pattern that would run for ever is stopped, and one that is none is refused', () => {
  const started = performance.now();
  expect(() => replaceInTime([`${'a'.repeat(60)}!`], { find: '^(a+)+$', replacement: '', ...pattern })).toThrow(
    expect.objectContaining({ code: 'PATTERN_SLOW' }),
  );
  expect(performance.now() - started).toBeLessThan(3000);
  expect(() => replaceInTime(['a'], { find: '(', replacement: '', ...pattern })).toThrow(
    expect.objectContaining({ code: 'PATTERN_INVALID' }),
  );
});

test('a pattern sees nothing but the texts', () => {
  expect(replaceInTime(['x'], { find: 'x', replacement: '$$&{this}', ...pattern })).toEqual(['$&{this}']);
});
