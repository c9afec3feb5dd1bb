/** Ten seconds: how much later than the other a copy may begin. */
const mostOffset = 80;
/** Less than this in common says nothing. */
const leastOverlap = 40;

export type FingerprintMatch = {
  /** Items by which `b` lies behind `a`; 0.124 s each. */
  offset: number;
  /** Items compared. */
  overlap: number;
  /** Share of bits that differ: 0 for the same, 0.5 for what has nothing in common. */
  bitError: number;
};

/**
 * Compares two fingerprints at every offset that makes sense and gives the best.
 *
 * Copies in another format stay under 0.15, another song is at 0.35 and more. Null where too little is left to compare:
 * short audio, or silence, whose items are all alike.
 */
export function compareFingerprints(a: Uint32Array, b: Uint32Array): FingerprintMatch | null {
  if (isMonotonous(a) || isMonotonous(b)) return null;
  let best: FingerprintMatch | null = null;
  for (let offset = -mostOffset; offset <= mostOffset; offset += 1) {
    const start = Math.max(0, offset);
    const end = Math.min(a.length, b.length + offset);
    const overlap = end - start;
    if (overlap < leastOverlap) continue;
    let differing = 0;
    for (let at = start; at < end; at += 1) differing += countBits(a[at]! ^ b[at - offset]!);
    const bitError = differing / (32 * overlap);
    if (!best || bitError < best.bitError) best = { offset, overlap, bitError };
  }
  return best;
}

/** Silence and single tones give the same item again and again, and would match each other. */
function isMonotonous(items: Uint32Array): boolean {
  let changes = 0;
  for (let at = 1; at < items.length; at += 1) if (items[at] !== items[at - 1]) changes += 1;
  return changes < items.length / 8;
}

function countBits(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
