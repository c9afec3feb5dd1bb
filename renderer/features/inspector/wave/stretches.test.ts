import { expect, test } from 'vitest';
import { text } from '../../../messages/use-text.ts';
import { keyStretches, sectionStretches } from './stretches.ts';

test('sections are named, timed, and strong where the piece is', () => {
  const sections = sectionStretches(
    [
      { startMs: 0, endMs: 31_000, kind: 'intro', energy: 0.3 },
      { startMs: 31_000, endMs: 94_000, kind: 'drop', energy: 1 },
    ],
    text,
  );
  expect(sections.map(({ label, description, isStrong }) => [label, description, isStrong])).toEqual([
    ['Intro', 'Intro, 0:00–0:31', false],
    ['Drop', 'Drop, 0:31–1:34', true],
  ]);
});

test('parts of one kind have no caption, only their times', () => {
  const part = (startMs: number, endMs: number) => ({ startMs, endMs, kind: 'body' as const, energy: 1 });
  const sections = sectionStretches([part(0, 20_000), part(20_000, 45_000)], text);
  expect(sections.map(({ label, description }) => [label, description])).toEqual([
    ['', 'Body, 0:00–0:20'],
    ['', 'Body, 0:20–0:45'],
  ]);
});

test('neighbours of one key are one stretch, in the notation of the user', () => {
  const segment = (startMs: number, endMs: number, key: number) => ({ startMs, endMs, key, confidence: 0.9 });
  const keys = keyStretches(
    [segment(0, 10_000, 14), segment(10_000, 20_000, 14), segment(20_000, 30_000, 16)],
    'classical',
    text,
  );
  expect(keys.map(({ label, startMs, endMs }) => [label, startMs, endMs])).toEqual([
    ['Am', 0, 20_000],
    ['Em', 20_000, 30_000],
  ]);
});
