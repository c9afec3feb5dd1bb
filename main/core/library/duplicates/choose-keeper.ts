import type { QualityVerdict } from '#core/db/schema.ts';
import type { KeeperReason } from '#shared/contract/library/duplicates.ts';

/** What speaks for keeping a file. Null is not known, and speaks for nothing. */
export type FileMerits = {
  id: number;
  isTruncated: boolean;
  verdict: QualityVerdict | null;
  isLossless: boolean;
  bandwidthHz: number | null;
  bitDepth: number | null;
  /** Bits that are really used. */
  effectiveBits: number | null;
  sampleRate: number | null;
  isUpsampled: boolean;
  bitrate: number | null;
  clippedRuns: number | null;
  tagCount: number;
  hasArtwork: boolean;
  /** Values set by hand: grid, key, tempo and so on. */
  editCount: number;
  playCount: number;
  addedAt: number;
};

type Merit = {
  code: KeeperReason;
  /** More is better. */
  value(file: FileMerits): number | null;
  /** So much less is as good. */
  tolerance?: (best: number) => number;
};

/** What counts, the most important first: what is heard, then what is known, then what is dear. */
const merits: readonly Merit[] = [
  { code: 'whole', value: ({ isTruncated }) => Number(!isTruncated) },
  { code: 'genuine', value: ({ verdict }) => verdict && Number(verdict !== 'transcode') },
  { code: 'lossless', value: ({ isLossless }) => Number(isLossless) },
  { code: 'noDoubt', value: ({ verdict }) => verdict && Number(verdict !== 'uncertain') },
  { code: 'bandwidth', value: ({ bandwidthHz }) => bandwidthHz, tolerance: () => 1000 },
  { code: 'bits', value: usedBits },
  { code: 'sampleRate', value: ({ sampleRate, isUpsampled }) => (isUpsampled ? 0 : sampleRate) },
  {
    code: 'bitrate',
    value: ({ bitrate, isLossless }) => (isLossless ? null : bitrate),
    tolerance: (best) => best / 10,
  },
  {
    code: 'clipping',
    value: ({ clippedRuns }) => (clippedRuns === null ? null : -clippedRuns),
    tolerance: (best) => Math.max(2, -best / 10),
  },
  { code: 'tags', value: ({ tagCount }) => tagCount },
  { code: 'artwork', value: ({ hasArtwork }) => Number(hasArtwork) },
  { code: 'edits', value: ({ editCount }) => editCount },
  { code: 'plays', value: ({ playCount }) => playCount },
  { code: 'older', value: ({ addedAt }) => -addedAt },
];

/** Bits a sample really has: zeros below them are padding. */
export function usedBits({ bitDepth, effectiveBits }: Pick<FileMerits, 'bitDepth' | 'effectiveBits'>): number | null {
  if (bitDepth === null) return null;
  return effectiveBits === null ? bitDepth : Math.min(bitDepth, effectiveBits);
}

/** The file to keep, and in what it is better than one of the others, the most important first. Takes at least one file. */
export function chooseKeeper<File extends FileMerits>(
  files: readonly File[],
): { keeper: File; reasons: KeeperReason[] } {
  let left = [...files];
  const reasons: KeeperReason[] = [];
  for (const { code, value, tolerance } of merits) {
    const values = left.map(value);
    const known = values.filter((each) => each !== null);
    if (left.length === 1 || known.length === 0) continue;
    const best = Math.max(...known);
    const bound = best - (tolerance?.(best) ?? 0);
    const better = left.filter((_, index) => (values[index] ?? best) >= bound);
    if (better.length < left.length) reasons.push(code);
    left = better;
  }
  return { keeper: left.reduce((first, file) => (file.id < first.id ? file : first)), reasons };
}
