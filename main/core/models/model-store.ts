import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import { JobRunner } from '#core/jobs/job-runner.ts';
import * as jobs from '#core/jobs/jobs.repository.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { Output } from '#shared/contract/index.ts';
import type { ModelManifest } from '#shared/contract/models.ts';
import { AppError, toWire } from '#shared/errors.ts';
import type { Heard, ModelTask } from './listen.ts';
import { modelJob } from './model.job.ts';
import { fetchModel, readManifest } from './model-source.ts';
import * as repository from './models.repository.ts';

const tryOutTimeoutMs = 120_000;

type Installing = NonNullable<Output<'models.list'>['installing']>;

/** The optional models of a library: their files, their installation, and the queue of tracks they listen to. */
export class ModelStore {
  readonly #db: Db;
  readonly #directory: string;
  readonly #pool: WorkerPool<ModelTask, Heard[]>;
  readonly #runner: JobRunner<ModelTask, Heard[]>;
  readonly #now: () => number;
  readonly #onChange: () => void;
  readonly #closing = new AbortController();
  #installing: Installing | null = null;
  #installation: Promise<void> = Promise.resolve();

  constructor(options: {
    db: Db;
    directory: string;
    workerUrl: URL;
    now(): number;
    /** Something of `models.list` changed. */
    onChange(): void;
    onHeard(trackId: number): void;
    logError(message: string, error: unknown): void;
  }) {
    const { db, now, logError } = options;
    this.#db = db;
    this.#now = now;
    this.#directory = options.directory;
    this.#onChange = options.onChange;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 4000,
      recycleAfterRuns: 200,
      isBackground: true,
      logError,
    });
    const modelPath = (id: string) => this.#pathOf(id);
    const kind = modelJob({ db, now, modelPath, logError, onHeard: options.onHeard });
    this.#runner = new JobRunner({ db, kind, pool: this.#pool, onChange: options.onChange, logError, now });
  }

  start(): void {
    this.#runner.start();
    this.#enqueueMissing();
  }

  /** An analysis was finished: the models may listen now. Call inside its transaction. */
  enqueue(trackId: number): void {
    if (!repository.hasEnabledModel(this.#db)) return;
    jobs.enqueue(this.#db, 'model', trackId);
    this.#runner.wake();
  }

  list(): Output<'models.list'> {
    const models = repository.listModels(this.#db).map(({ manifest, ...rest }) => ({
      id: manifest.id,
      name: manifest.name,
      version: manifest.version,
      task: manifest.task,
      sizeBytes: manifest.sizeBytes,
      licenceName: manifest.licence.name,
      ...rest,
    }));
    return { models, installing: this.#installing };
  }

  /** Begins an installation; `list` tells how it goes. One at a time: INVALID_INPUT while another goes on. */
  install(source: string, sha256: string): void {
    if (this.#installing && this.#installing.errorCode === null) {
      throw new AppError('INVALID_INPUT', 'Another model is being installed.');
    }
    this.#installing = { source, name: '', progress: 0, errorCode: null };
    this.#installation = this.#install(source, sha256).then(
      () => this.#tell(null),
      (error: unknown) => this.#tell({ ...(this.#installing as Installing), errorCode: toWire(error).code }),
    );
  }

  setEnabled(id: string, isEnabled: boolean): void {
    if (!repository.setModelEnabled(this.#db, id, isEnabled))
      throw new AppError('NOT_FOUND', 'There is no such model.');
    if (isEnabled) this.#enqueueMissing();
    this.#onChange();
  }

  async remove(id: string): Promise<void> {
    repository.removeModel(this.#db, id);
    await rm(this.#pathOf(id), { force: true });
    this.#onChange();
  }

  pause(): void {
    this.#runner.pause();
  }

  resume(): void {
    this.#runner.resume();
  }

  /** Forgets what waits; the next start takes it up again. */
  cancel(): void {
    this.#runner.cancel();
  }

  async waitForIdle(): Promise<void> {
    await this.#installation;
    await this.#runner.waitForIdle();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#runner.close();
    await this.#installation;
  }

  async #install(source: string, sha256: string): Promise<void> {
    const manifest = await readManifest(source);
    if (manifest.sha256 !== sha256) {
      throw new AppError('MODEL_MISMATCH', 'The description changed since its licence was shown.');
    }
    this.#tell({ source, name: manifest.name, progress: 0, errorCode: null });
    const draft = `${this.#pathOf(manifest.id)}.draft`;
    await mkdir(this.#directory, { recursive: true });
    try {
      await fetchModel(manifest, source, draft, {
        signal: this.#closing.signal,
        onProgress: (progress) => this.#tell({ source, name: manifest.name, progress, errorCode: null }),
      });
      await this.#pool.run({ type: 'try', model: { manifest, path: draft } }, { timeoutMs: tryOutTimeoutMs });
      await rename(draft, this.#pathOf(manifest.id));
    } finally {
      await rm(draft, { force: true });
    }
    this.#keep(manifest, source);
  }

  #keep(manifest: ModelManifest, source: string): void {
    this.#db.transaction(() => repository.saveModel(this.#db, manifest, source, this.#now())).immediate();
    this.#enqueueMissing();
  }

  #enqueueMissing(): void {
    for (;;) {
      const ids = repository.listTracksWithout(this.#db, 5000);
      if (ids.length === 0) break;
      this.#db.transaction(() => {
        for (const id of ids) jobs.enqueue(this.#db, 'model', id);
      })();
    }
    this.#runner.wake();
  }

  #tell(installing: Installing | null): void {
    if (this.#closing.signal.aborted) return;
    this.#installing = installing;
    this.#onChange();
  }

  #pathOf(id: string): string {
    return join(this.#directory, `${id}.onnx`);
  }
}
