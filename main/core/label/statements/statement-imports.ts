import { basename, isAbsolute } from 'node:path';
import type { Change } from '#core/changes.ts';
import { prepare } from '#core/db/query.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { DraftChoice, DraftPreview, OtherStatement, StatementDraft } from '#shared/contract/statements.ts';
import { AppError } from '#shared/errors.ts';
import type { ColumnMapping } from '#shared/statement-mapping.ts';
import { type ImportParts, importStatement } from './import-statement.ts';
import { asTyped, previewOf } from './preview.ts';
import { leftStatements, purgeStatements } from './purge.ts';
import { isUsedByClosedPeriod } from './statement-records.ts';
import type { LookAnswer, LookChoice, LookTask, StatementTask } from './statement-task.ts';
import { type StatementUploads, sizeOfFile } from './uploads.ts';

const lookTimeoutMs = 600_000;
const tellEveryMs = 250;

type ImportsOptions = ImportParts & {
  uploads: StatementUploads;
  onChange(change: Change): void;
  onProgress(): void;
};

type Draft = Omit<StatementDraft, 'fileName'> & {
  path: string;
  fileName: string;
  upload: string | null;
  answer: LookAnswer | null;
  abort: AbortController;
};

export type GivenFile = { path: string } | { upload: string };

/** Files that were handed over: they are looked at, wait for somebody's word, and are imported one after another. */
export class StatementImports {
  readonly #options: ImportsOptions;
  readonly #drafts = new Map<number, Draft>();
  readonly #pool: WorkerPool<StatementTask, LookAnswer>;
  #nextId = 1;
  #looking: Promise<void> = Promise.resolve();
  #importing: Promise<void> = Promise.resolve();
  #purging: Promise<void> = Promise.resolve();
  #isClosed = false;
  #toldAt = 0;

  constructor(options: ImportsOptions) {
    this.#options = options;
    const { workerUrl: url, logError } = options;
    this.#pool = new WorkerPool({ url, size: 1, memoryLimitMb: 1500, recycleAfterRuns: 50, logError });
  }

  /** Takes away what a process left that died. */
  start(): void {
    this.#purge();
    this.#purging = this.#purging.then(() => this.#options.uploads.clean());
  }

  list(): StatementDraft[] {
    return [...this.#drafts.values()].map(({ path: _, upload: __, answer: ___, abort: ____, ...draft }) => draft);
  }

  /** Begins to look at files. Throws INVALID_INPUT for what is no whole path, NOT_FOUND and file errors. */
  async look(files: readonly GivenFile[]): Promise<number[]> {
    const found = await Promise.all(files.map((file) => this.#find(file)));
    return found.map((file) => {
      const draft: Draft = {
        id: this.#nextId++,
        ...file,
        ...{ state: 'reading', fraction: 0, choice: {}, preview: null, error: null },
        ...{ statementId: null, operation: null, answer: null, abort: new AbortController() },
      };
      this.#drafts.set(draft.id, draft);
      this.#lookAt(draft);
      return draft.id;
    });
  }

  /** Throws NOT_FOUND and STATE_REFUSED. */
  async choose(id: number, choice: DraftChoice): Promise<void> {
    const draft = this.#get(id);
    if (draft.state === 'importing' || draft.state === 'done') {
      throw new AppError('STATE_REFUSED', 'That file is being imported.');
    }
    const before = draft.choice;
    draft.choice = { ...before, ...asTyped(before.controlTotals ?? [], choice) };
    if (readsAnew(before, draft.choice)) {
      draft.abort.abort();
      draft.abort = new AbortController();
      this.#lookAt(draft);
    } else if (draft.answer) draft.preview = await previewOf(this.#options.db, draft.answer, draft.choice);
    this.#tell();
  }

  async drop(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      const draft = this.#drafts.get(id);
      draft?.abort.abort();
      this.#drafts.delete(id);
      if (draft?.upload) await this.#options.uploads.drop(draft.upload);
    }
    this.#tell();
  }

  /** Begins to import. Throws NOT_FOUND, STATE_REFUSED and PERIOD_CLOSED; none is begun then. */
  async begin(ids: readonly number[]): Promise<void> {
    const drafts = [...new Set(ids)].map((id) => this.#get(id));
    for (const draft of drafts) {
      if (draft.answer) draft.preview = await previewOf(this.#options.db, draft.answer, draft.choice);
      this.#refuse(draft);
    }
    for (const draft of drafts) {
      Object.assign(draft, { state: 'importing', fraction: 0, error: null, abort: new AbortController() });
      this.#importing = this.#importing.then(() => this.#import(draft));
    }
    this.#tell();
  }

  activity(): Activity | null {
    const draft = [...this.#drafts.values()].find(({ state }) => state === 'importing');
    if (!draft) return null;
    const [done, total] = [Math.round(draft.fraction * (draft.preview?.rows ?? 0)), draft.preview?.rows ?? null];
    return {
      ...{ id: 'statements', kind: 'statements', state: 'running', subject: draft.fileName, done, total, failed: 0 },
      ...{ rate: null, workers: 1, secondsLeft: null, finishedAt: null },
    };
  }

  cancel(): void {
    for (const { state, abort } of this.#drafts.values()) if (state === 'importing') abort.abort();
  }

  async waitForIdle(): Promise<void> {
    await this.#looking;
    await this.#importing;
    await this.#purging;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { abort } of this.#drafts.values()) abort.abort();
    await this.#pool.close();
    await this.waitForIdle();
  }

  async #find(file: GivenFile): Promise<Pick<Draft, 'path' | 'fileName' | 'upload' | 'sizeBytes'>> {
    if ('upload' in file) {
      const { path, name, bytes } = this.#options.uploads.get(file.upload);
      return { path, fileName: basename(name), upload: file.upload, sizeBytes: bytes };
    }
    if (!isAbsolute(file.path)) throw new AppError('INVALID_INPUT', 'Expected the whole path of a file.');
    return { path: file.path, fileName: basename(file.path), upload: null, sizeBytes: await sizeOfFile(file.path) };
  }

  #get(id: number): Draft {
    const draft = this.#drafts.get(id);
    if (!draft) throw new AppError('NOT_FOUND', 'That file is not here any more.', { id });
    return draft;
  }

  #lookAt(draft: Draft): void {
    Object.assign(draft, { state: 'reading', fraction: 0, error: null });
    const { signal } = draft.abort;
    this.#looking = this.#looking.then(async () => {
      if (signal.aborted) return;
      try {
        const onProgress = (fraction: number) => this.#progress(draft, fraction);
        const answer = await this.#pool.run(this.#lookTask(draft), { timeoutMs: lookTimeoutMs, signal, onProgress });
        const preview = await previewOf(this.#options.db, answer, draft.choice);
        if (signal.aborted) return;
        Object.assign(draft, { state: 'ready', fraction: 1, answer, preview } satisfies Partial<Draft>);
      } catch (error) {
        if (!signal.aborted) this.#fail(draft, error);
      }
      this.#tell();
    });
  }

  #lookTask({ path, fileName, choice }: Draft): LookTask {
    const rows = prepare(
      this.#options.db,
      'SELECT id, name, header, mapping FROM statement_mapping ORDER BY id DESC',
    ).all();
    const knownMappings = (rows as { id: number; name: string; header: string; mapping: string }[]).map((row) => ({
      ...{ id: row.id, name: row.name },
      header: JSON.parse(row.header) as string[],
      mapping: JSON.parse(row.mapping) as ColumnMapping,
    }));
    return { type: 'look', path, name: fileName, knownMappings, choice: readingChoice(choice) };
  }

  #refuse({ state, preview, choice }: Draft): void {
    const isWaiting = state === 'ready' || state === 'failed';
    const reason = isWaiting ? whyNot(preview, choice) : 'That file is being read, or is in already.';
    if (reason !== null) throw new AppError('STATE_REFUSED', reason);
    this.#refuseOther(choice.mode ?? 'merge', choice.otherId ?? null);
  }

  #refuseOther(mode: NonNullable<DraftChoice['mode']>, otherId: number | null): void {
    if (mode === 'merge') return;
    const { db } = this.#options;
    const other = otherId ?? 0;
    if (prepare(db, `SELECT 1 FROM statement WHERE id = ? AND state = 'counted'`).get(other) === undefined) {
      throw new AppError('NOT_FOUND', 'That statement is not here any more.', { id: other });
    }
    if (mode === 'replace' && isUsedByClosedPeriod(db, other)) {
      throw new AppError('PERIOD_CLOSED', 'A closed period counted that statement. Add a correction instead.');
    }
  }

  async #import(draft: Draft): Promise<void> {
    const { answer, abort } = draft;
    if (!answer || abort.signal.aborted) return this.#endCancelled(draft);
    const { sniffed, sha256, plan } = answer;
    const { path, fileName, sizeBytes, choice } = draft;
    try {
      // What was imported before it may have changed what is in its way.
      draft.preview = await previewOf(this.#options.db, answer, choice);
      this.#refuse({ ...draft, state: 'ready' });
      const imported = await importStatement(
        this.#options,
        { path, fileName, sizeBytes, sha256, plan, choice, mappingId: sniffed.mappingId, source: sniffed.formatName },
        { signal: abort.signal, onProgress: (fraction) => this.#progress(draft, fraction) },
      );
      Object.assign(draft, { state: 'done', fraction: 1, ...imported });
      if (draft.upload) await this.#options.uploads.drop(draft.upload);
    } catch (error) {
      if (abort.signal.aborted) this.#endCancelled(draft);
      else await this.#failImport(draft, error);
      this.#purge();
    }
    this.#options.onProgress();
    this.#options.onChange({ topics: ['statements', 'royalties', 'history'] });
  }

  /** It waits again, as before it was begun. */
  #endCancelled(draft: Draft): void {
    Object.assign(draft, { state: 'ready', fraction: 0, error: null });
  }

  /** With what is known now: why it was refused stands in its preview. */
  async #failImport(draft: Draft, error: unknown): Promise<void> {
    this.#fail(draft, error);
    if (draft.answer) draft.preview = await previewOf(this.#options.db, draft.answer, draft.choice);
  }

  #fail(draft: Draft, error: unknown): void {
    if (!(error instanceof AppError)) this.#options.logError('A statement could not be read', error);
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    Object.assign(draft, { state: 'failed', fraction: 0, error: code });
  }

  #purge(): void {
    const { db, logError } = this.#options;
    // One import runs at a time, so what is left now is nobody's.
    const ids = leftStatements(db);
    this.#purging = this.#purging
      .then(() => purgeStatements(db, ids, () => this.#isClosed))
      .catch((error) => logError('Rows of an import could not be taken away', error));
  }

  #progress(draft: Draft, fraction: number): void {
    draft.fraction = fraction;
    this.#options.onProgress();
    const now = performance.now();
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#tell();
  }

  #tell(): void {
    this.#options.onChange({ topics: ['statements'] });
  }
}

/** Why a file cannot be imported as it is. */
function whyNot(preview: DraftPreview | null, { mode, otherId, ...known }: DraftChoice): string | null {
  if (!preview) return 'That file was not read.';
  const isReplaced = (other: OtherStatement | null) => mode === 'replace' && otherId === other?.id;
  if (preview.needs.length > 0) return 'That file does not say all that is needed.';
  if (preview.errorCount > 0) return 'Rows of that file have errors.';
  if (preview.rows === 0) return 'There are no rows in that file.';
  if (preview.sameFile && !isReplaced(preview.sameFile)) return 'That file is in already.';
  if (preview.sameRows && !known.isSameKnown && !isReplaced(preview.sameRows))
    return 'Another statement has the same rows.';
  return preview.differences.length > 0 && !known.isDifferenceKnown ? 'The total is another one than was typed.' : null;
}

/** Those choices that make other rows. */
function readingChoice(choice: DraftChoice): LookChoice {
  const { format, mapping, headerRow, decimal, dateOrder, delimiter, encoding, sheet, member, currency, period } =
    choice;
  return { format, mapping, headerRow, decimal, dateOrder, delimiter, encoding, sheet, member, currency, period };
}

function readsAnew(before: DraftChoice, now: DraftChoice): boolean {
  return JSON.stringify(readingChoice(before)) !== JSON.stringify(readingChoice(now));
}
