import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkerPool } from '#core/jobs/worker-pool.ts';

export type DecodeInput = { path: string; target: string; ffmpegPath: string | null };

const maxCacheBytes = 2 * 1024 ** 3;
const decodeTimeoutMs = 10 * 60_000;

/** Decoded copies of what a window cannot play itself (ALAC, AIFF and the like), as WAV files that we may throw away. */
export class PlayableFiles {
  readonly #directory: string;
  readonly #pool: WorkerPool<DecodeInput, null>;
  readonly #pending = new Map<string, Promise<string>>();

  constructor(options: { directory: string; workerUrl: URL; logError(message: string, error: unknown): void }) {
    this.#directory = options.directory;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 2,
      memoryLimitMb: 700,
      recycleAfterRuns: 50,
      logError: options.logError,
    });
  }

  /** The path of a WAV file with the same sound; decodes it when there is none. `key` names the audio. */
  async find(key: string, path: string, ffmpegPath: string | null): Promise<string> {
    const target = join(this.#directory, `${key}.wav`);
    const known = await stat(target).catch(() => undefined);
    if (known) {
      // Marks it as used lately, for pruning.
      await utimes(target, new Date(), new Date());
      return target;
    }
    const pending = this.#pending.get(key);
    if (pending) return pending;
    const work = this.#decode(path, target, ffmpegPath).finally(() => this.#pending.delete(key));
    this.#pending.set(key, work);
    return work;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #decode(path: string, target: string, ffmpegPath: string | null): Promise<string> {
    await mkdir(this.#directory, { recursive: true });
    await this.#prune();
    await this.#pool.run({ path, target, ffmpegPath }, { timeoutMs: decodeTimeoutMs });
    return target;
  }

  /** Removes copies used longest ago until the rest is small enough. Only our own cache is touched. */
  async #prune(): Promise<void> {
    const names = await readdir(this.#directory);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#directory, name);
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs };
      }),
    );
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= maxCacheBytes) break;
      await rm(path, { force: true });
      total -= size;
    }
  }
}
