import fc from 'fast-check';
import { expect, test } from 'vitest';
import { override } from '#shared/contract/analysis.ts';
import { reviewKinds } from '#shared/contract/review.ts';
import { type CharacterFindings, moods } from '#shared/findings.ts';
import { trackRow } from '../tracks/testing/track-row.ts';
import {
  chosenBpm,
  chosenKey,
  type Details,
  draftGrid,
  emptyDraft,
  likelyMoods,
  overridesFor,
  scaledBpm,
  toggleMood,
} from './answers.ts';
import { findingsOf } from './testing/findings.ts';

const candidates = [
  { bpm: 120, share: 0.5 },
  { bpm: 60.1, share: 0.4 },
];

function details(change: Partial<Details['analysis']> = {}): Details {
  const track = trackRow({ id: 7, durationMs: 60_000 });
  return {
    track,
    waiting: ['tempo'],
    tagBpm: null,
    tagKey: null,
    sameArtist: null,
    sameGenre: null,
    analysis: {
      id: track.id,
      findings: findingsOf({ tempo: { candidates }, key: { candidates: [{ key: 14, share: 0.5 }] } }),
      isOutdated: false,
      analysedAt: 0,
      overrides: [],
      beatsMs: Array.from({ length: 100 }, (_, beat) => beat * 500),
      firstDownbeat: 0,
      spectrum: null,
      genreSuggestion: null,
      models: [],
      ...change,
    },
  };
}

test('without a choice the best candidate is the answer, or what was set before', () => {
  expect(chosenBpm(details(), emptyDraft)).toBe(120);
  expect(chosenKey(details(), emptyDraft)).toBe(14);
  const { id } = details().track;
  const set = details({
    overrides: [
      { id, field: 'bpm', value: 99 },
      { id, field: 'key', value: 3 },
    ],
  });
  expect(chosenBpm(set, emptyDraft)).toBe(99);
  expect(chosenKey(set, emptyDraft)).toBe(3);
});

test('every answer is an override the core takes', () => {
  const draft = fc.record({
    bpm: fc.option(fc.double({ min: 20, max: 400, noNaN: true })),
    anchorMs: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
    key: fc.option(fc.integer({ min: 0, max: 23 })),
    moods: fc.option(fc.subarray([...moods], { maxLength: 3 })),
  });
  fc.assert(
    fc.property(fc.constantFrom(...reviewKinds), draft, (kind, chosen) => {
      const overrides = overridesFor(kind, details(), chosen);
      expect(overrides.length).toBeGreaterThan(0);
      for (const each of overrides) expect(override.parse(each)).toEqual(each);
    }),
  );
});

test('a moved grid goes along with the tempo; a tempo alone moves nothing', () => {
  const { id } = details().track;
  expect(overridesFor('tempo', details(), { ...emptyDraft, bpm: 60.1, anchorMs: 1234.6 })).toEqual([
    { id, field: 'bpm', value: 60.1 },
    { id, field: 'grid', value: { anchorMs: 1235 } },
  ]);
  expect(overridesFor('tempo', details(), emptyDraft)).toEqual([{ id, field: 'bpm', value: 120 }]);
});

test('music without a beat has no tempo to accept until one is tapped', () => {
  const beatless = details({ findings: findingsOf({ tempo: { bpm: null, candidates: [] } }), beatsMs: [] });
  const silent: Details = { ...beatless, track: { ...beatless.track, bpm: null } };
  expect(overridesFor('tempo', silent, emptyDraft)).toEqual([]);
  expect(overridesFor('tempo', silent, { ...emptyDraft, bpm: 90 })).toHaveLength(1);
  expect(draftGrid(silent, emptyDraft, null)).toBeNull();
});

test('halving takes the candidate that means the same, and stays within what a tempo can be', () => {
  expect(scaledBpm(details(), emptyDraft, 0.5)).toBe(60.1);
  expect(scaledBpm(details(), emptyDraft, 2)).toBe(240);
  expect(scaledBpm(details(), { ...emptyDraft, bpm: 30 }, 0.5)).toBeNull();
  expect(scaledBpm(details(), { ...emptyDraft, bpm: 300 }, 2)).toBeNull();
});

test('three moods at most: the one chosen first leaves', () => {
  expect(toggleMood(['happy', 'sad'], 'sad')).toEqual(['happy']);
  expect(toggleMood(['happy', 'sad', 'party'], 'relaxed')).toEqual(['sad', 'party', 'relaxed']);
});

test('the likely moods are proposed, best first, or the likeliest one', () => {
  const shares = (change: Partial<CharacterFindings['moods']>) =>
    ({
      moods: { ...(Object.fromEntries(moods.map((mood) => [mood, 0.1])) as CharacterFindings['moods']), ...change },
    }) as CharacterFindings;
  expect(likelyMoods(shares({ sad: 0.6, relaxed: 0.9 }))).toEqual(['relaxed', 'sad']);
  expect(likelyMoods(shares({ sad: 0.3 }))).toEqual(['sad']);
});
