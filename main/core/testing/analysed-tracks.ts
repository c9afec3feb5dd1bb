import { algorithmVersions } from '#core/analysis/algorithm-versions.ts';
import { applyAnalysis, saveAnalysis } from '#core/analysis/analysis.repository.ts';
import type { Db } from '#core/db/query.ts';
import type { TrackTable } from '#core/db/schema.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { CharacterFindings, Findings, KeyFindings, QualityFindings, TempoFindings } from '#shared/findings.ts';
import { insertTrack } from './temp-library.ts';

export type FindingsChange = {
  tempo?: Partial<TempoFindings>;
  key?: Partial<KeyFindings>;
  quality?: Partial<QualityFindings>;
  character?: Partial<CharacterFindings>;
};

/** Findings of a clear piece of 120 BPM in A minor, but for what is named. */
export function makeFindings(change: FindingsChange = {}): Findings {
  const bpm = change.tempo?.bpm === undefined ? 120 : change.tempo.bpm;
  return {
    tempo: {
      bpm,
      confidence: 0.95,
      candidates:
        bpm === null
          ? []
          : [
              { bpm, share: 0.95 },
              { bpm: bpm / 2, share: 0.04 },
            ],
      opinions: [{ method: 'resolver', bpm, confidence: 0.95 }],
      windows: [],
      stability: 1,
      startBpm: bpm,
      endBpm: bpm,
      isVariable: false,
      firstDownbeatMs: 500,
      downbeatConfidence: 0.5,
      beatsPerBar: 4,
      ...change.tempo,
    },
    key: {
      key: 14,
      confidence: 0.9,
      candidates: [
        { key: 14, share: 0.9 },
        { key: 15, share: 0.05 },
      ],
      opinions: [{ method: 'profiles', key: 14, confidence: 0.9 }],
      tuningCents: 0,
      chroma: [1, 0, 0, 0, 0.8, 0, 0, 0, 0, 0.9, 0, 0],
      segments: [{ startMs: 0, endMs: 10_000, key: 14, confidence: 0.9 }],
      ...change.key,
    },
    loudness: { lufs: -9, truePeakDb: -1, rangeLu: 4, replayGainDb: -9, replayGainPeak: 0.89 },
    quality: {
      score: 100,
      verdict: 'lossless',
      verdictConfidence: 0.9,
      reasons: [],
      bandwidthHz: 21_000,
      clippedRuns: 0,
      dcOffset: 0,
      silentStartMs: 0,
      silentEndMs: 0,
      silences: [],
      correlation: 0.6,
      effectiveBits: 16,
      ...change.quality,
    },
    character: {
      energy: 0.7,
      danceability: 0.8,
      arousal: 0.6,
      valence: 1,
      valenceConfidence: 0.6,
      moods: { happy: 0.7, sad: 0.1, aggressive: 0.2, relaxed: 0.3, acoustic: 0.2, electronic: 0.8, party: 0.6 },
      moodConfidence: 0.8,
      voice: 0.2,
      voiceConfidence: 0.6,
      onsetRate: 4,
      centroidHz: 1500,
      rolloffHz: 4000,
      flatness: 0.2,
      ...change.character,
    },
    segments: [{ startMs: 0, endMs: 10_000, kind: 'body', energy: 1 }],
  };
}

let made = 0;

export type AnalysedOptions = {
  track?: Partial<TrackTable>;
  findings?: FindingsChange;
  versions?: Record<string, number>;
  analysedAt?: number;
};

/** A track of ten seconds that was analysed, with a beat every half second. */
export function insertAnalysed(db: Db, options: AnalysedOptions = {}): TrackId {
  const id = insertTrack(db, { duration_ms: 10_000, ...options.track });
  const audioHash = `audio-${made++}`;
  putAnalysis(db, audioHash, options);
  applyAnalysis(db, id, audioHash, 1);
  return id as TrackId;
}

/** Keeps a result for a piece of audio, as a job does. */
export function putAnalysis(db: Db, audioHash: string, options: Omit<AnalysedOptions, 'track'> = {}): void {
  const findings = makeFindings(options.findings);
  const beats = Float32Array.from({ length: 20 }, (_, index) => index / 2);
  saveAnalysis(db, {
    audio_hash: audioHash,
    versions: JSON.stringify(options.versions ?? algorithmVersions),
    analysed_at: options.analysedAt ?? 1,
    analysis_ms: 100,
    duration_ms: 10_000,
    bpm: findings.tempo.bpm,
    bpm_confidence: findings.tempo.confidence,
    beats: new Uint8Array(beats.buffer),
    musical_key: findings.key.key,
    key_confidence: findings.key.confidence,
    alternative_key: null,
    lufs: -9,
    true_peak_db: -1,
    loudness_range: 4,
    is_truncated: 0,
    waveform_overview: new Uint8Array(360),
    findings: JSON.stringify(findings),
    quick_hash: null,
    fingerprint: null,
    similarity: null,
    spectrum: null,
  });
}
