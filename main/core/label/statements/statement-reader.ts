import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { StatementAnswer, StatementQuery } from './statement-query.ts';

export type QueryTask = { file: string; query: StatementQuery };

const timeoutMs = 60_000;

type ReaderOptions = {
  /** The database file. */
  file: string;
  workerUrl: URL;
  logError(message: string, error: unknown): void;
};

/** Asks threads that only read: what is asked may take a look at a million rows, and holds nobody up. */
export class StatementReader {
  readonly #file: string;
  readonly #pool: WorkerPool<QueryTask, StatementAnswer[StatementQuery['type']]>;

  constructor({ file, workerUrl: url, logError }: ReaderOptions) {
    this.#file = file;
    this.#pool = new WorkerPool({ url, size: 2, memoryLimitMb: 1000, recycleAfterRuns: 10_000, logError });
  }

  ask<Type extends StatementQuery['type']>(query: StatementQuery & { type: Type }): Promise<StatementAnswer[Type]> {
    return this.#pool.run({ file: this.#file, query }, { timeoutMs }) as Promise<StatementAnswer[Type]>;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
