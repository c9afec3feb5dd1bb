import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { libraryPaths } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { type Recovery, recoveryFile } from '#core/db/replace-library.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { Backup, Finding } from '#shared/contract/backups.ts';
import { AppError } from '#shared/errors.ts';
import { type BackupKind, backupName, dueKind, listBackupFiles, superfluous } from './backup-files.ts';
import { listAllBackups, reachableBackupFolder } from './backup-folder.ts';
import type { BackupAnswer, BackupTask } from './backup-task.ts';
import { exportName, listExports, superfluousExports } from './export-files.ts';

type BackupsOptions = {
  home: string;
  db: Db;
  now(): number;
  logError(message: string, error: unknown): void;
  workerUrl: URL;
  onChange(): void;
};

const lookEveryMs = 60_000;
const timeoutMs = 30 * 60_000;
const exportEveryMs = 24 * 3_600_000;
/** A copy is as large as the library; so much more must be free. */
const spareBytes = 64_000_000;

/** Copies of the library: made by themselves, checked, thinned out. See README.md. */
export class Backups {
  readonly #options: BackupsOptions;
  readonly #pool: WorkerPool<BackupTask, BackupAnswer>;
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;
  #changesAtLast: number;
  #running: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 500,
      recycleAfterRuns: 1,
      isBackground: true,
      logError: options.logError,
    });
    this.#changesAtLast = this.#totalChanges();
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
    this.#timer.unref();
  }

  get folder(): string {
    return reachableBackupFolder(this.#options.home);
  }

  list(): Backup[] {
    const { home, now } = this.#options;
    return listAllBackups(home, now()).map(({ name, kind, at, sizeBytes }) => ({ name, kind, at, sizeBytes }));
  }

  exportedAt(): number | null {
    const { home, now } = this.#options;
    const [newest] = listExports(libraryPaths(home).exports, now());
    return newest && newest.at <= now() ? newest.at : null;
  }

  /** What happened to the library when it was opened, until the user has seen it. */
  recovery(): Recovery | null {
    const file = recoveryFile(this.#options.home);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recovery) : null;
  }

  dismissRecovery(): void {
    rmSync(recoveryFile(this.#options.home), { force: true });
    this.#options.onChange();
  }

  /** Makes a backup after those under way. Throws DISK_FULL, FOLDER_UNREADABLE or BACKUP_INVALID. */
  make(kind: BackupKind): Promise<Backup> {
    const made = this.#running.then(() => this.#make(kind));
    this.#running = made.catch(() => undefined);
    return made;
  }

  /** Looks through a backup whole, and answers with its path. Throws NOT_FOUND or BACKUP_INVALID. */
  async check(name: string): Promise<string> {
    const { home, now } = this.#options;
    const found = listAllBackups(home, now()).find((file) => file.name === name);
    if (!found) throw new AppError('NOT_FOUND', 'That backup is no longer there.');
    const answer = await this.#pool.run({ type: 'check', file: found.path }, { timeoutMs });
    if (answer.type !== 'whole') {
      throw new AppError('BACKUP_INVALID', 'This backup cannot be used. Your library was left as it is.');
    }
    return found.path;
  }

  /** Looks at everything that must be right. */
  async examine(): Promise<Finding[]> {
    const { home } = this.#options;
    const task = { type: 'examine', file: libraryPaths(home).database, home } as const;
    const answer = await this.#pool.run(task, { timeoutMs });
    return answer.type === 'examined' ? answer.findings : [];
  }

  /** Writes the plain JSON export, beside the older ones. */
  async export(): Promise<void> {
    const { home, now } = this.#options;
    const { database: file, exports: directory, receipts } = libraryPaths(home);
    mkdirSync(directory, { recursive: true });
    const target = join(directory, exportName(now()));
    await this.#pool.run({ type: 'export', file, target, receipts, now: now() }, { timeoutMs });
    for (const { path } of superfluousExports(listExports(directory, now()))) rmSync(path);
    this.#options.onChange();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#pool.close();
    await this.#running;
  }

  async #make(kind: BackupKind): Promise<Backup> {
    const { home, now } = this.#options;
    const { folder } = this;
    this.#makeFolder(folder);
    this.#demandSpace(folder);
    const name = freeName(folder, kind, now());
    const before = this.#totalChanges();
    const { database: file, receipts } = libraryPaths(home);
    const task = { type: 'copy', file, target: join(folder, name), receipts } as const;
    const answer = await this.#pool.run(task, { timeoutMs });
    if (answer.type !== 'whole') throw new AppError('BACKUP_INVALID', 'The copy was not whole and was thrown away.');
    this.#changesAtLast = before;
    for (const { path } of superfluous(listBackupFiles(folder), now())) rmSync(path);
    this.#options.onChange();
    const made = this.list().find((file) => file.name === name);
    if (!made) throw new AppError('BACKUP_INVALID', 'The copy was not whole and was thrown away.');
    return made;
  }

  #makeFolder(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      throw new AppError('FOLDER_UNREADABLE', 'The folder for backups cannot be used.', {}, { cause });
    }
  }

  #demandSpace(folder: string): void {
    const { bavail, bsize } = statfsSync(folder);
    const { db } = this.#options;
    const size = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
    if (bavail * bsize < size + spareBytes) {
      throw new AppError('DISK_FULL', 'Too little space for a backup. Free some, or choose another disk.');
    }
  }

  /** Rows this connection changed since it was opened. */
  #totalChanges(): number {
    return this.#options.db.prepare('SELECT total_changes()').pluck().get() as number;
  }

  #look(): void {
    if (this.#isClosed || this.#isLooking) return;
    this.#isLooking = true;
    void this.makeDue()
      .catch((error: unknown) => this.#options.logError('A backup could not be made', error))
      .finally(() => {
        this.#isLooking = false;
      });
  }

  /** Makes the backup and the export that are due; a library that nothing changed in needs no hourly copy. */
  async makeDue(): Promise<void> {
    const { now } = this.#options;
    const kind = dueKind(listBackupFiles(this.folder), now());
    const hasChanged = this.#totalChanges() !== this.#changesAtLast;
    if (kind && (kind !== 'recent' || hasChanged)) await this.make(kind);
    const exported = this.exportedAt();
    if (exported === null || now() - exported >= exportEveryMs) await this.export();
  }
}

/** Two of one second have names a second apart: none takes the place of another. */
function freeName(folder: string, kind: BackupKind, at: number): string {
  for (let time = at; ; time += 1000) {
    const name = backupName(kind, time);
    if (!existsSync(join(folder, name))) return name;
  }
}
