import type { FileWindow } from './file-window.ts';

/** Further tags in a row count as sound. */
export const maxStackedTags = 8;

function syncSafe(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 21) | (bytes[at + 1]! << 14) | (bytes[at + 2]! << 7) | bytes[at + 3]!;
}

/**
 * The ID3v2 tags in a row at the start of a file.
 *
 * `isLie`: what follows is the header of a tag that claims to reach past the end of the file. Only that header is skipped.
 */
export function leadingTags(file: FileWindow): { tags: TagRange[]; end: number; isLie: boolean } {
  const tags: TagRange[] = [];
  let start = 0;
  while (tags.length < maxStackedTags) {
    const head = file.bytes(start, 10);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3' || head[3] === 0xff) break;
    const isSyncSafe = ((head[6]! | head[7]! | head[8]! | head[9]!) & 0x80) === 0;
    const footerBytes = head[5]! & 0x10 ? 10 : 0;
    const end = isSyncSafe ? start + 10 + syncSafe(head, 6) + footerBytes : Number.POSITIVE_INFINITY;
    if (end > file.sizeBytes) return { tags, end: start + 10, isLie: true };
    tags.push({ kind: 'id3', start, end });
    start = end;
  }
  return { tags, end: start, isLie: false };
}

/** Where the data begins behind any number of ID3v2 tags in a row. */
export function skipLeadingTags(file: FileWindow): number {
  return leadingTags(file).end;
}

export type TagRange = { kind: 'id3' | 'id3v1' | 'ape' | 'lyrics'; start: number; end: number };

/** ID3v1, APEv2, Lyrics3 and appended ID3v2 tags, in whatever order they stand; the last one first. */
export function trailingTags(file: FileWindow, start: number): TagRange[] {
  const tags: TagRange[] = [];
  let end = file.sizeBytes;
  while (tags.length < maxStackedTags) {
    const tag = trailingTag(file, end);
    if (!tag || tag.bytes === 0 || end - tag.bytes < start) break;
    tags.push({ kind: tag.kind, start: end - tag.bytes, end });
    end -= tag.bytes;
  }
  return tags;
}

/** Where the data ends before the tags at the end of a file. */
export function skipTrailingTags(file: FileWindow, start: number): number {
  return trailingTags(file, start).at(-1)?.start ?? file.sizeBytes;
}

function trailingTag(file: FileWindow, end: number): { kind: TagRange['kind']; bytes: number } | null {
  if (isId3v1(file, end)) return { kind: 'id3v1', bytes: 128 };
  if (end < 32) return null;
  const footer = file.bytes(end - 32, 32);
  const text = footer.toString('latin1');
  if (text.startsWith('APETAGEX')) {
    const hasHeader = (footer.readUInt32LE(20) & 0x80000000) !== 0;
    return { kind: 'ape', bytes: footer.readUInt32LE(12) + (hasHeader ? 32 : 0) };
  }
  if (text.endsWith('LYRICS200')) return { kind: 'lyrics', bytes: Number.parseInt(text.slice(17, 23), 10) + 15 || 0 };
  if (text.endsWith('LYRICSEND')) return { kind: 'lyrics', bytes: lyricsVersion1Bytes(file, end) };
  if (text.slice(22, 25) === '3DI') return { kind: 'id3', bytes: syncSafe(footer, 28) + 20 };
  return null;
}

/** The header of an APE tag of 131 bytes, 'APETAGEX', has the letters of ID3v1 in its middle. */
function isId3v1(file: FileWindow, end: number): boolean {
  if (end < 128 || file.bytes(end - 128, 3).toString('latin1') !== 'TAG') return false;
  return file.bytes(end - 131, 8).toString('latin1') !== 'APETAGEX';
}

function lyricsVersion1Bytes(file: FileWindow, end: number): number {
  const start = Math.max(0, end - 5100 - 20);
  const at = file.bytes(start, end - start).lastIndexOf('LYRICSBEGIN', undefined, 'latin1');
  return at === -1 ? 0 : end - start - at;
}
