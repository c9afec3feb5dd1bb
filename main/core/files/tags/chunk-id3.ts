import type { FileWindow } from '#core/files/file-window.ts';
import { type Chunk, type ChunkFile, chunkBytes } from './chunk-file.ts';
import { changedId3Tag, id3Source } from './id3/id3-stack.ts';
import { type Id3Tag, parseId3Tag } from './id3/id3-tag.ts';
import { foreignBlock } from './id3/read-frames.ts';
import type { TagSource } from './id3/tag-sources.ts';
import type { FileEdit } from './part-list.ts';
import { mostTagBytes, tooLarge, unwritable } from './tag-failures.ts';
import type { ForeignBlock, TagChanges } from './tag-format.ts';

export type ChunkTag = { chunk: Chunk; tag: Id3Tag | null };

export function isId3Chunk({ id }: Chunk): boolean {
  return id.toUpperCase().startsWith('ID3');
}

/** The ID3 tags of a file of chunks. A chunk that holds none is empty, or not ours to change. Throws TAG_TOO_LARGE. */
export function id3Chunks(file: FileWindow, { chunks }: ChunkFile): ChunkTag[] {
  const found = chunks.filter(isId3Chunk);
  if (found.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0) > mostTagBytes)
    throw tooLarge('more than 64 MB of them');
  return found.map((chunk) => {
    const end = chunk.bodyStart + chunk.bodyBytes;
    const tag = parseId3Tag(file, chunk.bodyStart, end);
    if (!tag || tag.end >= end || file.bytes(tag.end, end - tag.end).every((byte) => byte === 0)) return { chunk, tag };
    return { chunk, tag: { ...tag, damage: 'there is something behind the tag' } };
  });
}

export function id3ChunkSources(tags: readonly ChunkTag[]): TagSource[] {
  return tags.flatMap(({ tag }) => (tag ? [id3Source(tag)] : []));
}

/** Changes in the chunks that hold ID3 tags. Throws TAGS_UNWRITABLE. */
export function id3ChunkEdits(tags: readonly ChunkTag[], changes: TagChanges, isWave: boolean): FileEdit[] {
  const first = tags.find(({ tag }) => tag !== null);
  return tags.flatMap(({ chunk, tag }) => {
    if (!tag && chunk.bodyBytes > 0) throw unwritable('an ID3 chunk holds no tag');
    const bytes = tag && changedId3Tag(tag, changes, tag === first?.tag);
    if (!bytes) return [];
    const made = bytes.length === 0 ? bytes : chunkBytes(chunk.id, bytes, isWave);
    return [{ from: chunk.start, to: chunk.end, bytes: made }];
  });
}

/** Room that programs leave; it holds nothing. */
const fillers = new Set(['JUNK', 'junk', 'PAD ', 'FLLR', 'ds64']);

/** All chunks that are neither sound nor tags, and what lies before and behind them. Throws TAG_TOO_LARGE. */
export function foreignChunks(file: FileWindow, found: ChunkFile, isOurs: (chunk: Chunk) => boolean): ForeignBlock[] {
  const chunks = found.chunks.filter(
    (chunk) => chunk !== found.data && !fillers.has(chunk.id) && !isId3Chunk(chunk) && !isOurs(chunk),
  );
  const stretches = [
    { id: 'HEAD', start: 0, bytes: found.start },
    ...chunks.map(({ id, bodyStart, bodyBytes }) => ({ id, start: bodyStart, bytes: bodyBytes })),
    { id: 'REST', start: found.end, bytes: file.sizeBytes - found.end },
  ].filter(({ id, bytes }) => bytes > 0 || (id !== 'HEAD' && id !== 'REST'));
  if (stretches.reduce((sum, { bytes }) => sum + bytes, 0) > mostTagBytes) throw tooLarge('chunks of more than 64 MB');
  return stretches.map(({ id, start, bytes }) => foreignBlock(id, file.bytes(start, bytes)));
}

export function paddingJunk(tags: readonly ChunkTag[]): ForeignBlock[] {
  return tags.flatMap(({ tag }) => (tag && tag.junk.length > 0 ? [foreignBlock('PADDING', tag.junk)] : []));
}
