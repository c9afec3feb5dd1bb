import { expect, test } from 'vitest';
import { keyText } from './track-json.ts';

test('keys are written out, and there are twelve of each mode', () => {
  const texts = Array.from({ length: 24 }, (_, key) => keyText(key));
  expect([keyText(0), keyText(13), keyText(14), keyText(15)]).toEqual(['Ab minor', 'F major', 'A minor', 'C major']);
  expect(new Set(texts).size).toBe(24);
  expect(texts.filter((text) => /^[A-G][b#]? minor$/.test(text)).length).toBe(12);
  expect(texts.filter((text) => /^[A-G][b#]? major$/.test(text)).length).toBe(12);
});
