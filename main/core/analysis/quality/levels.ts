const silenceLevel = 10 ** (-60 / 20);
export const clippingLevel = 10 ** (-0.1 / 20);
const shortestClip = 3;
/** A wave that was cut off runs into the ceiling; the top of a slow wave touches it. */
const runUp = 6 / 32_768;
const leastSilenceMs = 1000;
const mostSilences = 50;
/** For silence, every so manieth sample is enough. */
const stride = 8;
/** A run of clipped samples is no shorter than this, so none gets past it. */
const clipStride = 3;

export type Stretch = { startMs: number; endMs: number };
export type Levels = {
  silentStartMs: number;
  silentEndMs: number;
  /** Silences of a second or more inside. */
  silences: Stretch[];
  /** How much of the music is not silent but nothing at all. */
  digitalSilenceMs: number;
  clippedRuns: number;
  clippedSamples: number;
  isSilent: boolean;
};

/**
 * Silence and clipping, in blocks of 10 ms.
 *
 * Silence is under -60 dBFS in all channels. Clipping is three or more equal samples in a row at -0.1 dBFS or more that
 * the wave ran into; limited masters and the overshoot of lossy decoders do not look like that.
 */
export class LevelTracker {
  readonly #sampleRate: number;
  readonly #blockFrames: number;
  #position = 0;
  #peak = 0;
  #inBlock = 0;
  #block = 0;
  #firstLoud = -1;
  #lastLoud = -1;
  /** Blocks of nothing since the last one with something. */
  #empty = 0;
  #digitalBlocks = 0;
  readonly #silences: Stretch[] = [];
  #runs = 0;
  #samples = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#blockFrames = Math.max(stride, Math.round(sampleRate / 100));
  }

  /**
   * @param channels planar, full scale ±1
   * @param isLoud whether some of these samples are at `clippingLevel` or more
   */
  push(channels: readonly Float32Array[], isLoud: boolean): void {
    if (isLoud) for (const samples of channels) this.#countClips(samples);
    const frames = channels[0]?.length ?? 0;
    for (let at = 0; at < frames; ) {
      const end = Math.min(frames, at + this.#blockFrames - this.#inBlock);
      for (const samples of channels) this.#measure(samples, at, end);
      this.#inBlock += end - at;
      this.#position += end - at;
      at = end;
      if (this.#inBlock === this.#blockFrames) this.#endBlock();
    }
  }

  #measure(samples: Float32Array, start: number, end: number): void {
    let peak = this.#peak;
    for (let at = start + ((stride - (this.#position % stride)) % stride); at < end; at += stride) {
      const size = Math.abs(samples[at]!);
      if (size > peak) peak = size;
    }
    this.#peak = peak;
  }

  #countClips(samples: Float32Array): void {
    for (let at = clipStride - 1; at < samples.length; at += clipStride) {
      const sample = samples[at]!;
      if (Math.abs(sample) < clippingLevel) continue;
      let first = at;
      let next = at + 1;
      while (first > 0 && samples[first - 1] === sample) first -= 1;
      while (next < samples.length && samples[next] === sample) next += 1;
      const length = next - first;
      if (length >= shortestClip && this.#isRunInto(samples, first, next)) {
        this.#runs += 1;
        this.#samples += length;
      }
      // On with the first place behind the run that is looked at.
      while (at + clipStride < next) at += clipStride;
    }
  }

  #isRunInto(samples: Float32Array, first: number, next: number): boolean {
    const ceiling = samples[first]!;
    const before = samples[first - 1] ?? ceiling;
    const after = samples[next] ?? ceiling;
    return Math.abs(ceiling - before) > runUp || Math.abs(ceiling - after) > runUp;
  }

  #endBlock(): void {
    if (this.#peak === 0) this.#empty += 1;
    if (this.#peak >= silenceLevel) {
      if (this.#firstLoud < 0) this.#firstLoud = this.#block;
      else {
        this.#noteSilence();
        this.#digitalBlocks += this.#empty;
      }
      this.#lastLoud = this.#block;
    }
    if (this.#peak > 0) this.#empty = 0;
    this.#block += 1;
    this.#peak = 0;
    this.#inBlock = 0;
  }

  #noteSilence(): void {
    const startMs = this.#msOf(this.#lastLoud + 1);
    const endMs = this.#msOf(this.#block);
    if (endMs - startMs >= leastSilenceMs && this.#silences.length < mostSilences)
      this.#silences.push({ startMs, endMs });
  }

  #msOf(block: number): number {
    return Math.round((1000 * block * this.#blockFrames) / this.#sampleRate);
  }

  result(): Levels {
    if (this.#inBlock > 0) this.#endBlock();
    const lengthMs = Math.round((1000 * this.#position) / this.#sampleRate);
    const isSilent = this.#firstLoud < 0;
    return {
      silentStartMs: isSilent ? lengthMs : this.#msOf(this.#firstLoud),
      silentEndMs: isSilent ? lengthMs : Math.max(0, lengthMs - this.#msOf(this.#lastLoud + 1)),
      silences: this.#silences,
      digitalSilenceMs: Math.round((1000 * this.#digitalBlocks * this.#blockFrames) / this.#sampleRate),
      clippedRuns: this.#runs,
      clippedSamples: this.#samples,
      isSilent,
    };
  }
}
