import type { Findings, KeyFindings, QualityFindings, TempoFindings } from '#shared/findings.ts';

type Change = {
  tempo?: Partial<TempoFindings>;
  key?: Partial<KeyFindings>;
  quality?: Partial<QualityFindings> | null;
  segments?: Findings['segments'];
};

/** Findings of a plain track, with what a test is about. */
export function findingsOf({ tempo, key, quality, segments }: Change): Findings {
  return {
    tempo: {
      bpm: 120,
      confidence: 0.6,
      candidates: [{ bpm: 120, share: 0.6 }],
      opinions: [{ method: 'resolver', bpm: 120, confidence: 0.6 }],
      windows: [],
      stability: 1,
      startBpm: 120,
      endBpm: 120,
      isVariable: false,
      firstDownbeatMs: 0,
      downbeatConfidence: 0.5,
      beatsPerBar: 4,
      ...tempo,
    },
    key: {
      key: 14,
      confidence: 0.5,
      candidates: [{ key: 14, share: 0.5 }],
      opinions: [{ method: 'profiles', key: 14, confidence: 0.5 }],
      tuningCents: 0,
      chroma: [1, 0, 0.5, 0, 0.8, 0.4, 0, 0.9, 0, 0.7, 0, 0.3],
      segments: [],
      ...key,
    },
    loudness: { lufs: -10, truePeakDb: -1, rangeLu: 6, replayGainDb: -8, replayGainPeak: 0.9 },
    quality:
      quality === null
        ? null
        : {
            score: 80,
            verdict: 'lossless',
            verdictConfidence: 0.9,
            reasons: [],
            bandwidthHz: 20_000,
            clippedRuns: 0,
            dcOffset: 0,
            silentStartMs: 0,
            silentEndMs: 0,
            silences: [],
            correlation: 0.8,
            effectiveBits: 16,
            ...quality,
          },
    character: null,
    segments: segments ?? [],
  };
}
