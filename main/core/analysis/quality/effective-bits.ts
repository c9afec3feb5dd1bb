const mostBits = 24;
/** In padded audio, which shows nothing new, looking at a part of the samples is enough. */
const manySamples = 100_000;
const sparseStep = 13;

/** An idea of how samples were made floats, and how many of their bits are used if it is right. */
type Idea = { scale: number; depth: number; bits: number };

/**
 * How many bits of the samples are used.
 *
 * Decoders divide by 2^(n − 1) or by one less, so both are tried: the one that was used makes all samples whole numbers.
 * Samples are looked at only until all bits there can be were seen, which is at once for what is not padded.
 */
export class EffectiveBits {
  readonly #ideas: Idea[];
  #seen = 0;
  #isSettled = false;

  /** @param bitDepth what the header says; null where it does not */
  constructor(bitDepth: number | null) {
    const depths = bitDepth === null ? [8, 16, mostBits] : [Math.max(1, Math.min(mostBits, bitDepth))];
    this.#ideas = depths.flatMap((depth) =>
      [2 ** (depth - 1), 2 ** (depth - 1) - 1].map((scale) => ({ scale, depth, bits: 1 })),
    );
  }

  push(channels: readonly Float32Array[]): void {
    for (const samples of channels) if (!this.#isSettled) this.#look(samples);
  }

  #look(samples: Float32Array): void {
    const step = this.#seen < manySamples ? 1 : sparseStep;
    for (let at = 0; at < samples.length; at += step) {
      const sample = samples[at]!;
      if (sample === 0) continue;
      this.#seen += 1;
      let isSettled = true;
      for (const idea of this.#ideas) {
        while (idea.bits <= idea.depth && !isWhole((sample * idea.scale) / 2 ** (idea.depth - idea.bits), idea.bits))
          idea.bits += 1;
        if (idea.bits < idea.depth) isSettled = false;
      }
      // Only the deepest idea can be right by accident; it is when all others are refuted or full.
      if (isSettled && this.#seen > 1000) {
        this.#isSettled = true;
        return;
      }
    }
  }

  /** 1 to 24; null for silence. */
  result(): number | null {
    if (this.#seen === 0) return null;
    const possible = this.#ideas.filter(({ bits, depth }) => bits <= depth);
    return Math.min(mostBits, ...possible.map(({ bits }) => bits));
  }
}

/** A 32-bit float is off by up to 2^-25 of full scale. */
function isWhole(value: number, bits: number): boolean {
  if (bits >= mostBits) return true;
  return Math.abs(value - Math.round(value)) <= Math.max(0.005, 2 ** (bits - 25));
}
