import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { AudioFormat } from '#core/files/audio-format.ts';
import { audioHashOf, quickHashOf } from '#core/files/audio-hash.ts';
import { findPayload, type Payload } from '#core/files/payload-range.ts';
import { skipLeadingTags } from '#core/files/tag-edges.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { FileContent, FileReading, FileStamp, ReadRequest } from '../file-reading.ts';
import { isSameStamp, stampOf } from './file-stamp.ts';
import { readAiff, readWave } from './read-chunks.ts';
import { readFlac } from './read-flac.ts';
import { readMpeg } from './read-mpeg.ts';
import { readOgg } from './read-ogg.ts';
import { readOthers } from './read-others.ts';
import { ScanWindow } from './scan-window.ts';
import { plainSound, soundColumns } from './sound-columns.ts';
import type { SoundSource } from './sound-source.ts';
import { TagFields } from './tag-fields.ts';
import { maxPictureBytes } from './tag-limits.ts';
import { emptyTags, tagColumns } from './track-tags.ts';

const filmExtensions = new Set(['.mp4', '.mkv', '.webm', '.asf', '.wmv']);
/** No picture is smaller. */
const leastPictureBytes = 16;

export type ReadOptions = {
  hasFfmpeg: boolean;
  /** What the file is called, where it lies under a temporary name. */
  name?: string;
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
    const reading = (await readOnce(request.path, options)) ?? (await readOnce(request.path, options)) ?? changed;
    if (request.wantsAudioHash && reading.type === 'content') addAudioHash(request.path, reading.content, options);
    return reading;
  } catch (error) {
    return refusal(error);
  }
}

/** All of the file is read, which takes as long as its disk needs. */
function addAudioHash(path: string, content: FileContent, { onRead }: ReadOptions): void {
  onRead?.(true);
  try {
    content.audioHash = audioHashOf(path);
  } finally {
    onRead?.(false);
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
  const name = options.name ?? basename(path);
  const { quickHash } = quickHashOf(window, payload);
  const parsed = await parse(window, payload);
  if (parsed.hasVideo && filmExtensions.has(extname(name).toLowerCase())) return { type: 'ignored' };
  const { fields, source } = parsed;
  const problem = parsed.problem ?? (hasNoAudio(payload) ? 'NO_AUDIO' : null);
  const content: FileContent = {
    stamp,
    quickHash,
    sound: source ? soundColumns(source, payload, options.hasFfmpeg) : plainSound(payload.format, options.hasFfmpeg),
    tags: fields ? tagColumns(fields, name, artworkHash(pictureOf(fields))) : emptyTags(name),
    hasTags: fields !== null,
    problem,
  };
  if (problem === 'NO_AUDIO') Object.assign(content.sound, { analysis_state: 'failed', duration_ms: null });
  return { type: 'content', content };
}

/** The formats of which we know where their sound must lie: a tag or header with nothing behind it is no track to hear. */
const knownLayouts = new Set<AudioFormat>(['mp3', 'aac', 'flac', 'wav', 'aiff', 'mp4', 'ogg']);

function hasNoAudio({ format, hasAudio }: Payload): boolean {
  return knownLayouts.has(format) && !hasAudio;
}

type Parsed = { fields: TagFields | null; source: SoundSource | null; hasVideo: boolean; problem: ErrorCode | null };

async function parse(window: ScanWindow, payload: Payload): Promise<Parsed> {
  try {
    return (await parseOurselves(window, payload)) ?? (await parseOthers(window, payload));
  } catch (error) {
    if (isSystemError(error)) throw error;
    const isTooLarge = error instanceof AppError || (error instanceof RangeError && error.name === 'BufferSizeError');
    return { fields: null, source: null, hasVideo: false, problem: isTooLarge ? 'TAG_TOO_LARGE' : 'TAGS_UNREADABLE' };
  }
}

/**
 * The formats most files have, many times as fast as music-metadata and more forgiving.
 *
 * Null where that needs more: then music-metadata reads the file from its start.
 */
async function parseOurselves(window: ScanWindow, payload: Payload): Promise<Parsed | null> {
  const fields = new TagFields();
  const start = skipLeadingTags(window);
  const source = sourceOf(window, payload, start, fields);
  return source && { fields, source, hasVideo: false, problem: null };
}

function sourceOf(window: ScanWindow, payload: Payload, start: number, fields: TagFields): SoundSource | null {
  switch (payload.format) {
    case 'mp3':
    case 'aac':
      return readMpeg(window, payload, fields);
    case 'flac':
      return readFlac(window, start, fields);
    case 'ogg':
      return readOgg(window, start, fields);
    case 'wav':
      return readWave(window, start, fields);
    case 'aiff':
      return readAiff(window, start, fields);
    default:
      return null;
  }
}

async function parseOthers(window: ScanWindow, payload: Payload): Promise<Parsed> {
  const fields = new TagFields();
  const source = await readOthers(window, payload.format, fields);
  return { fields, source, hasVideo: source?.hasVideo ?? false, problem: null };
}

/** The front cover, or the first picture, unless it is too large to keep. */
function pictureOf({ picture }: TagFields): Uint8Array | null {
  return picture && picture.length >= leastPictureBytes && picture.length <= maxPictureBytes ? picture : null;
}

/** Names a picture by its content: 32 hexadecimal digits. */
export function artworkHash(picture: Uint8Array | null): string | null {
  return picture && createHash('sha256').update(picture).digest('hex').slice(0, 32);
}

/** Reads a file's tags once more for its picture. Null where it has none. */
export async function readPicture(path: string): Promise<Uint8Array | null> {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const window = new ScanWindow(fd, fstatSync(fd).size);
    const { fields } = await parse(window, findPayload(window));
    const picture = fields && pictureOf(fields);
    return picture && Uint8Array.from(picture);
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
