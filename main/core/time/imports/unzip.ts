import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { AppError } from '#shared/errors.ts';

const inflate = promisify(inflateRaw);

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
/** Of all that is taken out of one file. */
const mostBytes = 256 * 1024 * 1024;
const mostEntries = 2000;

export function isZip(bytes: Buffer): boolean {
  return bytes.length > 22 && bytes.readUInt32LE(0) === 0x04034b50;
}

/**
 * The files of a ZIP archive whose names `wants` takes; stored or deflated, no ZIP64. Throws IMPORT_INVALID for a damaged one,
 * and IMPORT_TOO_LARGE.
 */
export async function unzip(
  bytes: Buffer,
  wants: (name: string) => boolean,
): Promise<{ name: string; bytes: Buffer }[]> {
  try {
    const files: { name: string; bytes: Buffer }[] = [];
    let left = mostBytes;
    for (const entry of readEntries(bytes)) {
      if (!wants(entry.name)) continue;
      const taken = await readEntry(bytes, entry, left);
      left -= taken.length;
      files.push({ name: entry.name.split('/').at(-1) ?? entry.name, bytes: taken });
    }
    return files;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('IMPORT_INVALID', 'This archive is damaged.', {}, { cause: error });
  }
}

type Entry = { name: string; method: number; packedBytes: number; at: number };

/** By the directory at the end, as the format wants it. */
function readEntries(bytes: Buffer): Entry[] {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endMark) end -= 1;
  if (end < 0) throw new AppError('IMPORT_INVALID', 'This archive has no directory.');
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw new AppError('IMPORT_TOO_LARGE', 'This archive has too many files.');
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new AppError('IMPORT_INVALID', 'This archive is damaged.');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function readEntry(bytes: Buffer, { method, packedBytes, at }: Entry, left: number): Promise<Buffer> {
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const packed = bytes.subarray(start, start + packedBytes);
  if (packed.length !== packedBytes) throw new AppError('IMPORT_INVALID', 'This archive ends too early.');
  if (method === 0) return packed;
  if (method !== 8) throw new AppError('IMPORT_INVALID', 'This archive is packed in a way that is not known.');
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (isLarge) throw new AppError('IMPORT_TOO_LARGE', 'This archive holds too much.', {}, { cause: error });
    throw error;
  }
}
