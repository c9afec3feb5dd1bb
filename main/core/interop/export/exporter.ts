import { basename, dirname, join } from 'node:path';
import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { ensureFolder, lookAtPlaced, placeFile } from '#core/files/place-file.ts';
import type { SearchReader } from '#core/library/search/search-reader.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { ExportOptions, ExportState } from '#shared/contract/interop.ts';
import type { FormatId } from '#shared/contract/interop-formats.ts';
import { AppError } from '#shared/errors.ts';
import { safeName } from '#shared/name-template/safe-name.ts';
import type { ExportSource, ForeignFormat, WriteOptions } from '../foreign-format.ts';
import type { ForeignTrack } from '../foreign-library.ts';
import { getFormat } from '../formats.ts';
import { draftPath, dropDraft, writeDraft } from './draft-file.ts';
import { type ExportNode, listExportNodes } from './export-nodes.ts';
import { fileItem, findItem, findWritten, noteFile, openTarget, TrackTally } from './export-targets.repository.ts';
import { LibrarySource } from './library-source.ts';

type ExporterOptions = {
  db: Db;
  now(): number;
  disk: Disk;
  search: SearchReader;
  /** A folder of our own, where files are made before they are placed. */
  directory: string;
  version: string;
  logError(message: string, error: unknown): void;
  onChange(change: Change): void;
  onProgress(): void;
};

/** A file of an export: `name` within the folder, '' for the export itself. */
type PlannedFile = { name: string; open(told: (track: ForeignTrack) => void): ExportSource };

const toldEveryMs = 250;

/** Writes what other programs import, one export at a time. */
export class Exporter {
  readonly #options: ExporterOptions;
  #state: ExportState | null = null;
  #abort = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #toldAt = 0;

  constructor(options: ExporterOptions) {
    this.#options = options;
  }

  get state(): ExportState | null {
    return this.#state;
  }

  /** Throws UNSUPPORTED for formats that are only read, INVALID_INPUT while another runs, FILE_EXISTS. */
  async start(id: FormatId, path: string, options: ExportOptions): Promise<void> {
    const format = getFormat(id);
    if (!format.write) throw new AppError('UNSUPPORTED', 'This format can only be read.');
    if (this.#state?.state === 'exporting') throw new AppError('INVALID_INPUT', 'Another export is being written.');
    await format.checkTarget?.();
    const { db, disk } = this.#options;
    if (format.holds === 'library' || options.scope.type === 'tracks') {
      const placed = await lookAtPlaced(disk, path, findWritten(db, id, path));
      if (placed === 'other') throw new AppError('FILE_EXISTS', 'Another file has that name already.');
    }
    this.#state = { format: id, path, state: 'exporting', done: 0, total: null, result: null, error: null };
    this.#abort = new AbortController();
    this.#work = this.#run(format, path, options);
    this.#options.onChange({ topics: ['interop'] });
  }

  cancel(): void {
    this.#abort.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#work;
  }

  waitForIdle(): Promise<void> {
    return this.#work;
  }

  activity(): Activity | null {
    const state = this.#state;
    if (state?.state !== 'exporting') return null;
    return {
      ...{ id: 'export', kind: 'interop', state: 'running', subject: basename(state.path), done: state.done },
      ...{ total: state.total, failed: 0, rate: null, workers: 1, secondsLeft: null, finishedAt: null },
    };
  }

  async #run(format: ForeignFormat, path: string, options: ExportOptions): Promise<void> {
    const state = this.#state as ExportState;
    try {
      state.result = await this.#export(format, path, options, state);
      state.state = 'done';
    } catch (error) {
      if (!(error instanceof AppError)) this.#options.logError('An export failed', error);
      Object.assign(state, { state: 'failed', error: error instanceof AppError ? error.code : 'INTERNAL' });
    }
    this.#options.onProgress();
    this.#options.onChange({ topics: ['interop'] });
  }

  async #export(
    format: ForeignFormat,
    path: string,
    options: ExportOptions,
    state: ExportState,
  ): Promise<NonNullable<ExportState['result']>> {
    const { db, now, search } = this.#options;
    const nodes = await listExportNodes(db, options.scope, async ({ id, rules }) => {
      const { ids } = await search.openView({ slot: `export-${id}`, text: '', sort: [], smart: { id, rules } });
      return ids;
    });
    const source = new LibrarySource(db, options, nodes);
    try {
      const targetId = openTarget(db, format.id, path, options);
      const planned = planFiles(format, path, options, nodes, source);
      const isOne = planned.length === 1 && format.holds === 'library';
      const tally = new TrackTally(db, targetId, { seenOnce: isOne });
      const told = (track: ForeignTrack) => {
        tally.add(track);
        state.done += 1;
        this.#tell();
      };
      let elsewhere = 0;
      const leaveOut = () => {
        elsewhere += 1;
      };
      const writing = { ...this.#writeOptions(options), leaveOut };
      const files = { written: 0, unchanged: 0 };
      const hashes = new Map<string, string>();
      for (const file of planned) {
        const opened = file.open(told);
        if (isOne) state.total = opened.trackCount;
        const { hash, isWritten } = await this.#write(format, path, file.name, opened, writing, targetId);
        hashes.set(file.name, hash);
        files[isWritten ? 'written' : 'unchanged'] += 1;
      }
      tally.finish(now(), hashes);
      const playlists = nodes.filter(({ kind }) => kind === 'list').length;
      return { files, tracks: tally.counts, playlists, leftOut: source.countLeftOut() + elsewhere };
    } finally {
      source.close();
    }
  }

  /** Makes the file in our own folder first: where it is what lies there already, nothing else is touched. */
  async #write(
    format: ForeignFormat,
    root: string,
    name: string,
    source: ExportSource,
    options: WriteOptions,
    targetId: number,
  ): Promise<{ hash: string; isWritten: boolean }> {
    const { db, disk, directory } = this.#options;
    const draft = draftPath(directory);
    const path = name === '' ? root : join(root, ...name.split('/'));
    const folder = dirname(path).replaceAll('\\', '/');
    const pieces = format.write?.(source, { ...options, folder }) ?? [];
    try {
      const hash = await writeDraft(draft, pieces, this.#abort.signal);
      const before = findItem(db, targetId, fileItem(name));
      if (before === hash && (await lookAtPlaced(disk, path, before)) === 'ours') return { hash, isWritten: false };
      if (name !== '') await ensureFolder(disk, dirname(path));
      await placeFile(disk, draft, path, before);
      noteFile(db, targetId, name, hash);
      return { hash, isWritten: true };
    } finally {
      await dropDraft(draft);
    }
  }

  #writeOptions({ mp3ShiftMs, bootVolume, nmlVersion, columns }: ExportOptions): WriteOptions {
    return { version: this.#options.version, mp3ShiftMs, bootVolume, nmlVersion, columns };
  }

  #tell(): void {
    const at = performance.now();
    if (at - this.#toldAt < toldEveryMs) return;
    this.#toldAt = at;
    this.#options.onProgress();
    this.#options.onChange({ topics: ['interop'] });
  }
}

/** One file for a library, a selection or a list; a folder of them for several lists. */
function planFiles(
  format: ForeignFormat,
  path: string,
  options: ExportOptions,
  nodes: readonly ExportNode[],
  source: LibrarySource,
): PlannedFile[] {
  if (format.holds === 'library') return [{ name: '', open: (told) => source.whole('Library', told) }];
  const plain = path.replaceAll('\\', '/');
  const { scope } = options;
  const ownName = basename(plain).replace(/\.[^.]+$/, '');
  if (scope.type === 'tracks') {
    return [{ name: '', open: (told) => source.selection(ownName, scope.ids, dirname(plain), told) }];
  }
  const lists = nodes.filter(({ kind }) => kind === 'list');
  const [only] = lists;
  const isFile =
    scope.type === 'playlists' && scope.ids.length === 1 && lists.length === 1 && only?.id === scope.ids[0];
  if (only && isFile) return [{ name: '', open: (told) => source.list(only, dirname(plain), told) }];
  const taken = new Set<string>();
  return lists.map((node) => {
    const extension = format.extensions[0] ?? '';
    const own = format.listFile?.(node.path, plain);
    const name = own === undefined ? treeFile(node.path, extension, taken) : freeFile(own, extension, taken);
    return { name, open: (told) => source.list(node, dirname(`${plain}/${name}`), told) };
  });
}

function freeFile(file: string, extension: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? file : `${file.slice(0, file.length - extension.length)} ${number}${extension}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

const nameRules = { system: 'windows', hasPlainPunctuation: false } as const;

/** A tree of folders as the playlists have it; what becomes the same name on a disk gets a number. */
function treeFile(path: readonly string[], extension: string, taken: Set<string>): string {
  const folders = path.slice(0, -1).map((name) => safeName(name, nameRules).name || '_');
  const own = path.at(-1) ?? '';
  for (let number = 1; ; number += 1) {
    const name = safeName(number === 1 ? own : `${own} ${number}`, nameRules, extension).name || `_${extension}`;
    const file = [...folders, name].join('/');
    if (taken.has(file.toLowerCase())) continue;
    taken.add(file.toLowerCase());
    return file;
  }
}
