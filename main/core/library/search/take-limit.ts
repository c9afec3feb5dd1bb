import type { SmartRules } from '#shared/contract/playlists.ts';

export type Measures = { durationMs: number; sizeBytes: number };

/** What a limit counts in, of one track. */
const measured = {
  tracks: () => 1,
  minutes: ({ durationMs }: Measures) => durationMs / 60_000,
  megabytes: ({ sizeBytes }: Measures) => sizeBytes / 1e6,
} as const;

/**
 * The ids a smart playlist takes of all that meet its query, in the order given.
 *
 * As many as fit are taken from the front, or by chance. The first one that does not fit ends it; one that is larger than
 * the whole limit is passed over.
 */
export function takeLimit(
  ids: Int32Array<ArrayBuffer>,
  { limit, pick, seed }: Omit<SmartRules, 'text'>,
  measuresOf: (id: number) => Measures,
): Int32Array<ArrayBuffer> {
  if (!limit || (limit.unit === 'tracks' && limit.amount >= ids.length)) return ids;
  const measure = measured[limit.unit];
  const isTaken = new Uint8Array(ids.length);
  let takenCount = 0;
  let left = limit.amount;
  for (const index of pick === 'random' ? shuffled(ids, seed) : ids.keys()) {
    const size = limit.unit === 'tracks' ? 1 : measure(measuresOf(ids[index]!));
    if (size > limit.amount) continue;
    if (size > left) break;
    left -= size;
    isTaken[index] = 1;
    takenCount += 1;
  }
  const taken = new Int32Array(takenCount);
  let length = 0;
  for (let index = 0; index < ids.length; index++) if (isTaken[index] === 1) taken[length++] = ids[index]!;
  return taken;
}

const bucketBits = 16;

/**
 * The indexes of the ids by chance. What comes first depends on each id and the seed alone, so that a track that joins or
 * leaves moves no other.
 */
function* shuffled(ids: Int32Array, seed: number): Generator<number> {
  const keys = new Uint32Array(ids.length);
  const starts = new Uint32Array(2 ** bucketBits + 1);
  for (let index = 0; index < ids.length; index++) {
    const key = mixed((ids[index]! ^ mixed(seed + 1)) >>> 0);
    keys[index] = key;
    starts[(key >>> bucketBits) + 1]! += 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const places = starts.slice();
  const order = new Uint32Array(ids.length);
  for (let index = 0; index < ids.length; index++) order[places[keys[index]! >>> bucketBits]!++] = index;
  // Only as many buckets are sorted as are asked for.
  for (let bucket = 0; bucket + 1 < starts.length; bucket++) {
    const stretch = order.subarray(starts[bucket], starts[bucket + 1]);
    if (stretch.length > 1) stretch.sort((a, b) => keys[a]! - keys[b]!);
    yield* stretch;
  }
}

/** Spreads a number over 32 bits; different numbers stay different. */
function mixed(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
