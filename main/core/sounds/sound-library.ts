import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { SimilarRequest, SimilarResult } from './sound-table.ts';

export type SoundTask = { file: string; similar: SimilarRequest };

const timeoutMs = 60_000;

/** Asks the thread that knows how every track sounds; it is started when somebody first wants to know. */
export class SoundLibrary {
  readonly #file: string;
  readonly #pool: WorkerPool<SoundTask, SimilarResult[]>;
  /** The thread answers one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { file: string; workerUrl: URL; logError(message: string, error: unknown): void }) {
    this.#file = options.file;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 2000,
      recycleAfterRuns: Number.POSITIVE_INFINITY,
      logError: options.logError,
    });
  }

  /** The tracks that sound most like one, the most like first. */
  findSimilar(similar: SimilarRequest): Promise<SimilarResult[]> {
    const answer = this.#last.then(() => this.#pool.run({ file: this.#file, similar }, { timeoutMs }));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
