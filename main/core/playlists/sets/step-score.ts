import { mixability } from '#shared/mixability.ts';
import { keyCount } from '#shared/music-key.ts';
import { type SetTracks, unknownKey } from './set-tracks.ts';

/** What a step from one track to the next can score, a hundred together. */
export const stepPoints = { key: 35, tempo: 25, energy: 20, mood: 10, ends: 10 } as const;
export type StepPart = keyof typeof stepPoints;
/** Points, each 0 to what `stepPoints` says. */
export type StepScore = Record<StepPart, number>;

/** What is wished for at a place of a set. */
export type Place = {
  /** 0 to 10. */
  energy: number;
  /** Natural logarithm of the beats a minute; NaN where every tempo will do. */
  logBpm: number;
};

/** What an unknown part counts as: neither praise nor blame. */
const unknown = 0.5;
/** Under this a part speaks against a step; the same limit as in reasons. */
export const weakPart = 0.5;
const tempoReachPercent = 8;
/** A ramp is meant: so far off it scores a third. */
const rampReachPercent = 4;
const halfTempoScore = 0.85;
/** Of the tempo's points, how many are for being where the ramp is; of the energy's, for being on the curve. */
const rampShare = 0.4;
const curveShare = 0.75;
/** In tenths of the scale: so near counts as on the curve, and so far beyond scores nothing. */
const onCurveWithin = 0.5;
const offCurveFrom = 4.5;
/** Half a minute of outro over intro is all a mix needs. */
const longEndMs = 30_000;
const shortEndScore = 0.4;

/** How two keys go together, 0 to 1; index `first * 25 + second`, where 24 is unknown. */
const keyScores = Float64Array.from({ length: (keyCount + 1) ** 2 }, (_, index) => {
  const [first, second] = [Math.floor(index / (keyCount + 1)), index % (keyCount + 1)];
  if (first === unknownKey || second === unknownKey) return unknown;
  const nothing = { bpm: null, energy: null, arousal: null, valence: null };
  return mixability({ ...nothing, key: first }, { ...nothing, key: second }).key!.score;
});

export function keyScore(tracks: SetTracks, first: number, second: number): number {
  return keyScores[tracks.key[first]! * (keyCount + 1) + tracks.key[second]!]!;
}

/** As `mixability` has it: how near two tempi are, also where one is half or double of the other. */
export function tempoScore(tracks: SetTracks, first: number, second: number): number {
  const plain = tracks.logBpm[first]! - tracks.logBpm[second]!;
  if (Number.isNaN(plain)) return unknown;
  const folded = Math.abs(plain) - Math.LN2;
  const isPlain = Math.abs(plain) <= Math.abs(folded);
  const percent = 100 * (isPlain ? plain : folded);
  return Math.exp(-((percent / tempoReachPercent) ** 2)) * (isPlain ? 1 : halfTempoScore);
}

function moodScore(tracks: SetTracks, first: number, second: number): number {
  const arousal = tracks.arousal[first]! - tracks.arousal[second]!;
  const valence = (tracks.valence[first]! - tracks.valence[second]!) / 4;
  const distance = Math.sqrt(arousal * arousal + valence * valence) / Math.sqrt(1.25);
  return Number.isNaN(distance) ? unknown : 1 - 0.8 * Math.min(1, distance);
}

function energyStepScore(tracks: SetTracks, first: number, second: number): number {
  const beyond = Math.abs(tracks.energy[second]! - tracks.energy[first]!) / 10 - 0.1;
  return Number.isNaN(beyond) ? unknown : Math.max(0.2, 1 - 1.2 * Math.max(0, beyond));
}

/** How near a track is to the curve at its place, 0 to 1. */
export function curveScore(tracks: SetTracks, row: number, place: Place): number {
  const off = Math.abs(tracks.energy[row]! - place.energy);
  if (Number.isNaN(off)) return unknown;
  return 1 - Math.min(1, Math.max(0, off - onCurveWithin) / (offCurveFrom - onCurveWithin));
}

/** How near a track is to the ramp of the tempo, 0 to 1. Only called where there is one. */
function rampScore(tracks: SetTracks, row: number, place: Place): number {
  const percent = 100 * (tracks.logBpm[row]! - place.logBpm);
  return Number.isNaN(percent) ? unknown : Math.exp(-((percent / rampReachPercent) ** 2));
}

/** How well the end of one meets the beginning of the other, 0 to 1. */
export function endsScore(tracks: SetTracks, first: number, second: number): number {
  const common = Math.min(tracks.outroMs[first]!, tracks.introMs[second]!);
  if (Number.isNaN(common)) return unknown;
  return shortEndScore + (1 - shortEndScore) * Math.min(1, common / longEndMs);
}

/** All of a step, in points; not rounded. */
export function scoreStep(tracks: SetTracks, first: number, second: number, place: Place): StepScore {
  const tempo = tempoScore(tracks, first, second);
  const hasRamp = !Number.isNaN(place.logBpm);
  const onRamp = hasRamp ? rampScore(tracks, second, place) : tempo;
  const onCurve = curveScore(tracks, second, place);
  const step = energyStepScore(tracks, first, second);
  return {
    key: stepPoints.key * keyScore(tracks, first, second),
    tempo: stepPoints.tempo * ((1 - rampShare) * tempo + rampShare * onRamp),
    energy: stepPoints.energy * (curveShare * onCurve + (1 - curveShare) * step),
    mood: stepPoints.mood * moodScore(tracks, first, second),
    ends: stepPoints.ends * endsScore(tracks, first, second),
  };
}

/** The same as one sum, without an object for each of millions. */
export function sumStep(tracks: SetTracks, first: number, second: number, place: Place): number {
  const tempo = tempoScore(tracks, first, second);
  const onRamp = Number.isNaN(place.logBpm) ? tempo : rampScore(tracks, second, place);
  return (
    stepPoints.key * keyScore(tracks, first, second) +
    stepPoints.tempo * ((1 - rampShare) * tempo + rampShare * onRamp) +
    stepPoints.energy *
      (curveShare * curveScore(tracks, second, place) + (1 - curveShare) * energyStepScore(tracks, first, second)) +
    stepPoints.mood * moodScore(tracks, first, second) +
    stepPoints.ends * endsScore(tracks, first, second)
  );
}

/** What the first track of a set can score: to be on the curve and on the ramp. */
export function sumOpening(tracks: SetTracks, row: number, place: Place): number {
  const onRamp = Number.isNaN(place.logBpm) ? unknown : rampScore(tracks, row, place);
  return stepPoints.energy * curveScore(tracks, row, place) + stepPoints.tempo * onRamp;
}

/** Whole points that add up: what the window shows. */
export function roundStep(score: StepScore): { score: number; parts: StepScore } {
  const parts = Object.fromEntries(
    Object.entries(score).map(([part, points]) => [part, Math.round(points)]),
  ) as StepScore;
  return { score: Object.values(parts).reduce((sum, points) => sum + points, 0), parts };
}
