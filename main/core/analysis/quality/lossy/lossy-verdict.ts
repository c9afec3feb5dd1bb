import type { QualityFindings } from '#shared/findings.ts';
import type { Bandwidth } from '../bandwidth.ts';
import type { GridFit } from './codec-grid.ts';

export type LossyVerdict = {
  verdict: QualityFindings['verdict'];
  confidence: number;
  /** What speaks for a lossy past: percent of the coefficients that an encoder rounded away, or where the sound ends. */
  vanishedPercent: number | null;
  cutHz: number | null;
};

/** The best of a thousand alignments stands out this far by chance. */
const chance = 3;
/** What vanished, times how far above chance it stands out: 0.25 at most for 225 pieces that were never coded. */
const proof = 0.5;
const sign = 0.3;
/** Encoders at 256 kbit/s and more pass what lies above this. */
const highBitrateHz = 19_300;
/** How much vanishes at most at 320 kbit/s: without a cut to see, with one that fits a lower bitrate, and in any case. */
const mostVanished = { noCut: 0.33, cut: 0.29, always: 0.5 } as const;
/** Low-passes of encoders, and of much else: sources at 32 kHz, mastering. */
const lowestCutHz = 15_000;
const highestCutHz = 20_400;

/**
 * What a losslessly stored piece was before.
 *
 * A cut-off proves nothing: broadcast audio ends at 16 kHz, dark music sooner. Proof is the grid of a codec (codec-grid.ts)
 * with so much rounded away that no high bitrate did it. A grid with less, or a sharp cut-off alone, is uncertain.
 */
export function lossyVerdict(grid: GridFit | null, { hz, cliff }: Bandwidth): LossyVerdict {
  const strength = grid ? grid.vanished * Math.max(0, Math.min(grid.standout, 20) - chance) : 0;
  const vanishedPercent = grid && strength >= sign ? Math.round(100 * grid.vanished) : null;
  const hasCut = cliff !== null && cliff.hz >= lowestCutHz && cliff.hz <= highestCutHz;
  const cutHz = hasCut ? cliff.hz : null;
  if (grid && strength >= proof && isLowBitrate(grid, cutHz))
    return { verdict: 'transcode', confidence: Math.min(0.99, 0.93 + strength / 50), vanishedPercent, cutHz };
  if (vanishedPercent !== null || hasCut) return { verdict: 'uncertain', confidence: 0.5, vanishedPercent, cutHz };
  // The less there is to see, the less it says that nothing was seen.
  const seen = Math.min(1, Math.max(0, ((hz ?? 0) - 2000) / 16_000));
  return { verdict: 'lossless', confidence: 0.6 + 0.35 * seen, vanishedPercent, cutHz };
}

function isLowBitrate({ codec, vanished }: GridFit, cutHz: number | null): boolean {
  // AAC has no 320 kbit/s in use; what it rounds away at 256 is still a fact.
  if (codec === 'aac' || vanished >= mostVanished.always) return true;
  if (cutHz !== null && cutHz >= highBitrateHz) return false;
  return vanished >= (cutHz === null ? mostVanished.noCut : mostVanished.cut);
}
