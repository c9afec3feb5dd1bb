import { agreementOf, compareFingerprints } from '#core/analysis/fingerprint/compare-fingerprints.ts';

export type Likeness = {
  /** The share of their fingerprints' bits that are the same: about 0.55 for two that have nothing in common. */
  likeness: number;
  /** Whether they are copies of one recording. */
  isSame: boolean;
  /** By how much the second begins later than the first. */
  offsetMs: number;
};

/** What an item of a fingerprint stands for (1365 samples at 11025 Hz). */
const itemMs = (1365 / 11_025) * 1000;
/** Copies at 64 kbit/s have up to 0.07; another voice over the same music begins at about 0.05, other music at 0.4. */
const mostBitError = 0.1;
/** The share of stretches that must agree: silence and fades make some that do not. */
const leastAgreement = 0.9;
/** The share of the shorter one that must lie beside the other. */
const leastOverlap = 0.6;
/** How far from where the common items lie the best place may be. */
const searchedItems = 3;

/** Compares two fingerprints, at an offset where one is known. Null where they are too short or monotonous for it. */
export function likenessBetween(one: Uint32Array, other: Uint32Array, offset: number | null): Likeness | null {
  const near = offset === null ? undefined : { from: offset - searchedItems, to: offset + searchedItems };
  const match = compareFingerprints(one, other, near);
  if (!match) return null;
  const isSame =
    match.bitError <= mostBitError &&
    match.overlap >= leastOverlap * Math.min(one.length, other.length) &&
    agreementOf(one, other, match) >= leastAgreement;
  return { likeness: 1 - match.bitError, isSame, offsetMs: -match.offset * itemMs };
}
