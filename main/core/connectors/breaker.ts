export type BreakerState = 'closed' | 'open' | 'halfOpen';

const openMs = 60_000;
const failuresToOpen = 5;
const successesToClose = 2;
const trialsAtOnce = 3;

/**
 * Keeps from asking a service that does not answer: five failures in a row open it for a minute, then a few requests are let
 * through, two answers close it again and one failure opens it anew.
 */
export class Breaker {
  readonly #now: () => number;
  #failures = 0;
  #successes = 0;
  #trials = 0;
  #openedAt: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  get state(): BreakerState {
    if (this.#openedAt === null) return 'closed';
    return this.#now() - this.#openedAt >= openMs ? 'halfOpen' : 'open';
  }

  /** When requests are let through again; null where they are. */
  get opensAt(): number | null {
    return this.state === 'open' && this.#openedAt !== null ? this.#openedAt + openMs : null;
  }

  /** Whether a request may go now. One that did must end in `succeed`, `fail` or `leave`. */
  enter(): boolean {
    const { state } = this;
    if (state === 'open' || (state === 'halfOpen' && this.#trials >= trialsAtOnce)) return false;
    if (state === 'halfOpen') this.#trials += 1;
    return true;
  }

  succeed(): void {
    this.#failures = 0;
    if (this.#openedAt === null) return;
    this.#trials = Math.max(0, this.#trials - 1);
    this.#successes += 1;
    if (this.#successes < successesToClose) return;
    this.#openedAt = null;
    this.#trials = 0;
  }

  fail(): void {
    this.#failures += 1;
    this.#successes = 0;
    if (this.#openedAt === null && this.#failures < failuresToOpen) return;
    this.#openedAt = this.#now();
    this.#trials = 0;
  }

  /** The request ended without saying anything of the service: it was cancelled. */
  leave(): void {
    this.#trials = Math.max(0, this.#trials - 1);
  }
}
