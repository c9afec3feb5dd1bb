import { findPayload } from '#core/files/payload-range.ts';
import { chunkBytes } from '#core/files/tags/chunk-file.ts';
import type { FilePart, FileTags, TagChanges, TagFormat, TagOptions } from '#core/files/tags/tag-format.ts';
import { fileOfParts, MemoryWindow } from './vorbis-files.ts';

export const noChanges: TagChanges = { texts: {}, custom: {} };
export const usualOptions: TagOptions = { id3Version: 3, writeRiffInfo: true };

export function tagsIn(format: TagFormat, file: Buffer): FileTags {
  return format.readTags(new MemoryWindow(file));
}

/** A file with changed tags, after checking what holds for every change. */
export function written(
  format: TagFormat,
  file: Buffer,
  changes: Partial<TagChanges>,
  options: Partial<TagOptions> = {},
): Buffer {
  const all = { ...noChanges, ...changes };
  const allOptions = { ...usualOptions, ...options };
  const parts = format.planTags(new MemoryWindow(file), all, allOptions);
  const made = fileOfParts(file, parts);
  assertSoundIsCopied(file, parts);
  if (!soundOf(made).equals(soundOf(file))) throw new Error('The sound is another one.');
  const again = fileOfParts(made, format.planTags(new MemoryWindow(made), all, allOptions));
  if (!again.equals(made)) throw new Error('Changing the same again changed something.');
  const before = foreignIn(format, file);
  const after = foreignIn(format, made);
  if (before !== after) throw new Error(`What is not ours was\n${before}\nand became\n${after}`);
  return made;
}

function foreignIn(format: TagFormat, file: Buffer): string {
  return tagsIn(format, file)
    .foreign.map(({ id, sha256, sizeBytes }) => `${id} ${sizeBytes} ${sha256}`)
    .join('\n');
}

export function soundOf(file: Buffer): Buffer {
  const { ranges } = findPayload(new MemoryWindow(file));
  return Buffer.concat(ranges.map(({ start, end }) => file.subarray(start, end)));
}

/** Every byte of the sound is taken from the file, once and in order. */
function assertSoundIsCopied(file: Buffer, parts: readonly FilePart[]): void {
  const copies = parts.filter((part) => 'to' in part);
  for (const { start, end } of findPayload(new MemoryWindow(file)).ranges) {
    let at = start;
    for (const { from, to } of copies) if (from <= at && to > at) at = Math.min(to, end);
    const lengths = copies.map(({ from, to }) => Math.max(0, Math.min(to, end) - Math.max(from, start)));
    const copied = lengths.reduce((sum, length) => sum + length, 0);
    if (at !== end || copied !== end - start) throw new Error('The sound is not copied exactly once.');
  }
}

/** A file of RIFF or IFF chunks. */
export function iffFile(form: string, kind: string, chunks: readonly (readonly [string, Uint8Array])[]): Buffer {
  const isWave = form !== 'FORM';
  const body = chunks.map(([id, bytes]) => chunkBytes(id, bytes, isWave));
  return chunkBytes(form, Buffer.concat([Buffer.from(kind), ...body]), isWave);
}
