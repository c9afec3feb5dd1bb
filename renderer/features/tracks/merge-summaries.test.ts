import { expect, test } from 'vitest';
import { mergeSummaries, type TracksSummary } from './merge-summaries.ts';

const summary = (change: Partial<TracksSummary>): TracksSummary => ({
  count: 1,
  durationMs: 1000,
  sizeBytes: 500,
  shared: { genre: 'House', artist: 'Ada Quill' },
  bpmRange: [120, 124],
  ...change,
});

test('sums add up, ranges widen, and only what both share is shared', () => {
  const second = summary({ count: 2, shared: { genre: 'House', artist: 'Osei Calder' }, bpmRange: [118, 121] });
  expect(mergeSummaries(summary({}), second)).toEqual({
    count: 3,
    durationMs: 2000,
    sizeBytes: 1000,
    shared: { genre: 'House', artist: null },
    bpmRange: [118, 124],
  });
});

test('tracks without a tempo leave the range of the others', () => {
  const [known, unknown] = [summary({}), summary({ bpmRange: null })];
  expect([mergeSummaries(known, unknown), mergeSummaries(unknown, known)].map(({ bpmRange }) => bpmRange)).toEqual([
    [120, 124],
    [120, 124],
  ]);
});

test('what differed once stays different', () => {
  const differing = summary({ shared: { genre: null } });
  expect(mergeSummaries(mergeSummaries(summary({}), differing), summary({})).shared.genre).toBeNull();
});
