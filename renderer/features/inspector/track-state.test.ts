import { expect, test } from 'vitest';
import type { TempoFindings } from '#shared/findings.ts';
import { isReviewed, offeredGenre, tempoMovement } from './track-state.ts';

const tempo = (change: Partial<TempoFindings>): TempoFindings => ({
  bpm: 124,
  confidence: 0.9,
  candidates: [],
  opinions: [],
  windows: [],
  stability: 1,
  startBpm: 124,
  endBpm: 124,
  isVariable: false,
  firstDownbeatMs: null,
  downbeatConfidence: 0,
  beatsPerBar: 4,
  ...change,
});
const window = (bpm: number | null, confidence = 0.9) => ({ startMs: 0, bpm, confidence });

test('only what was analysed and waits for nothing is reviewed', () => {
  expect([
    isReviewed({ analysisState: 'done', review: 0 }),
    isReviewed({ analysisState: 'done', review: 8 }),
    isReviewed({ analysisState: 'waiting', review: 0 }),
  ]).toEqual([true, false, false]);
});

test('a tempo that holds says nothing; one that drifts or varies says how far', () => {
  expect(tempoMovement(tempo({ startBpm: 124, endBpm: 124.2 }))).toBeNull();
  expect(tempoMovement(tempo({ startBpm: 121, endBpm: 126 }))).toEqual({ kind: 'drifts', start: 121, end: 126 });
  const windows = [window(90), window(140), window(300, 0.1), window(null)];
  expect(tempoMovement(tempo({ isVariable: true, windows }))).toEqual({ kind: 'varies', low: 90, high: 140 });
});

test('a genre is offered only where it is news and the user has none of their own', () => {
  const genreSuggestion = { genre: 'House', confidence: 0.8 };
  const offered = (genre: string, hasEdits: boolean) => offeredGenre({ genre, hasEdits }, { genreSuggestion })?.genre;
  expect([offered('', true), offered('Techno', false), offered('house', false), offered('Techno', true)]).toEqual([
    'House',
    'House',
    undefined,
    undefined,
  ]);
});
