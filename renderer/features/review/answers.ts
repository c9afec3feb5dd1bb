import type { Override } from '#shared/contract/analysis.ts';
import type { Output } from '#shared/contract/index.ts';
import type { ReviewKind } from '#shared/contract/review.ts';
import { type CharacterFindings, type Mood, moods } from '#shared/findings.ts';
import type { MusicKey } from '#shared/music-key.ts';
import { type BeatGrid, type FoundBeats, gridOf, isSameTempo } from './beat-grid.ts';

export type Details = Output<'review.get'>;

/** What was chosen for the question on screen; null where analysis still decides. */
export type Draft = {
  bpm: number | null;
  /** A first beat of a bar that was moved here, in milliseconds. */
  anchorMs: number | null;
  key: MusicKey | null;
  moods: readonly Mood[] | null;
};

export const emptyDraft: Draft = { bpm: null, anchorMs: null, key: null, moods: null };

/** What a tempo may be; the contract has the same. */
export const bpmRange = { low: 20, high: 400 } as const;
export const mostMoods = 3;

/** The tempo that is chosen now: the draft's, the best candidate, or null for music without a beat. */
export function chosenBpm({ analysis, track }: Details, draft: Draft): number | null {
  return draft.bpm ?? setNumber(analysis, 'bpm') ?? analysis.findings?.tempo.candidates[0]?.bpm ?? track.bpm;
}

export function chosenKey({ analysis, track }: Details, draft: Draft): MusicKey | null {
  return draft.key ?? setNumber(analysis, 'key') ?? analysis.findings?.key.candidates[0]?.key ?? track.key;
}

export function chosenMoods({ analysis }: Details, draft: Draft): readonly Mood[] {
  if (draft.moods) return draft.moods;
  const character = analysis.findings?.character;
  return character ? likelyMoods(character) : [];
}

/** A mood from this share on is one of the track's, as in the library's own columns. */
const leastMood = 0.55;

/** The likely moods, best first, or the likeliest one. */
export function likelyMoods({ moods: shares }: CharacterFindings): readonly Mood[] {
  const ordered = [...moods].sort((first, second) => shares[second] - shares[first]);
  const likely = ordered.filter((mood) => shares[mood] >= leastMood).slice(0, mostMoods);
  return likely.length > 0 ? likely : ordered.slice(0, 1);
}

/** One mood more or less; past the most there may be, the one chosen first leaves. */
export function toggleMood(chosen: readonly Mood[], mood: Mood): Mood[] {
  if (chosen.includes(mood)) return chosen.filter((other) => other !== mood);
  return [...chosen, mood].slice(-mostMoods);
}

/** Overrides that answer a question as it is chosen; empty where there is nothing to accept yet. */
export function overridesFor(kind: ReviewKind, details: Details, draft: Draft): Override[] {
  const { id } = details.track;
  switch (kind) {
    case 'tempo': {
      const bpm = chosenBpm(details, draft);
      if (bpm === null) return [];
      const tempo: Override = { id, field: 'bpm', value: bpm };
      if (draft.anchorMs === null) return [tempo];
      return [tempo, { id, field: 'grid', value: { anchorMs: Math.round(draft.anchorMs) } }];
    }
    case 'key': {
      const key = chosenKey(details, draft);
      return key === null ? [] : [{ id, field: 'key', value: key }];
    }
    case 'quality':
      return [{ id, field: 'quality', value: true }];
    case 'mood':
      return [{ id, field: 'mood', value: [...chosenMoods(details, draft)] }];
  }
}

/** A number the user set before. */
function setNumber({ overrides }: Details['analysis'], name: 'bpm' | 'key'): number | null {
  const set = overrides.find(({ field }) => field === name);
  return typeof set?.value === 'number' ? set.value : null;
}

/** The beats that analysis answered, which follow a tempo that was set by hand. */
export function foundBeats({ analysis }: Details): FoundBeats {
  return {
    bpm: setNumber(analysis, 'bpm') ?? analysis.findings?.tempo.bpm ?? null,
    beatsMs: analysis.beatsMs,
    firstDownbeat: analysis.firstDownbeat,
    beatsPerBar: analysis.findings?.tempo.beatsPerBar || 4,
  };
}

/** The beats of a tempo in this track, where the draft has moved them. */
export function draftGrid(details: Details, draft: Draft, bpm: number | null): BeatGrid | null {
  if (bpm === null) return null;
  return gridOf(bpm, foundBeats(details), details.track.durationMs ?? 0, draft.anchorMs);
}

/** Twice or half the chosen tempo, while that is one a track can have. A candidate that means the same is taken. */
export function scaledBpm(details: Details, draft: Draft, factor: number): number | null {
  const bpm = chosenBpm(details, draft);
  if (bpm === null) return null;
  const scaled = bpm * factor;
  if (scaled < bpmRange.low || scaled > bpmRange.high) return null;
  return (
    details.analysis.findings?.tempo.candidates.find((candidate) => isSameTempo(candidate.bpm, scaled))?.bpm ?? scaled
  );
}
