import type { Settings } from '#shared/contract/settings.ts';

/** The window counts as in use for so long after it last said so. */
const inUseMs = 60_000;
const lookEveryMs = 15_000;

/**
 * How many threads analysis may keep busy now.
 *
 * 'full' takes every core, whatever happens. 'normal' does too, but goes down to one while the machine runs on its battery
 * or somebody uses the window. 'quiet' is always one. Under a window, threads that analyse have a lower
 * priority anyway, see jobs/lower-priority.ts.
 */
export class Pace {
  readonly #cores: number;
  readonly #speed: () => Settings['speed'];
  readonly #isOnBattery: () => boolean;
  readonly #now: () => number;
  readonly #onChange: (threads: number) => void;
  readonly #timer: NodeJS.Timeout;
  #usedAt = Number.NEGATIVE_INFINITY;
  #threads: number;

  constructor(options: {
    cores: number;
    speed(): Settings['speed'];
    isOnBattery(): boolean;
    now(): number;
    onChange(threads: number): void;
  }) {
    this.#cores = Math.max(1, options.cores);
    this.#speed = options.speed;
    this.#isOnBattery = options.isOnBattery;
    this.#now = options.now;
    this.#onChange = options.onChange;
    this.#threads = this.#wanted();
    this.#timer = setInterval(() => this.update(), lookEveryMs).unref();
  }

  get threads(): number {
    return this.#threads;
  }

  /** Somebody works in the window. */
  noteUse(): void {
    this.#usedAt = this.#now();
    this.update();
  }

  /** Looks again: call when the setting changed. */
  update(): void {
    const wanted = this.#wanted();
    if (wanted === this.#threads) return;
    this.#threads = wanted;
    this.#onChange(wanted);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #wanted(): number {
    const speed = this.#speed();
    if (speed === 'full') return this.#cores;
    if (speed === 'quiet' || this.#isOnBattery()) return 1;
    return this.#now() - this.#usedAt < inUseMs ? 1 : this.#cores;
  }
}
