import { AppError } from '#shared/errors.ts';
import type { AudioFormat } from './audio-format.ts';
import type { UndoWriteInput } from './file-step.ts';
import type { FileWindow } from './file-window.ts';
import type { Payload } from './payload-range.ts';
import { readWithSecondParser } from './second-parser.ts';
import { changesOf, optionsOf } from './tag-input.ts';
import type { FilePart, TagFormat } from './tags/tag-format.ts';
import { loadUndoBlock } from './undo-block.ts';
import { type BothReadings, verifyTags } from './verify-tags.ts';
import type { WriteDisk } from './write-disk.ts';
import type { CopyTask } from './write-protocol.ts';

/** What tests replace: a disk that fails, a format with a fault. */
export type Surroundings = {
  disk: WriteDisk;
  formatOf(format: AudioFormat): TagFormat | null;
};

/** An open file. */
export type OpenFile = { fd: number; window: FileWindow };

/** What a copy consists of, and how to tell that it is right. */
export type WritePlan = {
  parts: FilePart[];
  /** sha256 of the only file this may be done to; null for any. */
  appliesTo: string | null;
  mode: number;
  /** Null for a new time. */
  modifiedNs: bigint | null;
  /** Throws WRITE_UNVERIFIED. */
  verify(copy: OpenFile, sha256: string): Promise<void>;
};

/** `stats` are those of the file as it is. Throws what `TagFormat` throws, TAGS_UNWRITABLE, UNDO_GONE. */
export function planWrite(
  task: CopyTask,
  source: OpenFile & { payload: Payload },
  stats: { mode: number; modifiedNs: bigint },
  surroundings: Surroundings,
): Promise<WritePlan> | WritePlan {
  const { input, undoDirectory } = task;
  if (input.type === 'undo' && undoDirectory !== null) return planUndo(input, undoDirectory, surroundings.disk);
  const format = writableFormat(source.payload, surroundings);
  return planTagWrite(task, source, stats, surroundings, format);
}

/** Throws TAGS_UNWRITABLE for a file without sound, or in a format of which something could be lost. */
export function writableFormat(payload: Payload, { formatOf }: Surroundings): TagFormat {
  const format = payload.hasAudio ? formatOf(payload.format) : null;
  if (!format) throw new AppError('TAGS_UNWRITABLE', 'Tags of this format are only read.');
  return format;
}

async function planTagWrite(
  { covers, input, pictureDirectory }: CopyTask,
  source: OpenFile & { payload: Payload },
  stats: { mode: number; modifiedNs: bigint },
  { disk }: Surroundings,
  format: TagFormat,
): Promise<WritePlan> {
  if (input.type !== 'tags') throw new Error('Expected tags to write');
  const changes = { ...changesOf(disk, input, pictureDirectory), ...(covers && { covers }) };
  const { payload } = source;
  return {
    parts: format.planTags(source.window, changes, optionsOf(input)),
    appliesTo: null,
    mode: stats.mode,
    modifiedNs: input.keepModified ? stats.modifiedNs : null,
    async verify(copy) {
      const before = await readBoth(source, format, payload);
      verifyTags(before, await readBoth(copy, format, payload), changes, payload.format);
    },
  };
}

async function readBoth({ fd, window }: OpenFile, format: TagFormat, payload: Payload): Promise<BothReadings> {
  return {
    tags: format.readTags(window),
    second: await readWithSecondParser(fd, window.sizeBytes, payload.format),
    isLengthGuessed: isLengthGuessed(window, payload),
  };
}

/** MPEG audio does not say how long it is: without a header for that, its length is its size by its rate. */
export function isLengthGuessed({ sizeBytes }: FileWindow, { format, ranges }: Payload): boolean {
  return (format === 'mp3' || format === 'aac') && (ranges.at(-1)?.end ?? 0) < sizeBytes;
}

function planUndo(input: UndoWriteInput, undoDirectory: string, disk: WriteDisk): WritePlan {
  const { appliesTo, makes, parts } = loadUndoBlock(disk, undoDirectory, input.blockHash);
  if (makes !== input.sha256) throw new AppError('UNDO_GONE', 'What is kept leads to another state of the file.');
  return {
    parts,
    appliesTo,
    mode: input.before.mode,
    modifiedNs: BigInt(input.before.modifiedNs),
    async verify(_copy, sha256) {
      if (sha256 !== makes) throw new AppError('WRITE_UNVERIFIED', 'The copy is not what the file was.');
    },
  };
}
