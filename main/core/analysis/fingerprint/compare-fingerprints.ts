/** Ten seconds: how much later than the other a copy may begin. */
const mostOffset = 80;
/** Less than this in common says nothing. */
const leastOverlap = 40;
/** A stretch of a copy may be worse than the whole: a quiet one, or one that its codec hurt. */
const mostStretchError = 0.25;

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
export function compareFingerprints(
  a: Uint32Array,
  b: Uint32Array,
  /** Where to look, where that is known already. */
  offsets: { from: number; to: number } = { from: -mostOffset, to: mostOffset },
): FingerprintMatch | null {
  if (isMonotonous(a) || isMonotonous(b)) return null;
  let best: FingerprintMatch | null = null;
  for (let offset = offsets.from; offset <= offsets.to; offset += 1) {
    const start = Math.max(0, offset);
    const end = Math.min(a.length, b.length + offset);
    const overlap = end - start;
    if (overlap < leastOverlap) continue;
    const bitError = countDiffering(a, b, { offset, start, end }) / (32 * overlap);
    if (!best || bitError < best.bitError) best = { offset, overlap, bitError };
  }
  return best;
}

/**
 * The share of stretches of about five seconds that sound the same, of those both have at the offset of a match. A voice
 * that only one of them has, or another arrangement from some point on, leaves stretches that do not.
 */
export function agreementOf(a: Uint32Array, b: Uint32Array, { offset }: Pick<FingerprintMatch, 'offset'>): number {
  const first = Math.max(0, offset);
  const last = Math.min(a.length, b.length + offset);
  const count = Math.max(1, Math.round((last - first) / leastOverlap));
  let agreeing = 0;
  for (let index = 0; index < count; index += 1) {
    const start = first + Math.floor(((last - first) * index) / count);
    const end = first + Math.floor(((last - first) * (index + 1)) / count);
    const bitError = countDiffering(a, b, { offset, start, end }) / (32 * Math.max(1, end - start));
    if (bitError <= mostStretchError) agreeing += 1;
  }
  return agreeing / count;
}

/** Bits in which items `start` to `end` of `a` differ from those of `b` beside them. */
function countDiffering(
  a: Uint32Array,
  b: Uint32Array,
  { offset, start, end }: { offset: number; start: number; end: number },
): number {
  let differing = 0;
  for (let at = start; at < end; at += 1) differing += countBits(a[at]! ^ b[at - offset]!);
  return differing;
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
