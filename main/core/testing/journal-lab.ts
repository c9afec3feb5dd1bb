import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Library, libraryPaths, openLibrary } from '#core/db/open-library.ts';
import { quickHash } from '#core/files/audio-hash.ts';
import { type Disk, nodeDisk } from '#core/files/disk.ts';
import type { CutInput, PlannedStep } from '#core/files/file-step.ts';
import { FileJournal, type FileJournalOptions } from '#core/files/journal/file-journal.ts';
import type { WriteWorker } from '#core/files/journal/write-worker.ts';
import { Trash } from '#core/files/trash/trash.ts';
import type { TrashSystem } from '#core/files/trash/trash-places.ts';
import { findOperation } from '#core/history/operations.repository.ts';
import type { Operation, OperationId } from '#shared/contract/operation.ts';
import { mounted } from './odd-disks.ts';
import { plainWriter } from './plain-writer.ts';
import { insertTrack, openTestDb, placeNewLibrary, tempFolder } from './temp-library.ts';

export type JournalLabOptions = {
  /** The folder around everything; a temporary one where none is given. */
  path?: string;
  /** Keeps the library in memory and the files where syncing costs nothing, for tests that do a thousand things. */
  isQuick?: boolean;
  disk?: Disk;
  writer?: WriteWorker;
} & Partial<Pick<FileJournalOptions, 'onNewFiles' | 'undoLimits' | 'now'>>;

/** A library, a music folder, a trash of its own and a journal between them, on real files. */
export class JournalLab {
  readonly #temporary: { path: string; remove(): void };
  readonly path: string;
  readonly root: string;
  readonly home: string;
  /** A second folder of the library, for tests that take it for another disk. */
  readonly far: string;
  readonly trashFolder: string;
  readonly library: Library;
  readonly folderId: number;
  readonly logged: string[] = [];
  readonly #options: Omit<FileJournalOptions, 'disk' | 'trash'>;
  readonly #system: TrashSystem;
  journal: FileJournal;
  #seconds = 1_700_000_000;

  constructor(options: JournalLabOptions = {}) {
    const { path, isQuick = false, disk, writer, ...others } = options;
    this.#temporary = path === undefined ? tempFolder('ledgerline-', isQuick) : { path, remove: () => undefined };
    this.path = this.#temporary.path;
    this.root = join(this.path, 'music');
    this.far = join(this.path, 'far');
    this.home = join(this.path, 'home');
    mkdirSync(this.root, { recursive: true });
    if (!isQuick) placeNewLibrary(this.home);
    this.library = isQuick ? quickLibrary() : openLibrary(this.home);
    const { db } = this.library;
    this.folderId = this.addFolder(this.root);
    this.#system = {
      platform: 'linux',
      home: this.path,
      dataHome: join(this.path, 'data'),
      userId: process.getuid?.() ?? 0,
    };
    this.trashFolder = join(this.#system.dataHome, 'Trash');
    this.#options = {
      db,
      now: () => 1000,
      logError: (message, error) => this.logged.push(`${message}: ${String(error)}`),
      writer: writer ?? plainWriter(libraryPaths(this.home).undo),
      undoDirectory: libraryPaths(this.home).undo,
      undoLimits: () => ({ keepDays: 90, limitBytes: 1_000_000_000 }),
      onChange: () => undefined,
      onProgress: () => undefined,
      ...others,
    };
    this.journal = this.restart(disk ?? this.disk);
  }

  /** The machine's disk, with the lab mounted in it: no trash outside of it is used. */
  get disk(): Disk {
    return { ...nodeDisk, ...mounted(nodeDisk, [this.path]) };
  }

  /** A new journal over the same library, as a new process would have it; the one before is left as it is. */
  restart(disk: Disk = this.disk): FileJournal {
    const trash = new Trash({ disk, system: this.#system, now: this.#options.now });
    this.journal = new FileJournal({ ...this.#options, disk, trash });
    return this.journal;
  }

  addFolder(path: string): number {
    const { db } = this.library;
    mkdirSync(path, { recursive: true });
    db.prepare('INSERT OR IGNORE INTO folder (path, added_at) VALUES (?, 0)').run(path);
    return db.prepare('SELECT id FROM folder WHERE path = ?').pluck().get(path) as number;
  }

  addFar(): number {
    return this.addFolder(this.far);
  }

  /** The absolute path of something in the music folder. */
  at(path: string): string {
    return join(this.root, path);
  }

  /** Writes a file and, unless it is to be none, its track; answers with the track's id. */
  add(path: string, content: string | Uint8Array = path): number {
    this.write(path, content);
    const stats = lstatSync(this.at(path), { bigint: true });
    return insertTrack(this.library.db, {
      folder_id: this.folderId,
      path,
      file_name: path.split('/').at(-1) ?? '',
      size_bytes: Number(stats.size),
      modified_us: Number(stats.mtimeNs / 1000n),
      file_key: `${stats.dev}:${stats.ino}`,
      quick_hash: stats.size === 0n ? null : quickHash(this.at(path)).quickHash,
    });
  }

  write(path: string, content: string | Uint8Array = path): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    // Whole seconds, each another one: a copy gets them without help.
    this.#seconds += 1;
    utimesSync(this.at(path), this.#seconds, this.#seconds);
  }

  /** What another program does that takes a file away. */
  take(path: string): void {
    rmSync(path);
  }

  step(kind: PlannedStep['kind'], source: string, more: Partial<PlannedStep> = {}): PlannedStep {
    return {
      kind,
      trackId: null,
      source: this.at(source),
      target: null,
      expected: null,
      group: 0,
      input: null,
      ...more,
    };
  }

  /** A part of a track's file as a new one. */
  cut(
    trackId: number,
    source: string,
    target: string,
    { title, ...part }: { fromMs: number; toMs: number | null; title: string },
  ): PlannedStep {
    const tags = {
      texts: { title: [title] },
      custom: {},
      id3Version: 3 as const,
      writeRiffInfo: false,
      keepModified: false,
    };
    const input: CutInput = { type: 'cut', format: 'mp3', ...part, tags, hasCover: false, sizeBytes: 100 };
    return this.step('create', source, { trackId, target: this.at(target), group: part.fromMs + 1, input });
  }

  move(trackId: number | null, source: string, target: string, group = 0): PlannedStep {
    return this.step('move', source, { trackId, target: this.at(target), group });
  }

  /** Runs an operation to its end. */
  async run(planned: readonly PlannedStep[]): Promise<Operation> {
    const id = this.journal.start({ kind: 'organize', trackCount: planned.length }, planned);
    await this.journal.waitForIdle();
    return this.operation(id);
  }

  async undo(id: OperationId): Promise<Operation> {
    const planned = this.journal.inverse(id);
    const undo = this.journal.start({ kind: 'organize', trackCount: 0, undoes: id, isUndo: true }, planned);
    await this.journal.waitForIdle();
    return this.operation(undo);
  }

  operation(id: OperationId): Operation {
    return findOperation(this.library.db, id) as Operation;
  }

  /** State and code of each step: 'done', 'failed FILE_EXISTS'. */
  states(id: OperationId): string[] {
    const rows = this.library.db
      .prepare('SELECT state, error_code FROM file_step WHERE operation_id = ? ORDER BY seq')
      .all(id) as { state: string; error_code: string | null }[];
    return rows.map(({ state, error_code }) => (error_code ? `${state} ${error_code}` : state));
  }

  /** The path of each track by its id. */
  paths(): Record<number, string> {
    const rows = this.library.db.prepare('SELECT id, path FROM track ORDER BY id').all();
    return Object.fromEntries((rows as { id: number; path: string }[]).map(({ id, path }) => [id, path]));
  }

  /** Names below the music folder, and 'far:' names below the other one, with what the files hold; folders end in '/'. */
  tree(): Record<string, string> {
    const far = Object.entries(treeOf(this.far)).filter(([name]) => !name.startsWith('.Trash'));
    return { ...treeOf(this.root), ...Object.fromEntries(far.map(([name, content]) => [`far:${name}`, content])) };
  }

  /** Where a name of `tree` lies. */
  placeOf(name: string): string {
    return name.startsWith('far:') ? join(this.far, name.slice(4)) : this.at(name);
  }

  trashed(): string[] {
    return Object.keys(treeOf(this.trashFolder)).filter((name) => !name.endsWith('/'));
  }

  async close(): Promise<void> {
    await this.journal.close();
    this.library.close();
    this.#temporary.remove();
  }
}

function quickLibrary(): Library {
  const db = openTestDb();
  return { db, file: '', close: () => db.close() };
}

export function treeOf(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (folder: string, prefix: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const [path, name] = [join(folder, entry.name), prefix + entry.name];
      if (entry.isDirectory()) {
        found[`${name}/`] = '';
        visit(path, `${name}/`);
      } else if (entry.isSymbolicLink()) found[name] = `-> ${readlinkSync(path)}`;
      else {
        const bytes = readFileSync(path);
        found[name] = bytes.length <= 60 ? bytes.toString() : createHash('sha256').update(bytes).digest('hex');
      }
    }
  };
  try {
    visit(root, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}
