import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { lookAt, removeOwnFolder } from '#core/files/own-files.ts';
import { temporaryBeside } from '#core/files/own-names.ts';
import { ensureFolder } from '#core/files/place-file.ts';
import type { WorkerPool } from '#core/jobs/worker-pool.ts';
import { batchCompleteName, batchFolder, batchIdOf } from '#core/label/ern/write-batch.ts';
import { defaultPaperOptions } from '#core/papers/paper.ts';
import type { PaperPress } from '#core/papers/paper-press.ts';
import type { PackageFile, PackageKind } from '#shared/contract/deliveries.ts';
import type { SheetLayout } from '#shared/delivery/sheet-layouts.ts';
import { AppError } from '#shared/errors.ts';
import type { MadeFile, PackageTask } from './make-package-file.ts';
import { type PackageTarget, plainName, planArtwork, planAudio, releaseName } from './package-plan.ts';
import type { PackageErn } from './packages.repository.ts';
import type { ReleaseSnapshot } from './release-snapshot.ts';
import { sheetPaper } from './sheet-rows.ts';

/** The message of a package and the list of the batch, as texts; `complete` is empty where there is no message. */
export type PackageMessage = { text: string; complete(messageSha256: string): string; ern: PackageErn };

export type PackageParts = {
  db: Db;
  disk: Disk;
  press: PaperPress;
  pool: WorkerPool<PackageTask, MadeFile>;
  pictures: string;
  ffmpegPath: string | null;
  /** Notes a folder of ours before it is made, so that the next start takes it away if this one ends. */
  noteTemporary(path: string, isThere: boolean): void;
  /** Writes the message; null where no store of the target wants one. Throws what its writer does. */
  writeMessage(request: MessageRequest): Promise<PackageMessage | null>;
};

export type MessageRequest = {
  snapshot: ReleaseSnapshot;
  target: PackageTarget;
  kind: PackageKind;
  batchId: string;
  releaseName: string;
  createdAt: number;
  audio: readonly { file: PackageFile; as: string }[];
  artwork: { file: PackageFile; width: number; height: number } | null;
};

export type PackageRequest = {
  root: string;
  snapshot: ReleaseSnapshot;
  target: PackageTarget;
  kind: PackageKind;
  now: number;
  signal: AbortSignal;
  /** Files that are made, of all. */
  onProgress(done: number, total: number): void;
};

export type BuiltPackage = {
  path: string;
  batchId: string;
  files: PackageFile[];
  ern: PackageErn | null;
  formats: string;
};

/** A long mix at the speed of a slow disk. */
const fileTimeoutMs = 60 * 60_000;
const readableMode = 0o644;

/**
 * Builds a package in a folder with a name of ours, reads it back, and only then gives it its own name: what has that name is whole.
 * Whatever fails or is cancelled, nothing is left. A takedown has no sound and no picture. Throws DELIVERY_…, CANCELLED, PICTURE_INVALID
 * and errors of files.
 */
export async function buildPackage(parts: PackageParts, request: PackageRequest): Promise<BuiltPackage> {
  const { disk } = parts;
  const { root, target } = request;
  if (!(await lookAt(disk, root))?.isDirectory()) {
    throw new AppError('FOLDER_NOT_FOUND', 'The folder of packages is not there. Is its disk connected?');
  }
  const shelf = join(root, plainName(target.name) || 'store');
  const batchId = await freeBatchId(disk, shelf, request.now);
  const path = join(shelf, batchFolder({ priority: 'normal', batchId }));
  await ensureFolder(disk, shelf);
  const folder = temporaryBeside(path);
  parts.noteTemporary(folder, true);
  try {
    await disk.makeFolder(folder);
    const built = await new Filling(parts, request, folder, batchId).fill();
    await disk.syncFolder(folder);
    if (request.signal.aborted) throw cancelled();
    if (await lookAt(disk, path)) throw new AppError('FILE_EXISTS', 'Another folder has that name already.');
    await disk.rename(folder, path);
    await disk.syncFolder(dirname(path));
    return { ...built, path, batchId };
  } finally {
    await removeOwnFolder(disk, folder);
    parts.noteTemporary(folder, false);
  }
}

/** Batches are told apart by the millisecond in which they were begun. */
async function freeBatchId(disk: Disk, shelf: string, now: number): Promise<string> {
  for (let at = now; ; at += 1) {
    const batchId = batchIdOf(new Date(at).toISOString());
    if (!(await lookAt(disk, join(shelf, batchFolder({ priority: 'normal', batchId }))))) return batchId;
  }
}

class Filling {
  readonly #parts: PackageParts;
  readonly #request: PackageRequest;
  readonly #folder: string;
  readonly #batchId: string;
  readonly #files: PackageFile[] = [];
  readonly #release: string;
  #done = 0;

  constructor(parts: PackageParts, request: PackageRequest, folder: string, batchId: string) {
    this.#parts = parts;
    this.#request = request;
    this.#folder = folder;
    this.#batchId = batchId;
    this.#release = releaseName(request.snapshot);
  }

  async fill(): Promise<Pick<BuiltPackage, 'files' | 'ern' | 'formats'>> {
    const { disk } = this.#parts;
    const { snapshot, target, kind, now } = this.#request;
    await disk.makeFolder(join(this.#folder, this.#release));
    const { audio, artwork } = kind === 'takedown' ? { audio: [], artwork: null } : await this.#fillResources();
    await this.#addSheets(
      audio.map(({ file }) => file.name),
      artwork?.file.name ?? '',
    );
    const message = await this.#parts.writeMessage({
      ...{ snapshot, target, kind, audio, artwork, batchId: this.#batchId, releaseName: this.#release, createdAt: now },
    });
    const written = message && (await this.#add(`${this.#release}/${this.#release}.xml`, message.text));
    await this.#addSums();
    // Last of all: who finds it finds everything else.
    const complete = message && written ? message.complete(written.sha256) : '';
    await this.#add(batchCompleteName({ batchId: this.#batchId }), complete);
    await disk.syncFolder(join(this.#folder, this.#release));
    return { files: this.#files, ern: message?.ern ?? null, formats: formatsOf(snapshot, audio) };
  }

  async #fillResources(): Promise<Pick<MessageRequest, 'audio' | 'artwork'>> {
    const { db, disk, pictures, ffmpegPath } = this.#parts;
    const { snapshot, target } = this.#request;
    const planned = planAudio(db, snapshot, target);
    const picture = planArtwork(db, snapshot, pictures);
    const resources = join(this.#folder, this.#release, 'resources');
    await disk.makeFolder(resources);
    const total = planned.length + 1;
    const audio: MessageRequest['audio'][number][] = [];
    for (const { track, source, name, as } of planned) {
      const task = { ...{ type: 'audio' as const, source, as, ffmpegPath }, target: join(resources, name) };
      const made = await this.#make({ ...task, audioHash: track.audio?.audioHash ?? null }, total, track.title);
      audio.push({ file: this.#note(`${this.#release}/resources/${name}`, made), as });
    }
    const made = await this.#make({ type: 'artwork', ...picture, target: join(resources, 'cover.jpg') }, total, '');
    const file = this.#note(`${this.#release}/resources/cover.jpg`, made);
    await disk.syncFolder(resources);
    return { audio, artwork: { file, width: made.width, height: made.height } };
  }

  async #make(task: PackageTask, total: number, title: string): Promise<MadeFile> {
    const { signal, onProgress } = this.#request;
    if (signal.aborted) throw cancelled();
    try {
      const made = await this.#parts.pool.run(task, { timeoutMs: fileTimeoutMs, signal });
      this.#done += 1;
      onProgress(this.#done, total);
      return made;
    } catch (error) {
      if (!(error instanceof AppError) || title === '') throw error;
      throw new AppError(error.code, `“${title}”: ${error.message}`, { ...error.details, title }, { cause: error });
    }
  }

  async #addSheets(audio: readonly string[], artwork: string): Promise<void> {
    const { press } = this.#parts;
    const { snapshot, target, kind, now, signal } = this.#request;
    const action = kind === 'initial' ? 'insert' : kind;
    const within = (name: string) => name.slice(this.#release.length + 1);
    const facts = {
      ...{ snapshot, action, stores: target.stores.map(({ name }) => name) },
      ...{ audio: audio.map(within), artwork: within(artwork) },
    };
    const layouts = new Set<SheetLayout | 'complete'>(['complete']);
    for (const { layout } of target.stores) if (layout !== '') layouts.add(layout);
    const options = { ...defaultPaperOptions, hasByteOrderMark: true };
    for (const layout of layouts) {
      const paper = sheetPaper(layout, facts, now);
      const name = layout === 'complete' ? 'metadata' : layout;
      for (const format of ['csv', 'xlsx'] as const) {
        await this.#add(`${this.#release}/${name}.${format}`, await press.write({ paper, format, options }, signal));
      }
    }
    await this.#add(`${this.#release}/metadata.json`, `${JSON.stringify({ ...facts, kind }, null, 2)}\n`);
  }

  /** As `sha256sum -c` and `md5sum -c` read them. */
  async #addSums(): Promise<void> {
    const files = [...this.#files];
    const lines = (of: 'sha256' | 'md5') => files.map((file) => `${file[of]}  ${file.name}\n`).join('');
    await this.#add('checksums.sha256', lines('sha256'));
    await this.#add('checksums.md5', lines('md5'));
  }

  async #add(name: string, content: string | Uint8Array): Promise<PackageFile> {
    const { disk } = this.#parts;
    if (this.#request.signal.aborted) throw cancelled();
    const path = join(this.#folder, ...name.split('/'));
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    await disk.create(path, bytes, readableMode);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if ((await disk.hash(path)) !== sha256) {
      throw new AppError('WRITE_UNVERIFIED', 'The new file does not hold what it was made of.');
    }
    const md5 = createHash('md5').update(bytes).digest('hex');
    return this.#note(name, { sizeBytes: bytes.length, sha256, md5, isRepacked: false });
  }

  #note(
    name: string,
    { sizeBytes, sha256, md5, isRepacked }: Pick<MadeFile, 'sizeBytes' | 'sha256' | 'md5' | 'isRepacked'>,
  ): PackageFile {
    const file = { name, sizeBytes, sha256, md5, isRepacked };
    this.#files.push(file);
    return file;
  }
}

/** 'FLAC 24/48, WAV 16/44.1' */
function formatsOf({ tracks }: ReleaseSnapshot, audio: MessageRequest['audio']): string {
  const formats = audio.map(({ file }, index) => {
    const { bits, sampleRate } = tracks[index]?.audio ?? { bits: null, sampleRate: null };
    const end = file.name.split('.').at(-1)?.toUpperCase() ?? '';
    return `${end} ${bits ?? '?'}/${sampleRate === null ? '?' : sampleRate / 1000}`;
  });
  return [...new Set(formats)].join(', ');
}

function cancelled(): AppError {
  return new AppError('CANCELLED', 'The package is not wanted any more.');
}
