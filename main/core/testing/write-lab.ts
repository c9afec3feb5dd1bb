import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { extendedAttributes } from '#core/files/file-attributes.ts';
import type { UndoWriteInput, WriteInput } from '#core/files/file-step.ts';
import type { WrittenFile } from '#core/files/journal/write-worker.ts';
import { temporaryBeside } from '#core/files/own-names.ts';
import { openTagFormat } from '#core/files/tags/open-tag-format.ts';
import type { TagFormat } from '#core/files/tags/tag-format.ts';
import { realDisk, type WriteDisk } from '#core/files/write-disk.ts';
import type { Surroundings } from '#core/files/write-plan.ts';
import type { CopyTask, WriteOutcome } from '#core/files/write-protocol.ts';
import { writeTags } from '#core/files/write-tags.ts';
import { tempFolder } from './temp-library.ts';

const songs = new URL('../../../e2e/audio/', import.meta.url).pathname;

/** Everything that an undone write must bring back. */
export type FileState = { sha256: string; modifiedNs: bigint; mode: number; extended: Record<string, string> };

/** A folder with music in it, to which tags are written as the journal does it. */
export class WriteLab {
  readonly #folder = tempFolder();
  readonly music: string;
  readonly undoDirectory: string;
  readonly pictureDirectory: string;
  surroundings: Surroundings = { disk: realDisk, formatOf: openTagFormat };

  constructor() {
    this.music = join(this.#folder.path, 'music');
    this.undoDirectory = join(this.#folder.path, 'undo');
    this.pictureDirectory = join(this.#folder.path, 'pictures');
    mkdirSync(this.music);
    mkdirSync(this.pictureDirectory);
  }

  remove(): void {
    this.#folder.remove();
  }

  /** A copy of one of the songs of e2e/audio, or of any file. */
  song(name: string, from = join(songs, name)): string {
    const path = join(this.music, basename(name));
    copyFileSync(from, path);
    return path;
  }

  file(name: string, bytes: Uint8Array): string {
    const path = join(this.music, name);
    writeFileSync(path, bytes);
    return path;
  }

  /** Keeps a picture as the application does, and returns its hash. */
  picture(bytes: Uint8Array): string {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    writeFileSync(join(this.pictureDirectory, hash), bytes);
    return hash;
  }

  task(path: string, input: WriteInput | UndoWriteInput, temporary = temporaryBeside(path)): CopyTask {
    const { undoDirectory, pictureDirectory } = this;
    return { path, temporary, expected: null, input, undoDirectory, pictureDirectory, hasFfmpeg: false };
  }

  /** Makes the copy and puts it in the file's place. */
  async write(path: string, input: WriteInput | UndoWriteInput): Promise<WriteOutcome> {
    const task = this.task(path, input);
    const outcome = await writeTags(task, this.surroundings);
    if (outcome.state === 'written') renameSync(task.temporary, path);
    return outcome;
  }

  /** Like `write`, where something is there to be written. */
  async change(path: string, input: WriteInput | UndoWriteInput): Promise<WrittenFile> {
    const outcome = await this.write(path, input);
    if (outcome.state !== 'written') throw new Error('Expected the write to change the file');
    return outcome.file;
  }

  undo(path: string, written: WrittenFile): Promise<WriteOutcome> {
    return this.write(path, undoOf(written));
  }

  /** Has every disk call of a write pass by `before`, which may throw. */
  watchDisk(before: (call: keyof WriteDisk, args: readonly unknown[]) => void): void {
    const calls = Object.entries(realDisk).map(([name, work]) => [
      name,
      typeof work !== 'function'
        ? work
        : (...args: unknown[]) => {
            before(name as keyof WriteDisk, args);
            return (work as (...values: unknown[]) => unknown)(...args);
          },
    ]);
    this.surroundings = { ...this.surroundings, disk: Object.fromEntries(calls) as WriteDisk };
  }

  /** Puts a fault into every format. */
  breakFormats(change: (format: TagFormat) => Partial<TagFormat>): void {
    const formatOf: Surroundings['formatOf'] = (format) => {
      const real = openTagFormat(format);
      return real && { ...real, ...change(real) };
    };
    this.surroundings = { ...this.surroundings, formatOf };
  }

  /** Names in the folder of music and, for drafts, of undo blocks. */
  leftovers(): string[] {
    const names = [this.music, this.undoDirectory].flatMap((folder) => listOf(folder));
    return names.filter((name) => name.startsWith('.'));
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function undoOf({ undoBlock, sha256Before, before }: WrittenFile): UndoWriteInput {
  return { type: 'undo', blockHash: undoBlock?.hash ?? '', sha256: sha256Before, before };
}

export function tagInput(input: Partial<WriteInput>): WriteInput {
  return { type: 'tags', texts: {}, custom: {}, id3Version: 3, writeRiffInfo: true, keepModified: false, ...input };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function stateOf(path: string): FileState {
  const { mtimeNs, mode } = statSync(path, { bigint: true });
  const extended = [...extendedAttributes(path)].map(([name, value]) => [name, value.toString('hex')]);
  return {
    sha256: sha256Of(readFileSync(path)),
    modifiedNs: mtimeNs,
    mode: Number(mode),
    extended: Object.fromEntries(extended.sort()) as Record<string, string>,
  };
}
