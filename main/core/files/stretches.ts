/** Shorter ones cost more to name than they save. */
const leastBlockBytes = 64;
const mostBlocks = 65_536;
const multiplier = 31;

/** Equal bytes: `length` of them at `at` of the one and `from` of the other. */
export type Stretch = { at: number; from: number; length: number };

/**
 * Finds what of other bytes stands in `given` too, at whatever place.
 *
 * A rolling sum over blocks, as rsync has it: a frame that only moved is found whole, one that changed a little is found
 * around its change.
 */
export class StretchFinder {
  readonly #given: Uint8Array;
  readonly #blockBytes: number;
  /** Where each block begins, by its sum; made when first needed. */
  #blocks: Map<number, number> | null = null;

  constructor(given: Uint8Array) {
    this.#given = given;
    this.#blockBytes = Math.max(leastBlockBytes, Math.ceil(given.length / mostBlocks));
  }

  /** In ascending order of `at`, without overlaps. */
  find(wanted: Uint8Array): Stretch[] {
    const [given, blockBytes] = [this.#given, this.#blockBytes];
    if (wanted.length < blockBytes || given.length < blockBytes) return [];
    this.#blocks ??= blocksOf(given, blockBytes);
    const leaving = powerOf(blockBytes - 1);
    const found: Stretch[] = [];
    let free = 0;
    let sum = sumOf(wanted, 0, blockBytes);
    for (let at = 0; at + blockBytes <= wanted.length; ) {
      const from = this.#blocks.get(sum);
      const stretch = from === undefined ? null : grown(wanted, given, at, from, free);
      if (stretch && stretch.length >= blockBytes) {
        found.push(stretch);
        free = stretch.at + stretch.length;
        at = free;
        if (at + blockBytes <= wanted.length) sum = sumOf(wanted, at, blockBytes);
        continue;
      }
      sum = rolled(sum, wanted[at]!, wanted[at + blockBytes] ?? 0, leaving);
      at += 1;
    }
    return found;
  }
}

function blocksOf(given: Uint8Array, blockBytes: number): Map<number, number> {
  const blocks = new Map<number, number>();
  for (let at = 0; at + blockBytes <= given.length; at += blockBytes) {
    const sum = sumOf(given, at, blockBytes);
    if (!blocks.has(sum)) blocks.set(sum, at);
  }
  return blocks;
}

/** As far as the two agree around the places given, but not before `free` in `wanted`. */
function grown(wanted: Uint8Array, given: Uint8Array, at: number, from: number, free: number): Stretch {
  let before = 0;
  while (at - before > free && from - before > 0 && wanted[at - before - 1] === given[from - before - 1]) before += 1;
  let behind = 0;
  while (at + behind < wanted.length && from + behind < given.length && wanted[at + behind] === given[from + behind])
    behind += 1;
  return { at: at - before, from: from - before, length: before + behind };
}

function sumOf(bytes: Uint8Array, start: number, length: number): number {
  let sum = 0;
  for (let index = start; index < start + length; index += 1) sum = (Math.imul(sum, multiplier) + bytes[index]!) | 0;
  return sum;
}

function rolled(sum: number, leavingByte: number, enteringByte: number, leaving: number): number {
  return (Math.imul(sum - Math.imul(leavingByte, leaving), multiplier) + enteringByte) | 0;
}

function powerOf(exponent: number): number {
  let power = 1;
  for (let count = 0; count < exponent; count += 1) power = Math.imul(power, multiplier);
  return power;
}
