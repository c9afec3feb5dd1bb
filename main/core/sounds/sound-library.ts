import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { GenerateTask } from '#core/playlists/generate/generate-task.ts';
import type { Generated } from '#shared/contract/generate.ts';
import type { SimilarRequest, SimilarResult } from './sound-table.ts';
import type { GenreSuggestions } from './suggest-genres.ts';

export type SoundTask = { file: string } & (
  | { type: 'similar'; request: SimilarRequest }
  | { type: 'generate'; task: GenerateTask }
  | { type: 'genres' }
);
export type SoundAnswer = SimilarResult[] | Generated | GenreSuggestions;

const timeoutMs = 120_000;

/** Asks the thread that knows how every track sounds; it is started when somebody first wants to know. */
export class SoundLibrary {
  readonly #file: string;
  readonly #pool: WorkerPool<SoundTask, SoundAnswer>;
  /** The thread answers one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { file: string; workerUrl: URL; logError(message: string, error: unknown): void }) {
    this.#file = options.file;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 2000,
      recycleAfterRuns: Number.POSITIVE_INFINITY,
      isBackground: true,
      logError: options.logError,
    });
  }

  /** The tracks that sound most like one, the most like first. */
  findSimilar(request: SimilarRequest): Promise<SimilarResult[]> {
    return this.#ask({ file: this.#file, type: 'similar', request }) as Promise<SimilarResult[]>;
  }

  /** What goes with a seed, by all that is known of it. Throws NOT_FOUND. */
  generate(task: GenerateTask): Promise<Generated> {
    return this.#ask({ file: this.#file, type: 'generate', task }) as Promise<Generated>;
  }

  suggestGenres(): Promise<GenreSuggestions> {
    return this.#ask({ file: this.#file, type: 'genres' }) as Promise<GenreSuggestions>;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #ask(task: SoundTask): Promise<SoundAnswer> {
    const answer = this.#last.then(() => this.#pool.run(task, { timeoutMs }));
    this.#last = answer.catch(() => undefined);
    return answer;
  }
}
