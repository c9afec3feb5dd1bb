/** Beats to click on, in milliseconds of the track, rising. */
export type Clicks = { timesMs: readonly number[]; isAccented: (index: number) => boolean };

/** A position that differs from the expected one by more is a jump: a seek, a stall, another track. */
const jumpSeconds = 0.04;
/** How much of a small difference is followed with each measurement, so that the jitter of clocks is not heard. */
const followShare = 0.1;

/**
 * Says at which second of the sound output's clock a place of the track is heard. It is measured again and again: small
 * differences are smoothed, large ones taken over at once.
 */
export class MusicClock {
  /** Seconds of the output's clock less seconds of the track at its rate. */
  #offset: number | null = null;
  #rate = 1;

  /** The place that is heard at a second of the output's clock. Answers whether that was a jump. */
  measure(positionMs: number, outputSeconds: number, rate: number): boolean {
    const offset = outputSeconds - positionMs / 1000 / rate;
    const isJump = this.#offset === null || rate !== this.#rate || Math.abs(offset - this.#offset) > jumpSeconds;
    this.#offset = isJump ? offset : this.#offset! + (offset - this.#offset!) * followShare;
    this.#rate = rate;
    return isJump;
  }

  /** Forgets what was measured: the sound stopped. */
  reset(): void {
    this.#offset = null;
  }

  secondsAt(positionMs: number): number {
    return (this.#offset ?? 0) + positionMs / 1000 / this.#rate;
  }
}

export type Click = { atMs: number; isAccented: boolean };

/** Beats after one time, up to another one that is included. */
export function clicksBetween({ timesMs, isAccented }: Clicks, afterMs: number, upToMs: number): Click[] {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! <= afterMs) low = middle + 1;
    else high = middle;
  }
  const clicks: Click[] = [];
  for (let index = low; index < timesMs.length && timesMs[index]! <= upToMs; index++) {
    clicks.push({ atMs: timesMs[index]!, isAccented: isAccented(index) });
  }
  return clicks;
}
