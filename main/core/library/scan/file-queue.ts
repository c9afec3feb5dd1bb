import type { WalkEntry } from './1-walk.ts';

/** The walk may be so many files ahead of the reading, which makes the total known early. */
const mostAhead = 300_000;

/** Hands what the walk finds over to the reading. */
export class FileQueue {
  #entries: WalkEntry[] = [];
  #at = 0;
  #found = 0;
  #isEnded = false;
  #failure: { error: unknown } | undefined;
  #listeners: (() => void)[] = [];

  /** Fills the queue until the source ends; `signal` ends it early. */
  async fill(source: AsyncIterable<WalkEntry[]>, signal: AbortSignal): Promise<void> {
    try {
      for await (const entries of source) {
        if (signal.aborted) break;
        for (const entry of entries) this.#entries.push(entry);
        this.#found += entries.length;
        this.#tell();
        while (this.#entries.length - this.#at > mostAhead && !signal.aborted) await this.#change();
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#isEnded = true;
    this.#tell();
  }

  /** How many files there are, or null while they are still being found. */
  get total(): number | null {
    return this.#isEnded ? this.#found : null;
  }

  /** Up to `count` entries; none at the end. Rejects with what ended the walk. */
  async take(count: number): Promise<WalkEntry[]> {
    while (this.#entries.length - this.#at < count && !this.#isEnded) await this.#change();
    if (this.#failure) throw this.#failure.error;
    const taken = this.#entries.slice(this.#at, this.#at + count);
    this.#at += taken.length;
    if (this.#at > 10_000) {
      this.#entries = this.#entries.slice(this.#at);
      this.#at = 0;
    }
    this.#tell();
    return taken;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  #tell(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
