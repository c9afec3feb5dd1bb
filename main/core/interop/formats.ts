import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FormatId } from '#shared/contract/interop-formats.ts';
import { AppError } from '#shared/errors.ts';
import type { FileHead, ForeignFormat } from './foreign-format.ts';
import { itunesFormat } from './itunes/itunes.ts';
import { m3u8Format, m3uFormat } from './playlist-files/m3u.ts';
import { plsFormat } from './playlist-files/pls.ts';
import { wplFormat } from './playlist-files/wpl.ts';
import { xspfFormat } from './playlist-files/xspf.ts';
import { toReadError } from './read-error.ts';
import { rekordboxFormat } from './rekordbox/rekordbox.ts';
import { seratoFormat } from './serato/serato.ts';
import { traktorFormat } from './traktor/traktor.ts';

/** How much of a file's beginning a format is told apart by. */
const headBytes = 16_384;

/** In the order they are asked; what is told apart by its ending alone comes last. */
export const foreignFormats: readonly ForeignFormat[] = [
  rekordboxFormat,
  traktorFormat,
  itunesFormat,
  seratoFormat,
  xspfFormat,
  wplFormat,
  m3u8Format,
  m3uFormat,
  plsFormat,
];

/** Throws NOT_FOUND for one that is not there. */
export function getFormat(id: FormatId): ForeignFormat {
  const format = foreignFormats.find((candidate) => candidate.id === id);
  if (!format) throw new AppError('NOT_FOUND', 'There is no such format.', { format: id });
  return format;
}

/** What kind of file this is. Throws IMPORT_UNKNOWN, or why the file cannot be read. */
export async function detectFormat(path: string): Promise<ForeignFormat> {
  const head = await readHead(path);
  const format = foreignFormats.find((candidate) => candidate.read && candidate.detects(head));
  if (!format)
    throw new AppError('IMPORT_UNKNOWN', 'That is no file of a program we know.', { extension: head.extension });
  return format;
}

/** Throws a file error. */
export async function readHead(path: string): Promise<FileHead> {
  const bytes = Buffer.alloc(headBytes);
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead } = await file.read(bytes, 0, headBytes, 0);
      return toHead(path, bytes.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toReadError(error);
  }
}

/** Also for tests. */
export function toHead(path: string, bytes: Uint8Array): FileHead {
  return {
    path,
    extension: extname(path).toLowerCase(),
    bytes,
    text: new TextDecoder(encodingOf(bytes)).decode(bytes),
  };
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
