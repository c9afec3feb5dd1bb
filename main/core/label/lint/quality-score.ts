import type { LintInput, LintTrack } from './lint-input.ts';

/** What a part of the score stands on. `cost` is what it takes from 100; null where nothing is known. */
export type QualityPart = {
  name: 'source' | 'transcode' | 'peak' | 'clipping' | 'silence' | 'resolution' | 'channels';
  /** The value of the file or of the analysis that says so, null where it was not found. */
  value: string | number | null;
  from: 'file' | 'analysis';
  /** Of the algorithm that found it; null for values of the file. */
  version: number | null;
  cost: number | null;
};

export type TrackQuality = {
  track: number;
  /** 0 to 100; null before analysis heard it, or without a file. */
  score: number | null;
  parts: QualityPart[];
};

export type ReleaseQuality = {
  /** The mean of the tracks whose quality is known; null where that is none. */
  score: number | null;
  known: number;
  tracks: TrackQuality[];
};

/** The quality of the sound, from what was measured; what was not is said to be unknown and never made up. */
export function releaseQuality({ tracks }: Pick<LintInput, 'tracks'>): ReleaseQuality {
  const rated = tracks.map((track, index): TrackQuality => {
    const parts = qualityParts(track);
    const isKnown = parts.length > 0 && parts.every(({ cost }) => cost !== null);
    const cost = parts.reduce((sum, part) => sum + (part.cost ?? 0), 0);
    return { track: index, score: isKnown ? Math.max(0, 100 - cost) : null, parts };
  });
  const scores = rated.flatMap(({ score }) => (score === null ? [] : [score]));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { score: scores.length === 0 ? null : Math.round(mean), known: scores.length, tracks: rated };
}

function qualityParts({ audio }: LintTrack): QualityPart[] {
  if (!audio || audio.isGone) return [];
  const { heard } = audio;
  const unheard = (name: QualityPart['name']): QualityPart => ({
    ...{ name, value: null, from: 'analysis' as const, version: null, cost: null },
  });
  const source: QualityPart = {
    ...{ name: 'source', value: audio.container, from: 'file', version: null },
    cost: audio.isLossless ? 0 : 40,
  };
  if (!heard)
    return [source, ...(['transcode', 'peak', 'clipping', 'silence', 'resolution', 'channels'] as const).map(unheard)];
  const longest = Math.max(heard.silentStartMs, heard.silentEndMs, heard.longestGapMs);
  const made = heard.verdict === 'transcode' ? 40 * heard.verdictConfidence : heard.verdict === 'uncertain' ? 10 : 0;
  const peak = heard.truePeakDb;
  const { loudness, quality } = heard.versions;
  return [
    source,
    // What is lossy itself has paid already.
    part('transcode', heard.verdict, heard.verdict === null ? null : audio.isLossless ? made : 0, quality),
    part('peak', peak, peak === null ? null : peak > 0 ? Math.min(15, 5 + peak * 5) : 0, loudness),
    part('clipping', heard.clippedRuns, Math.min(20, heard.clippedRuns), quality),
    part('silence', longest, longest > 5000 ? 10 : 0, quality),
    part(
      'resolution',
      heard.effectiveBits,
      heard.isUpsampled || isPadded(heard.effectiveBits, audio.bits) ? 10 : 0,
      quality,
    ),
    part('channels', audio.channels, heard.isOneChannel ? 15 : 0, quality),
  ];
}

function part(
  name: QualityPart['name'],
  value: string | number | null,
  cost: number | null,
  version: number | null,
): QualityPart {
  return { name, value, from: 'analysis', version, cost: cost === null ? null : Math.round(cost) };
}

function isPadded(real: number | null, bits: number | null): boolean {
  return real !== null && bits !== null && real > 0 && bits > 16 && real <= 16;
}
