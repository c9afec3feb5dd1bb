import { camelotNumber, type KeyRelation, keyCount, keyMode, type MusicKey, pitchOfKey } from './music-key.ts';

/** How a key stands to another on the wheel; `parallel` has the same tonic, a semitone away is seven steps. */
export const wheelRelations = [
  ...(['same', 'oneUp', 'oneDown', 'relative'] as const satisfies readonly KeyRelation[]),
  ...(['diagonal', 'twoUp', 'twoDown', 'parallel', 'semitoneUp', 'semitoneDown', 'far'] as const),
] as const;
export type WheelRelation = (typeof wheelRelations)[number];

/** What is known of a track; null where nothing is. */
export type MixTrack = {
  key: MusicKey | null;
  bpm: number | null;
  /** 0 to 1. */
  energy: number | null;
  arousal: number | null;
  /** -1 dark to 1 bright. */
  valence: number | null;
};

/** The facts behind a score, each null where one of the tracks does not have it. Scores are 0 to 1. */
export type Mixability = {
  score: number;
  key: { relation: WheelRelation; score: number } | null;
  tempo: {
    /** What the second track's tempo is taken times: 1, 2 (it plays half as fast) or 0.5. */
    ratio: 0.5 | 1 | 2;
    /** How much faster the second track must play to fit, in percent; below 0 for slower. */
    changePercent: number;
    score: number;
  } | null;
  mood: { /** 0 the same, 1 opposite. */ distance: number; score: number } | null;
  energy: { /** From the first to the second track, in tenths of the scale. */ step: number; score: number } | null;
};

/**
 * What DJs hold of keys: the neighbours and the relative blend, the diagonal and a whole tone are noticed, the parallel
 * key shares its fifth, a semitone is an effect, the rest clashes.
 */
const relationScores: Record<WheelRelation, number> = {
  same: 1,
  relative: 0.95,
  oneUp: 0.9,
  oneDown: 0.9,
  diagonal: 0.6,
  parallel: 0.55,
  twoUp: 0.5,
  twoDown: 0.5,
  semitoneUp: 0.3,
  semitoneDown: 0.3,
  far: 0.08,
};

const leastMixable = 0.5;

/** At 4 % a change of tempo is heard, at 8 % few do it: scores 0.78 and 0.37. */
const tempoReachPercent = 8;
const halfTempoScore = 0.85;
const weights = { key: 0.4, tempo: 0.4, mood: 0.1, energy: 0.1 };
/** What an unknown part counts as: neither praise nor blame. */
const unknownScore = 0.5;

/** How well a second track follows a first in a mix, and why. The score is the same both ways. */
export function mixability(first: MixTrack, second: MixTrack): Mixability {
  const key = keyFact(first.key, second.key);
  const tempo = tempoFact(first.bpm, second.bpm);
  const mood = moodFact(first, second);
  const energy = energyFact(first.energy, second.energy);
  const logarithm = (weight: number, part: { score: number } | null) =>
    weight * Math.log(Math.max(0.01, part === null ? unknownScore : part.score));
  // A geometric mean: one clash is not made good by the rest.
  const score = Math.exp(
    logarithm(weights.key, key) +
      logarithm(weights.tempo, tempo) +
      logarithm(weights.mood, mood) +
      logarithm(weights.energy, energy),
  );
  return { score: Math.min(1, score), key, tempo, mood, energy };
}

/** The keys that score at least so much beside this one: all that are noticed kindly where nothing is said. */
export function mixableKeys(key: MusicKey, leastScore = leastMixable): MusicKey[] {
  return Array.from({ length: keyCount }, (_, other) => other as MusicKey).filter(
    (other) => relationScores[wheelRelation(key, other)] >= leastScore,
  );
}

/** How `second` stands to `first` on the wheel. */
export function wheelRelation(first: MusicKey, second: MusicKey): WheelRelation {
  const steps = (camelotNumber(second) - camelotNumber(first) + 12) % 12;
  if (keyMode(first) !== keyMode(second)) {
    if (steps === 0) return 'relative';
    if (pitchOfKey(first) === pitchOfKey(second)) return 'parallel';
    return steps === 1 || steps === 11 ? 'diagonal' : 'far';
  }
  switch (steps) {
    case 0:
      return 'same';
    case 1:
      return 'oneUp';
    case 11:
      return 'oneDown';
    case 2:
      return 'twoUp';
    case 10:
      return 'twoDown';
    case 7:
      return 'semitoneUp';
    case 5:
      return 'semitoneDown';
    default:
      return 'far';
  }
}

function keyFact(first: MusicKey | null, second: MusicKey | null): Mixability['key'] {
  if (first === null || second === null) return null;
  const relation = wheelRelation(first, second);
  return { relation, score: relationScores[relation] };
}

function tempoFact(first: number | null, second: number | null): Mixability['tempo'] {
  // Less than a beat a minute is no tempo.
  if (first === null || second === null || !(first >= 1) || !(second >= 1)) return null;
  const ratios = [1, 2, 0.5] as const;
  const facts = ratios.map((ratio) => {
    const percent = 100 * Math.log(first / (second * ratio));
    const closeness = Math.exp(-((percent / tempoReachPercent) ** 2));
    return {
      ratio,
      changePercent: 100 * (first / (second * ratio) - 1),
      score: closeness * (ratio === 1 ? 1 : halfTempoScore),
      distance: Math.abs(percent),
    };
  });
  // By distance, as far apart all scores are 0; the first of equals is the plain one.
  const { ratio, changePercent, score } = facts.reduce((best, fact) => (fact.distance < best.distance ? fact : best));
  return { ratio, changePercent, score };
}

function moodFact(first: MixTrack, second: MixTrack): Mixability['mood'] {
  if (first.arousal === null || second.arousal === null || first.valence === null || second.valence === null)
    return null;
  // Valence is a hint: it counts half as much as arousal.
  const arousal = first.arousal - second.arousal;
  const valence = (first.valence - second.valence) / 4;
  const distance = Math.min(1, Math.hypot(arousal, valence) / Math.hypot(1, 0.5));
  return { distance, score: 1 - 0.8 * distance };
}

function energyFact(first: number | null, second: number | null): Mixability['energy'] {
  if (first === null || second === null) return null;
  const difference = second - first;
  // A step either way keeps a set alive; a jump is a change of subject.
  const beyond = Math.max(0, Math.abs(difference) - 0.1);
  return { step: Math.round(10 * difference), score: Math.max(0.2, 1 - 1.2 * beyond) };
}
