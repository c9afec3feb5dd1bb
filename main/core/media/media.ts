import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WaveformFiles } from '#core/analysis/waveform-files.ts';
import type { Db } from '#core/db/query.ts';
import { findTrackFile } from '#core/library/tracks.repository.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { AddedPicture } from '#core/tags/pictures.ts';
import type { Receipts } from '#core/time/expenses/receipts.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { parseByteRange } from './byte-range.ts';
import { type MediaReply, type MediaRequest, maxUploadBytes, picturePath, receiptPath } from './media-reply.ts';
import type { PlayableFiles } from './playable-files.ts';
import type { PlayedFiles } from './played-files.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
};
const never = 'no-store';
const forever = 'private, max-age=31536000, immutable';

export type Media = (request: MediaRequest) => Promise<MediaReply>;

/**
 * Answers requests for sound, waveforms and pictures. A path names a track by id or a picture by hash, never a file:
 * which file that is stands in the library.
 */
export function createMedia(parts: {
  db: Db;
  artworkDirectory: string;
  /** Makes a picture that waits to be shrunk; false when there is none of that hash. */
  wantArtwork(hash: string): Promise<boolean>;
  waveforms: WaveformFiles;
  /** Keeps a picture for tags. Throws PICTURE_INVALID. */
  addPicture(bytes: Uint8Array): Promise<AddedPicture>;
  receipts: Pick<Receipts, 'add' | 'find'>;
  playable: PlayableFiles;
  played: PlayedFiles;
  logError(message: string, error: unknown): void;
}): Media {
  const { db, artworkDirectory, waveforms, playable } = parts;

  return async (request) => {
    const url = new URL(request.path, 'media:///');
    if (request.method === 'POST') {
      if (url.pathname === picturePath) return take(request.body, parts.addPicture);
      return url.pathname === receiptPath ? take(request.body, (bytes) => parts.receipts.add(bytes)) : failure(405);
    }
    const receipt = /^\/receipt\/([0-9a-f]{64})$/.exec(url.pathname);
    if (receipt) return replyWithReceipt(receipt[1] as string);
    const match = url.pathname.match(/^\/(track|waveform)\/([1-9]\d{0,15})$|^\/(artwork)\/([0-9a-f]{32,64})$/);
    if (!match) return failure(404);
    try {
      if (match[3]) return await replyWithArtwork(match[4] as string);
      const file = findTrackFile(db, Number(match[2]) as TrackId);
      if (!file) return failure(404);
      if (match[1] === 'waveform') return await replyWithWaveform(file.audioHash);
      return await replyWithTrack(request, Number(match[2]), file, url.searchParams.get('as') === 'wav');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return failure(404);
      if (error instanceof AppError) return failure(415);
      parts.logError('A media request failed', error);
      return failure(500);
    }
  };

  async function take(
    bytes: Uint8Array | undefined,
    keep: (bytes: Uint8Array) => Promise<object>,
  ): Promise<MediaReply> {
    if (!bytes || bytes.length >= maxUploadBytes) return failure(bytes ? 413 : 415);
    try {
      const added = await keep(bytes);
      return whole(Buffer.from(JSON.stringify(added)), 'application/json', never);
    } catch (error) {
      if (error instanceof AppError) return failure(415);
      parts.logError('A file could not be kept', error);
      return failure(500);
    }
  }

  /** As it was brought, and as nothing but what its first bytes say; no page of ours runs what may be in it. */
  async function replyWithReceipt(hash: string): Promise<MediaReply> {
    const found = await parts.receipts.find(hash);
    if (!found) return failure(404);
    const reply = whole(await readFile(found.path), found.mimeType, forever);
    return {
      ...reply,
      headers: { ...reply.headers, 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' },
    };
  }

  async function replyWithArtwork(hash: string): Promise<MediaReply> {
    if (!(await parts.wantArtwork(hash))) return failure(404);
    const bytes = await readFile(join(artworkDirectory, hash.slice(0, 2), `${hash}.webp`));
    return whole(bytes, 'image/webp', forever);
  }

  async function replyWithWaveform(audioHash: string | null): Promise<MediaReply> {
    const bytes = audioHash ? await waveforms.read(audioHash) : undefined;
    return bytes ? whole(bytes, 'application/octet-stream', never) : failure(404);
  }

  async function replyWithTrack(
    request: MediaRequest,
    id: number,
    file: NonNullable<ReturnType<typeof findTrackFile>>,
    asWav: boolean,
  ): Promise<MediaReply> {
    const source = join(file.folderPath, file.path);
    if (!asWav) {
      return sendFile(
        parts.played,
        `track ${id}`,
        request,
        source,
        mimeTypes[file.format] ?? 'application/octet-stream',
      );
    }
    const { mtimeMs, size } = await stat(source);
    const key = file.audioHash ?? `track-${id}-${Math.round(mtimeMs)}-${size}`;
    const decoded = await playable.find(key, source, getSettings(db).ffmpegPath);
    return sendFile(parts.played, `decoded ${id}`, request, decoded, 'audio/wav');
  }
}

/** `key` names what is played: a song that is changed meanwhile is heard to its end as it was. */
async function sendFile(
  played: PlayedFiles,
  key: string,
  request: MediaRequest,
  path: string,
  mimeType: string,
): Promise<MediaReply> {
  const file = await played.take(key, path, beginOf(request.range));
  const { size } = file;
  const headers = { 'content-type': mimeType, 'accept-ranges': 'bytes', 'cache-control': never };
  const range = parseByteRange(request.range, size);
  if (range === 'unsatisfiable') {
    file.leave();
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: null };
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const isHead = request.method === 'HEAD' || size === 0;
  if (isHead) file.leave();
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(size === 0 ? 0 : end - start + 1),
      ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    },
    body: isHead ? null : file.read(start, end),
  };
}

/** Where a range begins, before the size is known; 0 without one. A range from the end belongs to what was begun. */
function beginOf(range: string | null): number {
  const begin = /^bytes=(\d*)-/.exec(range ?? '')?.[1];
  return begin === undefined ? 0 : begin === '' ? 1 : Number(begin);
}

function whole(bytes: Uint8Array, mimeType: string, cache: string): MediaReply {
  const headers = { 'content-type': mimeType, 'content-length': String(bytes.byteLength), 'cache-control': cache };
  return { status: 200, headers, body: bytes };
}

function failure(status: 404 | 405 | 413 | 415 | 500): MediaReply {
  return { status, headers: { 'cache-control': never }, body: null };
}
