import { WorkerPool } from '#core/jobs/worker-pool.ts';
import { AppError } from '#shared/errors.ts';
import type { SolveAnswer, SolveQuestion, SuggestAnswer, SuggestQuestion } from './set-table.ts';

export type SetTask = { file: string } & (
  | { type: 'solve'; question: SolveQuestion }
  | { type: 'suggest'; question: SuggestQuestion }
);
export type SetAnswer = SolveAnswer | SuggestAnswer;

const timeoutMs = 60_000;

/** Asks the thread that builds sets; it is started when somebody first wants one. */
export class SetBuilder {
  readonly #file: string;
  readonly #pool: WorkerPool<SetTask, SetAnswer>;
  readonly #newest = new Map<string, AbortController>();
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

  /** A newer question for the same playlist ends an older one with CANCELLED. */
  solve(playlistId: number, question: SolveQuestion): Promise<SolveAnswer> {
    return this.#ask(`solve ${playlistId}`, { file: this.#file, type: 'solve', question }) as Promise<SolveAnswer>;
  }

  suggest(playlistId: number, question: SuggestQuestion): Promise<SuggestAnswer> {
    return this.#ask(`suggest ${playlistId}`, {
      file: this.#file,
      type: 'suggest',
      question,
    }) as Promise<SuggestAnswer>;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #ask(slot: string, task: SetTask): Promise<SetAnswer> {
    this.#newest.get(slot)?.abort();
    const controller = new AbortController();
    this.#newest.set(slot, controller);
    const { signal } = controller;
    const answer = this.#last.then(() => {
      if (signal.aborted) throw new AppError('CANCELLED', 'A newer set took its place.');
      return this.#pool.run(task, { timeoutMs, signal });
    });
    this.#last = answer
      .catch(() => undefined)
      .finally(() => {
        if (this.#newest.get(slot) === controller) this.#newest.delete(slot);
      });
    return answer;
  }
}
