import type { FileWindow } from '#core/files/file-window.ts';
import { skipLeadingTags } from '#core/files/tag-edges.ts';
import type { FileEdit } from './part-list.ts';
import { mostTagBytes, mostTagItems, tooLarge, unwritable } from './tag-failures.ts';

export type Chunk = { id: string; start: number; bodyStart: number; bodyBytes: number; end: number };

/** A WAVE or AIFF file as its chunks. */
export type ChunkFile = {
  sizeBytes: number;
  isWave: boolean;
  /** RIFF, RF64, BW64 or FORM. */
  form: string;
  /** Of the form: what stands before it is a tag that should not be there. */
  start: number;
  chunks: Chunk[];
  /** Where the last chunk ends, and what is no chunk begins. */
  end: number;
  /** The sound. */
  data: Chunk | null;
  /** Where RF64 keeps the sizes that have outgrown 32 bits. */
  sizes64: Chunk | null;
  /** Why writing could lose something, or null. */
  damage: string | null;
};

const largestSize = 0xffffffff;

/** Reads the chunks of a file, all of them. Throws TAG_TOO_LARGE. */
export function chunkFile(file: FileWindow, isWave: boolean): ChunkFile {
  const start = skipLeadingTags(file);
  const found: ChunkFile = {
    sizeBytes: file.sizeBytes,
    isWave,
    form: file.bytes(start, 4).toString('latin1'),
    start,
    chunks: [],
    end: start + 12,
    data: null,
    sizes64: null,
    damage: null,
  };
  while (takeChunk(file, found)) if (found.chunks.length > mostTagItems) throw tooLarge('more than 10,000 chunks');
  if (!found.data) found.damage ??= 'there is no sound chunk';
  return found;
}

/** Takes the next chunk; false where there is none. */
function takeChunk(file: FileWindow, found: ChunkFile): boolean {
  const start = found.end;
  const head = file.bytes(start, 8);
  if (head.length < 8 || !isChunkId(head, 0)) return false;
  const id = head.toString('latin1', 0, 4);
  const claimed = found.isWave ? head.readUInt32LE(4) : head.readUInt32BE(4);
  const isSound = !found.data && id === (found.isWave ? 'data' : 'SSND');
  const bodyBytes = isSound ? soundBytes(file, found, claimed) : claimed;
  const bodyEnd = start + 8 + bodyBytes;
  if (bodyEnd > file.sizeBytes && found.data && start >= found.start + 8 + formSize(file, found)) return false;
  if (bodyEnd > file.sizeBytes) found.damage ??= 'a chunk is longer than the file';
  if (bodyBytes & 1 && isUnpadded(file, bodyEnd)) found.damage ??= 'a chunk is not padded';
  const end = Math.min(bodyEnd + (bodyBytes & 1), file.sizeBytes);
  const chunk = { id, start, bodyStart: start + 8, bodyBytes: Math.min(bodyBytes, file.sizeBytes - start - 8), end };
  found.chunks.push(chunk);
  found.end = end;
  if (isSound) found.data = chunk;
  if (id === 'ds64' && !found.sizes64 && bodyBytes >= 28) found.sizes64 = chunk;
  return true;
}

function isChunkId(bytes: Uint8Array, at: number): boolean {
  return bytes.subarray(at, at + 4).every((byte) => byte >= 0x20 && byte <= 0x7e);
}

function formSize(file: FileWindow, { start, isWave }: ChunkFile): number {
  const size = file.bytes(start + 4, 4);
  if (size.length < 4) return 0;
  return isWave ? size.readUInt32LE() : size.readUInt32BE();
}

/** Recorders that were cut off leave 0 or the largest number: nobody can tell then where the sound ends. */
function soundBytes(file: FileWindow, found: ChunkFile, claimed: number): number {
  const rest = file.sizeBytes - found.end - 8;
  if (claimed === largestSize && found.sizes64) {
    return Number(file.bytes(found.sizes64.bodyStart + 8, 8).readBigUInt64LE());
  }
  if (claimed !== largestSize && (claimed !== 0 || rest === 0)) return claimed;
  found.damage ??= 'its recording was cut off';
  return rest;
}

/** Whether the next chunk stands where the byte that makes lengths even should be. */
function isUnpadded(file: FileWindow, bodyEnd: number): boolean {
  const next = file.bytes(bodyEnd, 9);
  return next.length === 9 && isChunkId(next, 0) && !isChunkId(next, 1);
}

/** A chunk with its head and the byte that makes its length even. */
export function chunkBytes(id: string, body: Uint8Array, isWave: boolean): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  if (isWave) head.writeUInt32LE(body.length, 4);
  else head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
}

/** New chunks behind the last one, which may lack the byte that makes its length even, unless it is among the edits. */
export function appendChunks(
  { chunks, end }: ChunkFile,
  bytes: readonly Buffer[],
  edits: readonly FileEdit[],
): FileEdit[] {
  if (bytes.length === 0) return [];
  const last = chunks.at(-1);
  const isOdd = last !== undefined && (last.bodyBytes & 1) === 1 && end === last.bodyStart + last.bodyBytes;
  const lacksByte = isOdd && !edits.some(({ to }) => to === end);
  return [{ from: end, to: end, bytes: Buffer.concat([Buffer.alloc(lacksByte ? 1 : 0), ...bytes]) }];
}

/** The edits with the sizes set that follow from them. Throws TAGS_UNWRITABLE for a file that would outgrow them. */
export function withSizes(file: FileWindow, found: ChunkFile, edits: readonly FileEdit[]): FileEdit[] {
  if (edits.length === 0) return [];
  const growth = edits.reduce((sum, { from, to, bytes }) => sum + bytes.length - (to - from), 0);
  const size = found.end + growth - found.start - 8;
  const is64 = found.form !== 'RIFF' && found.form !== 'FORM';
  const old = formSize(file, found);
  if (is64 && old === largestSize) return [...edits, ...sizes64Edit(found, size)];
  if (size >= largestSize) throw unwritable('the file would be larger than 4 GB');
  const all = is64 ? [...edits, ...sizes64Edit(found, size)] : [...edits];
  if (size === old) return all;
  const bytes = Buffer.alloc(4);
  if (found.isWave) bytes.writeUInt32LE(size);
  else bytes.writeUInt32BE(size);
  return [...all, { from: found.start + 4, to: found.start + 8, bytes }];
}

function sizes64Edit({ sizes64 }: ChunkFile, size: number): FileEdit[] {
  if (!sizes64) throw unwritable('an RF64 file has lost its sizes');
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(size));
  return [{ from: sizes64.bodyStart, to: sizes64.bodyStart + 8, bytes }];
}

/** The bytes of chunks that are tags. Throws TAG_TOO_LARGE. */
export function chunkBodies(file: FileWindow, chunks: readonly Chunk[]): Buffer[] {
  if (chunks.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0) > mostTagBytes)
    throw tooLarge('more than 64 MB of them');
  return chunks.map(({ bodyStart, bodyBytes }) => file.bytes(bodyStart, bodyBytes));
}
