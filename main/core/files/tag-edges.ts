import type { FileWindow } from './file-window.ts';

const maxStackedTags = 8;

function syncSafe(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 21) | (bytes[at + 1]! << 14) | (bytes[at + 2]! << 7) | bytes[at + 3]!;
}

/**
 * Where the data begins behind any number of ID3v2 tags in a row.
 *
 * A tag that claims to reach past the end of the file is a lie: only its header is skipped.
 */
export function skipLeadingTags(file: FileWindow): number {
  let start = 0;
  for (let count = 0; count < maxStackedTags; count += 1) {
    const head = file.bytes(start, 10);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3' || head[3] === 0xff) break;
    const isSyncSafe = ((head[6]! | head[7]! | head[8]! | head[9]!) & 0x80) === 0;
    const footerBytes = head[5]! & 0x10 ? 10 : 0;
    const end = isSyncSafe ? start + 10 + syncSafe(head, 6) + footerBytes : Number.POSITIVE_INFINITY;
    if (end > file.sizeBytes) return start + 10;
    start = end;
  }
  return start;
}

/** Where the data ends before ID3v1, APEv2, Lyrics3 and appended ID3v2 tags, in whatever order they stand. */
export function skipTrailingTags(file: FileWindow, start: number): number {
  let end = file.sizeBytes;
  for (let count = 0; count < maxStackedTags; count += 1) {
    const length = trailingTagBytes(file, end);
    if (length === 0 || end - length < start) break;
    end -= length;
  }
  return end;
}

function trailingTagBytes(file: FileWindow, end: number): number {
  if (end >= 128 && file.bytes(end - 128, 3).toString('latin1') === 'TAG') return 128;
  if (end < 32) return 0;
  const footer = file.bytes(end - 32, 32);
  const text = footer.toString('latin1');
  if (text.startsWith('APETAGEX')) {
    const hasHeader = (footer.readUInt32LE(20) & 0x80000000) !== 0;
    return footer.readUInt32LE(12) + (hasHeader ? 32 : 0);
  }
  if (text.endsWith('LYRICS200')) return Number.parseInt(text.slice(17, 23), 10) + 15 || 0;
  if (text.endsWith('LYRICSEND')) return lyricsVersion1Bytes(file, end);
  if (text.slice(22, 25) === '3DI') return syncSafe(footer, 28) + 20;
  return 0;
}

function lyricsVersion1Bytes(file: FileWindow, end: number): number {
  const start = Math.max(0, end - 5100 - 20);
  const at = file.bytes(start, end - start).lastIndexOf('LYRICSBEGIN', undefined, 'latin1');
  return at === -1 ? 0 : end - start - at;
}
