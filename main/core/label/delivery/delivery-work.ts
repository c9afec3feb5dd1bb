import { type Actor, runAs } from '#core/actor.ts';
import type { Change, Changes } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { removeOwnFolder } from '#core/files/own-files.ts';
import type { History } from '#core/history/history.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import type { PaperPress } from '#core/papers/paper-press.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { DeliveryId, DeliveryJobId, PackageKind } from '#shared/contract/deliveries.ts';
import { AppError } from '#shared/errors.ts';
import { buildPackage, type PackageParts } from './build-package.ts';
import { ReleaseGate } from './check-release.ts';
import { DeliveryClock } from './delivery-clock.ts';
import { type DeliveryRecordState, deliveryRecord } from './delivery-records.ts';
import { readDeliverySettings } from './delivery-settings.ts';
import { failureOf } from './failure-category.ts';
import {
  insertJob,
  isWaiting,
  type JobRow,
  listParts,
  nextJob,
  recoverParts,
  setJobState,
  setParts,
} from './jobs.repository.ts';
import type { MadeFile, PackageTask } from './make-package-file.ts';
import { type PackageTarget, targetsOf } from './package-plan.ts';
import { insertPackage } from './packages.repository.ts';
import { freezeSnapshot, type Terms, termsOf } from './release-snapshot.ts';
import { Returns } from './returns.ts';
import { calledOffPatch, deliveredPatch, failedPatch, type WorkTimes } from './settle-delivery.ts';
import { findStore, type StoreFacts } from './stores.repository.ts';
import { MessageWriter } from './write-message.ts';

export type DeliveryWorkOptions = {
  db: Db;
  now(): number;
  disk: Disk;
  history: History;
  changes: Changes;
  notifications: Notifications;
  press: PaperPress;
  pictures: string;
  ffmpegPath(): string | null;
  workerUrl: URL;
  schemasUrl: URL;
  logError(message: string, error: unknown): void;
  onProgress(): void;
};

type Group = {
  releaseId: number;
  terms: Terms;
  target: PackageTarget;
  parts: { position: number; deliveryId: DeliveryId }[];
};

const temporaryKey = 'deliveries.temporary';

/**
 * Builds packages in the background, one after the other; begins what is due; tries again what may go better next time. What a store makes
 * of a package is none of its business.
 */
export class DeliveryWork {
  readonly #options: DeliveryWorkOptions;
  readonly #pool: WorkerPool<PackageTask, MadeFile>;
  readonly #messages: MessageWriter;
  readonly #gate: ReleaseGate;
  readonly #clock: DeliveryClock;
  readonly returns: Returns;
  #abort = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isClosed = false;
  #current: {
    job: DeliveryJobId;
    subject: string;
    done: number;
    total: number;
    failed: number;
    fraction: number;
  } | null = null;

  constructor(options: DeliveryWorkOptions) {
    this.#options = options;
    const { workerUrl, logError } = options;
    this.#pool = new WorkerPool({ url: workerUrl, size: 1, memoryLimitMb: 1500, recycleAfterRuns: 500, logError });
    this.#messages = new MessageWriter(options);
    this.#gate = new ReleaseGate(options.db, options.pictures);
    this.returns = new Returns(options);
    this.#clock = new DeliveryClock({
      ...options,
      begin: (kind, ids, by) => this.#begin(kind, ids, by),
      tick: () => this.#tick(),
    });
  }

  start(): void {
    this.#work = this.#cleanTemporary().catch((error) => {
      this.#options.logError('What was left of a package could not be removed', error);
    });
    recoverParts(this.#options.db);
    this.#clock.start();
    this.#tick();
  }

  #tick(): void {
    this.wake();
    void this.returns.look();
  }

  /** Looks for what is due and for jobs; cheap. */
  wake(): void {
    if (this.#isClosed) return;
    this.#clock.look();
    this.#run();
  }

  /** Throws PACKAGES_FOLDER_MISSING, NOT_FOUND and STATE_REFUSED where nothing of it can be built. */
  build(job: Omit<Parameters<typeof insertJob>[1], 'createdAt'>, ids: readonly DeliveryId[]): DeliveryJobId {
    const { db, now, changes } = this.#options;
    if (readDeliverySettings(db).packagesFolder === '') {
      throw new AppError('PACKAGES_FOLDER_MISSING', 'Choose a folder for packages first.');
    }
    for (const id of ids) deliveryRecord.get(db, id);
    const made = insertJob(db, { ...job, createdAt: now() }, ids);
    changes.add({ topics: ['deliveries'] });
    this.#run();
    return made;
  }

  activity(): Activity | null {
    const current = this.#current;
    if (!current) return null;
    const { subject, done, total, failed } = current;
    return {
      ...{ id: 'packages', kind: 'packages', state: 'running', subject, done, total, failed },
      ...{ rate: null, workers: 1, secondsLeft: null, finishedAt: null },
    };
  }

  /** Ends the job under way: what was built stays, what waits is cancelled. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Their work does not begin again by itself. */
  callOff(ids: readonly DeliveryId[]): void {
    const { db, now, history } = this.#options;
    const edits = ids.flatMap((id) => {
      const state = deliveryRecord.read(db, id);
      return state ? deliveryRecord.edit(db, id, calledOffPatch(state, now())) : [];
    });
    if (edits.length > 0) history.apply('editDelivery', edits, '');
    this.#tell({ topics: ['deliveries'] });
  }

  async waitForIdle(): Promise<void> {
    while (this.#isWorking) await this.#work;
    await this.#work;
    await this.returns.waitForIdle();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#clock.close();
    this.#abort.abort();
    await this.#work;
    await Promise.all([this.returns.close(), this.#pool.close(), this.#messages.close()]);
  }

  #begin(kind: PackageKind, ids: readonly DeliveryId[], createdBy: number | null): void {
    const { db, now } = this.#options;
    const free = ids.filter((id) => !isWaiting(db, id));
    if (free.length > 0) insertJob(db, { kind, priority: 'normal', reason: '', createdBy, createdAt: now() }, free);
  }

  #run(): void {
    if (this.#isWorking || this.#isClosed || !nextJob(this.#options.db)) return;
    this.#isWorking = true;
    const before = this.#work;
    this.#work = before
      .then(() => this.#runAll())
      .catch((error) => this.#options.logError('A job of packages failed', error))
      .finally(() => {
        this.#isWorking = false;
        this.#current = null;
        this.#options.onProgress();
        // One may have come while the last one ended.
        this.#run();
      });
  }

  async #runAll(): Promise<void> {
    for (let job = nextJob(this.#options.db); job && !this.#isClosed; job = nextJob(this.#options.db)) {
      const row = job;
      // Rights were asked when somebody asked for it.
      const actor: Actor = { personId: row.createdBy, role: 'owner', via: 'profile' };
      await runAs(actor, () => this.#runJob(row));
    }
  }

  async #runJob(job: JobRow): Promise<void> {
    const { db, now, changes, onProgress } = this.#options;
    this.#abort = new AbortController();
    setJobState(db, job.id, 'processing', null);
    const waiting = listParts(db, job.id).filter(({ state }) => state === 'waiting');
    const groups = this.#group(job, waiting);
    this.#current = { job: job.id, subject: '', done: 0, total: groups.length, failed: 0, fraction: 0 };
    for (const group of groups) {
      if (this.#isClosed) return;
      const positions = group.parts.map(({ position }) => position);
      if (this.#abort.signal.aborted) {
        setParts(db, job.id, positions, 'cancelled');
        this.callOff(group.parts.map(({ deliveryId }) => deliveryId));
        continue;
      }
      setParts(db, job.id, positions, 'working');
      this.#current.subject = group.target.name;
      onProgress();
      await this.#buildGroup(job, group);
      this.#current.done += 1;
      this.#tell({ topics: ['deliveries'] });
    }
    if (this.#isClosed) return;
    const states = listParts(db, job.id).map(({ state }) => state);
    const isCancelled = states.includes('cancelled');
    const end = isCancelled ? 'cancelled' : states.every((state) => state === 'failed') ? 'failed' : 'completed';
    setJobState(db, job.id, end, now());
    changes.add({ topics: ['deliveries'] });
  }

  /** One package for each release, terms and target. What is not there any more is told of at once. */
  #group(job: JobRow, waiting: ReturnType<typeof listParts>): Group[] {
    const { db } = this.#options;
    type Part = { position: number; deliveryId: DeliveryId; store: StoreFacts };
    const alike = new Map<string, { releaseId: number; terms: Terms; parts: Part[] }>();
    for (const { position, deliveryId } of waiting) {
      const state = deliveryRecord.read(db, deliveryId);
      const store = state && findStore(db, state.storeKey);
      if (!state || !store) {
        const failure = { category: 'metadataInvalid' as const, code: 'NOT_FOUND', text: '' };
        setParts(db, job.id, [position], 'failed', { failure });
        this.callOff([deliveryId]);
        continue;
      }
      const { releaseId } = state;
      const terms = termsOf(state);
      const key = JSON.stringify([releaseId, terms]);
      const known = alike.get(key) ?? { releaseId, terms, parts: [] };
      alike.set(key, { ...known, parts: [...known.parts, { position, deliveryId, store }] });
    }
    return [...alike.values()].flatMap(({ releaseId, terms, parts }) =>
      targetsOf(parts.map(({ store }) => store)).map((target) => ({
        ...{ releaseId, terms, target },
        parts: parts.filter(({ store }) => target.stores.some(({ key }) => key === store.key)),
      })),
    );
  }

  async #buildGroup(job: JobRow, group: Group): Promise<void> {
    const { db, now, logError } = this.#options;
    const positions = group.parts.map(({ position }) => position);
    const times: WorkTimes = { beganAt: now(), checkedAt: null };
    try {
      const packageId = await this.#make(job, group, times);
      setParts(db, job.id, positions, 'done', { packageId });
    } catch (error) {
      if (this.#isClosed) {
        // The next start goes on with it.
        setParts(db, job.id, positions, 'waiting');
        return;
      }
      if (error instanceof AppError && error.code === 'CANCELLED') {
        setParts(db, job.id, positions, 'cancelled');
        this.callOff(group.parts.map(({ deliveryId }) => deliveryId));
        return;
      }
      if (!(error instanceof AppError)) logError('A package could not be built', error);
      if (this.#current) this.#current.failed += 1;
      const failure = failureOf(error);
      setParts(db, job.id, positions, 'failed', { failure });
      this.#apply(group, (state) => failedPatch(state, failure, { ...times, at: now() }));
      this.#tellOfFailure(group, failure.text || failure.code);
    }
  }

  async #make(job: JobRow, group: Group, times: WorkTimes): Promise<Awaited<ReturnType<typeof insertPackage>>> {
    const { db, now, onProgress } = this.#options;
    const { releaseId, target } = group;
    for (const { deliveryId } of group.parts)
      deliveredPatch(deliveryRecord.get(db, deliveryId), job.kind, { ...times, at: now() });
    await this.#gate.check(releaseId, target, job.kind, now());
    times.checkedAt = now();
    const { packagesFolder } = readDeliverySettings(db);
    if (packagesFolder === '') throw new AppError('PACKAGES_FOLDER_MISSING', 'Choose a folder for packages first.');
    const frozen = freezeSnapshot(db, releaseId, group.terms);
    const built = await buildPackage(this.#parts(), {
      ...{ root: packagesFolder, snapshot: frozen.snapshot, target, kind: job.kind, now: now() },
      signal: this.#abort.signal,
      onProgress: (done, total) => {
        if (this.#current) this.#current.fraction = done / total;
        onProgress();
      },
    });
    const { path, batchId, files, ern, formats } = built;
    const at = now();
    return db
      .transaction(() => {
        const packageId = insertPackage(db, {
          ...{ releaseId, target: target.name, stores: target.stores.map(({ key }) => key), kind: job.kind },
          ...{ path, batchId, files, ern, reason: job.reason, builtAt: at, builtBy: job.createdBy },
          ...{ snapshot: frozen.text, snapshotHash: frozen.hash },
        });
        this.#apply(group, (state) => ({
          ...deliveredPatch(state, job.kind, { ...times, at }, job.reason),
          packageId,
          ...(job.kind === 'takedown' ? {} : { formats }),
        }));
        return packageId;
      })
      .immediate();
  }

  /** One operation for what is one piece of work. A delivery that went meanwhile is passed over. */
  #apply(group: Group, patch: (state: DeliveryRecordState) => Partial<DeliveryRecordState>): void {
    const { db, history } = this.#options;
    const edits = group.parts.flatMap(({ deliveryId }) => {
      const state = deliveryRecord.read(db, deliveryId);
      return state ? deliveryRecord.edit(db, deliveryId, patch(state)) : [];
    });
    if (edits.length > 0) history.apply('editDelivery', edits, `${this.#titleOf(group)} · ${group.target.name}`);
    this.#tell({ topics: ['deliveries'] });
  }

  #tellOfFailure(group: Group, reason: string): void {
    this.#options.notifications.add({
      ...{ kind: 'deliveryFailed', personId: null, severity: 'error', view: 'deliveries' },
      item: group.parts[0]?.deliveryId ?? 0,
      facts: { title: this.#titleOf(group), store: group.target.name, reason },
      mergeKey: `delivery:${group.parts[0]?.deliveryId ?? 0}`,
    });
  }

  #titleOf({ releaseId }: Group): string {
    const find = prepare(this.#options.db, 'SELECT title FROM release WHERE id = ?').pluck();
    return (find.get(releaseId) as string | undefined) ?? '';
  }

  #tell(change: Change): void {
    this.#options.changes.add(change);
    this.#options.onProgress();
  }

  #parts(): PackageParts {
    const { db, disk, press, pictures, ffmpegPath } = this.#options;
    return {
      ...{ db, disk, press, pictures, pool: this.#pool, ffmpegPath: ffmpegPath() },
      noteTemporary: (path, isThere) => this.#noteTemporary(path, isThere),
      writeMessage: (request) => this.#messages.write(request),
    };
  }

  #temporary(): string[] {
    const text = prepare(this.#options.db, 'SELECT value FROM setting WHERE key = ?').pluck().get(temporaryKey);
    return text === undefined ? [] : (JSON.parse(text as string) as string[]);
  }

  #noteTemporary(path: string, isThere: boolean): void {
    const rest = this.#temporary().filter((each) => each !== path);
    const value = JSON.stringify(isThere ? [...rest, path] : rest);
    prepare(this.#options.db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(temporaryKey, value);
  }

  /** Of a process that ended in the middle of a package. */
  async #cleanTemporary(): Promise<void> {
    for (const path of this.#temporary()) {
      await removeOwnFolder(this.#options.disk, path);
      this.#noteTemporary(path, false);
    }
  }
}
