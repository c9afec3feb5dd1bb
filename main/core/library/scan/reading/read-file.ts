import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { type IAudioMetadata, type IPicture, parseFromTokenizer, selectCover } from 'music-metadata';
import type { AudioFormat } from '#core/files/audio-format.ts';
import { quickHashOf } from '#core/files/audio-hash.ts';
import { findPayload, type Payload } from '#core/files/payload-range.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { FileContent, FileReading, FileStamp, ReadRequest } from '../file-reading.ts';
import { isSameStamp, stampOf } from './file-stamp.ts';
import { ScanWindow } from './scan-window.ts';
import { completeSound, parserExtension, plainSound, soundColumns } from './sound-columns.ts';
import { emptyTags, tagColumns } from './track-tags.ts';
import { tooLarge, WindowTokenizer } from './window-tokenizer.ts';

export const maxPictureBytes = 25 * 1024 * 1024;
const filmExtensions = new Set(['.mp4', '.mkv', '.webm', '.asf', '.wmv']);

export type ReadOptions = {
  hasFfmpeg: boolean;
  /** Told before and after the disk is asked, for the watch that ends a stuck thread. */
  onRead?(isReading: boolean): void;
};

/**
 * Reads one file: its stamp, the hash of its sound, how it is encoded, and its tags.
 *
 * A file that changes meanwhile is read once more, and is then FILE_CHANGED. Never throws for a file's sake.
 */
export async function readFile(request: ReadRequest, options: ReadOptions): Promise<FileReading> {
  try {
    const before = statSync(request.path, { bigint: true });
    if (!before.isFile()) return { type: 'ignored' };
    if (request.known && isSameStamp(stampOf(before), request.known)) return { type: 'unchanged' };
    return (await readOnce(request.path, options)) ?? (await readOnce(request.path, options)) ?? changed;
  } catch (error) {
    return refusal(error);
  }
}

const changed: FileReading = { type: 'refused', code: 'FILE_CHANGED' };

/** Null when the file changed while it was read. */
async function readOnce(path: string, options: ReadOptions): Promise<FileReading | null> {
  // Not to wait where a pipe has taken the file's place.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stamp = stampOf(fstatSync(fd, { bigint: true }));
    if (stamp.sizeBytes === 0) return { type: 'refused', code: 'FILE_EMPTY' };
    const reading = await readOpenFile(path, fd, stamp, options);
    return isSameStamp(stampOf(fstatSync(fd, { bigint: true })), stamp) ? reading : null;
  } finally {
    closeSync(fd);
  }
}

async function readOpenFile(path: string, fd: number, stamp: FileStamp, options: ReadOptions): Promise<FileReading> {
  const window = new ScanWindow(fd, stamp.sizeBytes, options.onRead);
  const payload = findPayload(window);
  if (payload.format === 'unknown') return { type: 'refused', code: 'FORMAT_UNKNOWN' };
  const name = basename(path);
  const content: FileContent = {
    stamp,
    quickHash: quickHashOf(window, payload).quickHash,
    sound: plainSound(payload.format, options.hasFfmpeg),
    tags: emptyTags(name),
    hasTags: false,
    problem: null,
  };
  const parsed = await parseTags(window, payload.format);
  if (typeof parsed === 'string') return { type: 'content', content: { ...content, problem: parsed } };
  if (parsed) {
    const { format } = parsed;
    if (format.hasVideo && filmExtensions.has(extname(name).toLowerCase())) return { type: 'ignored' };
    content.sound = soundColumns(format, payload.format, options.hasFfmpeg);
    content.tags = tagColumns(parsed, name, artworkHash(pictureOf(parsed)));
    content.hasTags = true;
    if (hasNoAudio(window, payload, parsed)) content.problem = 'NO_AUDIO';
  }
  completeSound(content.sound, window, payload);
  if (content.problem) content.sound.analysis_state = 'failed';
  return { type: 'content', content };
}

function hasNoAudio(window: ScanWindow, payload: Payload, { format }: IAudioMetadata): boolean {
  const isFrames = payload.format === 'mp3' || payload.format === 'aac';
  if (isFrames) return window.bytes(0, 3).toString('latin1') === 'ID3' && payload.ranges[0]?.start === 0;
  return format.hasAudio === false;
}

/** Null where music-metadata knows no parser; a code where the tags cannot be read. */
async function parseTags(window: ScanWindow, format: AudioFormat): Promise<IAudioMetadata | ErrorCode | null> {
  const extension = parserExtension(format);
  if (extension === null) return null;
  try {
    return await parseFromTokenizer(new WindowTokenizer(window, extension), { duration: false });
  } catch (error) {
    if (isSystemError(error)) throw error;
    const isTooLarge = error instanceof RangeError && error.name === 'BufferSizeError';
    if (isTooLarge || (error instanceof AppError && error.code === tooLarge().code)) return 'TAG_TOO_LARGE';
    return 'TAGS_UNREADABLE';
  }
}

/** The front cover, or the first picture, unless it is too large to keep. */
export function pictureOf({ common }: IAudioMetadata): IPicture | null {
  const picture = selectCover(common.picture);
  const bytes = picture?.data?.length ?? 0;
  return picture && bytes > 16 && bytes <= maxPictureBytes ? picture : null;
}

/** Names a picture by its content: 32 hexadecimal digits. */
export function artworkHash(picture: IPicture | null): string | null {
  return picture ? createHash('sha256').update(picture.data).digest('hex').slice(0, 32) : null;
}

/** Reads a file's tags once more for its picture. Null where it has none. */
export async function readPicture(path: string): Promise<IPicture | null> {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const window = new ScanWindow(fd, fstatSync(fd).size);
    const parsed = await parseTags(window, findPayload(window).format);
    return parsed && typeof parsed !== 'string' ? pictureOf(parsed) : null;
  } finally {
    closeSync(fd);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function refusal(error: unknown): FileReading {
  if (!isSystemError(error)) throw error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { type: 'gone' };
  return { type: 'refused', code: 'FILE_UNREADABLE' };
}
