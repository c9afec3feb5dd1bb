import { z } from 'zod';
import { keyCount } from './music-key.ts';

/** 0 to 1. Where it stands beside a value: among values shown with confidence p, p of them are right. */
const share = z.number().min(0).max(1);
const ms = z.number().min(0);
const key = z
  .number()
  .int()
  .min(0)
  .max(keyCount - 1);

export const tempoFindings = z.object({
  /** Null for music without a beat. */
  bpm: z.number().nullable(),
  confidence: share,
  /** The likeliest metrical levels, best first, at most three; the shares add up to at most 1. */
  candidates: z.array(z.object({ bpm: z.number(), share })).max(3),
  /** What each method said by itself; the second one is asked only when the first is unsure. */
  opinions: z.array(
    z.object({ method: z.enum(['resolver', 'essentia']), bpm: z.number().nullable(), confidence: share }),
  ),
  /** 10 s each, every 5 s. */
  windows: z.array(z.object({ startMs: ms, bpm: z.number().nullable(), confidence: share })),
  /** 1 for a machine's tempo, 0 for none that holds: `1 - 5 · coefficient of variation` of the windows. */
  stability: share,
  startBpm: z.number().nullable(),
  endBpm: z.number().nullable(),
  /** A jump of 5 BPM or more between windows, or a stability under 0.7. */
  isVariable: z.boolean(),
  /** The first beat of the first bar, and how sure that it is one. */
  firstDownbeatMs: ms.nullable(),
  downbeatConfidence: share,
  beatsPerBar: z.number().int(),
});
export type TempoFindings = z.output<typeof tempoFindings>;

export const keyFindings = z.object({
  /** 0 to 23 in Camelot order; null for audio without pitch. */
  key: key.nullable(),
  confidence: share,
  /** Best first, at most three; the first has `confidence`, and the shares add up to at most 1. */
  candidates: z.array(z.object({ key, share })).max(3),
  opinions: z.array(z.object({ method: z.enum(['profiles', 'essentia']), key: key.nullable(), confidence: share })),
  /** How far A4 is from 440 Hz, -50 to 50. */
  tuningCents: z.number(),
  /** How strong each pitch class is, C first, the strongest 1. */
  chroma: z.array(share).length(12),
  /** Stretches of one key, in order, without gaps. One stretch unless the key changes. */
  segments: z.array(z.object({ startMs: ms, endMs: ms, key, confidence: share })),
});
export type KeyFindings = z.output<typeof keyFindings>;

export const loudnessFindings = z.object({
  lufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  rangeLu: z.number(),
  /** ReplayGain 2.0: what brings it to -18 LUFS. */
  replayGainDb: z.number().nullable(),
  /** Linear true peak. */
  replayGainPeak: z.number().nullable(),
});
export type LoudnessFindings = z.output<typeof loudnessFindings>;

export const qualityVerdicts = ['lossless', 'lossy', 'transcode', 'uncertain'] as const;
/** Worth a look, each with the number that says why (its unit depends on the code). */
export const qualityReasons = [
  'CLIPPED',
  'TRUE_PEAK_OVER',
  'DC_OFFSET',
  'SILENT_START',
  'SILENT_END',
  'SILENT_INSIDE',
  'DIGITAL_SILENCE',
  'MONO_AS_STEREO',
  'CHANNEL_SILENT',
  'PHASE_INVERTED',
  'LOW_BANDWIDTH',
  'TRANSCODE',
  'TRANSCODE_UNCERTAIN',
  'PADDED_BITS',
  'UPSAMPLED',
  'LOW_BITRATE',
  'CRUSHED',
  'TRUNCATED',
] as const;
export const qualityFindings = z.object({
  /** 0 to 100: 100 less what the reasons cost. */
  score: z.number().int().min(0).max(100),
  /** `transcode`: stored without loss, but made from a lossy file. `uncertain`: signs of it that prove nothing. */
  verdict: z.enum(qualityVerdicts),
  /** How sure the verdict is. */
  verdictConfidence: share,
  /** Worst first. */
  reasons: z.array(z.object({ code: z.enum(qualityReasons), value: z.number(), cost: z.number().int() })),
  /** Up to which frequency there is sound; null for silence. */
  bandwidthHz: z.number().nullable(),
  /** Runs of samples at full scale. */
  clippedRuns: z.number().int(),
  /** The larger offset of the channels, as a part of full scale. */
  dcOffset: z.number(),
  silentStartMs: ms,
  silentEndMs: ms,
  /** Silences of a second or more with music on both sides. */
  silences: z.array(z.object({ startMs: ms, endMs: ms })).max(50),
  /** -1 to 1 between left and right; null for mono and silence. */
  correlation: z.number().min(-1).max(1).nullable(),
  /** Bits that are really used; null for lossy formats. */
  effectiveBits: z.number().int().nullable(),
});
export type QualityFindings = z.output<typeof qualityFindings>;

export const moods = ['happy', 'sad', 'aggressive', 'relaxed', 'acoustic', 'electronic', 'party'] as const;
export type Mood = (typeof moods)[number];

export const characterFindings = z.object({
  energy: share,
  danceability: share,
  arousal: share,
  /** -1 dark, 0 neither, 1 bright. */
  valence: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  valenceConfidence: share,
  /** Directions of the literature, not certainties. */
  moods: z.object(Object.fromEntries(moods.map((mood) => [mood, share])) as Record<Mood, typeof share>),
  /** How sure the strongest moods are. */
  moodConfidence: share,
  /** How likely somebody sings or speaks. */
  voice: share,
  voiceConfidence: share,
  /** Onsets a second. */
  onsetRate: z.number().min(0),
  centroidHz: z.number().min(0),
  rolloffHz: z.number().min(0),
  /** 0 a tone, 1 noise. */
  flatness: share,
});
export type CharacterFindings = z.output<typeof characterFindings>;

export const segmentKinds = ['intro', 'build', 'drop', 'body', 'break', 'outro'] as const;
export const segmentFindings = z.array(
  z.object({ startMs: ms, endMs: ms, kind: z.enum(segmentKinds), /** Relative to the loudest. */ energy: share }),
);
export type SegmentFindings = z.output<typeof segmentFindings>;

/** What analysis found in a piece of audio. Kept as JSON under the hash of the audio. */
export const findings = z.object({
  tempo: tempoFindings,
  key: keyFindings,
  loudness: loudnessFindings,
  /** Null where the audio is too short or silent to say. */
  quality: qualityFindings.nullable(),
  character: characterFindings.nullable(),
  segments: segmentFindings,
});
export type Findings = z.output<typeof findings>;

/** Under these a value waits in Review. */
export const sureFrom = { tempo: 0.8, key: 0.7, mood: 0.6 } as const;
