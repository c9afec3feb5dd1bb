/** How often something may be done: `burst` at once, and after that `perMinute`. */
export type Rate = { burst: number; perMinute: number };

type Bucket = { left: number; at: number };

const mostBuckets = 10_000;

/** Token buckets by name, as of an address or a key. */
export class RequestLimit {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one; answers with 0, or with the milliseconds to wait until there is one again. */
  take(name: string): number {
    const { burst, perMinute } = this.#rate;
    const now = this.#now();
    const bucket = this.#buckets.get(name) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) * perMinute) / 60_000);
    this.#keep(name, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1 ? 0 : Math.ceil(((1 - left) * 60_000) / perMinute);
  }

  /** The oldest go first: whoever fills the memory with names only forgets their own. */
  #keep(name: string, bucket: Bucket): void {
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > mostBuckets) this.#buckets.delete(this.#buckets.keys().next().value as string);
  }
}
