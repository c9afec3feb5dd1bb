import { AppError } from '#shared/errors.ts';

/** Lets work be paused and ended at the points where it asks. */
export class Pace {
  readonly #controller = new AbortController();
  #isPaused = false;
  #listeners: (() => void)[] = [];

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#tell();
  }

  end(): void {
    this.#controller.abort();
    this.#tell();
  }

  /** Waits while paused. Rejects with CANCELLED after `end`. */
  async point(): Promise<void> {
    while (this.#isPaused && !this.signal.aborted) {
      await new Promise<void>((resolve) => this.#listeners.push(resolve));
    }
    if (this.signal.aborted) throw new AppError('CANCELLED', 'The scan was stopped.');
  }

  #tell(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
