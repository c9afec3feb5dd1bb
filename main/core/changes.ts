import type { Topic } from '#shared/contract/define.ts';
import type { Emit } from '#shared/contract/index.ts';

const maxNamedTracks = 500;

export type Change = { topics: readonly Topic[]; trackIds?: readonly number[]; addedCount?: number };

/** Collects what changed and tells the windows at most a few times a second. */
export class Changes {
  readonly #emit: Emit;
  readonly #intervalMs: number;
  readonly #listeners: ((change: Change) => void)[] = [];
  #topics = new Set<Topic>();
  #trackIds: Set<number> | undefined = new Set();
  #addedCount = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(emit: Emit, intervalMs = 200) {
    this.#emit = emit;
    this.#intervalMs = intervalMs;
  }

  /** Hears of every change at once, in the call that made it. */
  listen(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  /** Notes a change. Tracks without ids mean "any track may have changed". */
  add(change: Change): void {
    for (const topic of change.topics) this.#topics.add(topic);
    this.#addedCount += change.addedCount ?? 0;
    if (change.trackIds) this.#nameTracks(change.trackIds);
    else if (change.topics.includes('tracks')) this.#trackIds = undefined;
    for (const listener of this.#listeners) listener(change);
    this.#timer ??= setTimeout(() => this.flush(), this.#intervalMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#topics.size === 0) return;
    this.#emit('library.changed', {
      topics: [...this.#topics],
      ...(this.#trackIds && this.#trackIds.size > 0 ? { trackIds: [...this.#trackIds] } : {}),
      ...(this.#addedCount > 0 ? { addedCount: this.#addedCount } : {}),
    });
    this.#topics = new Set();
    this.#trackIds = new Set();
    this.#addedCount = 0;
  }

  #nameTracks(ids: readonly number[]): void {
    if (!this.#trackIds) return;
    for (const id of ids) this.#trackIds.add(id);
    if (this.#trackIds.size > maxNamedTracks) this.#trackIds = undefined;
  }
}
