import type { QualityVerdict } from '#core/db/schema.ts';
import {
  type CharacterFindings,
  type Findings,
  type Mood,
  moods,
  type QualityFindings,
  sureFrom,
} from '#shared/findings.ts';
import { lockBits, type Overrides } from './overrides.repository.ts';

/** Bits of `track.review`. */
export const reviewBits = { tempo: 1, key: 2, quality: 4, mood: 8 } as const;

/** What the file's tags say. */
export type TagValues = { bpm: number | null; key: number | null };

/** What lists show of a track. */
export type EffectiveColumns = {
  bpm: number | null;
  bpm_confidence: number | null;
  musical_key: number | null;
  key_confidence: number | null;
  energy: number | null;
  danceability: number | null;
  arousal: number | null;
  valence: number | null;
  voice: number | null;
  mood: string;
  mood_confidence: number | null;
  quality_score: number | null;
  quality_verdict: QualityVerdict | null;
  review: number;
  locked: number;
};

const leastMood = 0.55;
const mostMoods = 3;
/** Faults that a listener would hear, whatever the score. */
const audibleFaults: readonly QualityFindings['reasons'][number]['code'][] = [
  'CLIPPED',
  'CHANNEL_SILENT',
  'PHASE_INVERTED',
  'TRUNCATED',
];
const leastFaultCost = 10;

/** Tempo and key as the table `analysis` has them beside the findings, which results of before do not have. */
export type MeasuredValues = {
  bpm: number | null;
  bpmConfidence: number | null;
  key: number | null;
  keyConfidence: number | null;
};

/** What analysis found, else what the tags say. */
export function automaticColumns(
  findings: Findings | null,
  measured: MeasuredValues,
  tags: TagValues,
): EffectiveColumns {
  const character = findings?.character ?? null;
  const quality = findings?.quality ?? null;
  const percent = (share: number | undefined) => (share === undefined ? null : Math.round(100 * share));
  return {
    bpm: measured.bpm ?? tags.bpm,
    bpm_confidence: measured.bpm === null ? null : measured.bpmConfidence,
    musical_key: measured.key ?? tags.key,
    key_confidence: measured.key === null ? null : measured.keyConfidence,
    energy: percent(character?.energy),
    danceability: percent(character?.danceability),
    arousal: percent(character?.arousal),
    valence: character?.valence ?? null,
    voice: percent(character?.voice),
    mood: strongestMoods(character).join(' '),
    mood_confidence: character?.moodConfidence ?? null,
    quality_score: quality?.score ?? null,
    quality_verdict: quality?.verdict ?? null,
    review: findings ? reviewOf(findings) : 0,
    locked: 0,
  };
}

/** The same with the user's own values in their place. What is set waits in Review no more. */
export function withOverrides(columns: EffectiveColumns, overrides: Overrides): EffectiveColumns {
  const { bpm, key, mood, quality } = overrides;
  const answered =
    (bpm === undefined ? 0 : reviewBits.tempo) |
    (key === undefined ? 0 : reviewBits.key) |
    (quality === undefined ? 0 : reviewBits.quality) |
    (mood === undefined ? 0 : reviewBits.mood);
  return {
    ...columns,
    ...(bpm === undefined ? {} : { bpm, bpm_confidence: null }),
    ...(key === undefined ? {} : { musical_key: key, key_confidence: null }),
    ...(mood === undefined ? {} : { mood: mood.join(' '), mood_confidence: null }),
    review: columns.review & ~answered,
    locked: Object.keys(overrides).reduce((bits, field) => bits | lockBits[field as keyof Overrides], 0),
  };
}

/** Best first; the strongest one even where none stands out. */
export function strongestMoods(character: CharacterFindings | null): Mood[] {
  if (!character) return [];
  const ranked = [...moods].sort((one, other) => character.moods[other] - character.moods[one]);
  const strong = ranked.filter((mood) => character.moods[mood] >= leastMood).slice(0, mostMoods);
  return strong.length > 0 ? strong : ranked.slice(0, 1);
}

function reviewOf({ tempo, key, quality, character }: Findings): number {
  let review = 0;
  if (tempo.bpm !== null && tempo.confidence < sureFrom.tempo) review |= reviewBits.tempo;
  if (key.key !== null && key.confidence < sureFrom.key) review |= reviewBits.key;
  if (quality && isWorthALook(quality)) review |= reviewBits.quality;
  if (character && character.moodConfidence < sureFrom.mood) review |= reviewBits.mood;
  return review;
}

function isWorthALook({ verdict, reasons }: QualityFindings): boolean {
  if (verdict === 'transcode' || verdict === 'uncertain') return true;
  return reasons.some(({ code, cost }) => audibleFaults.includes(code) && cost >= leastFaultCost);
}
