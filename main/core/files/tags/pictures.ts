import { createHash } from 'node:crypto';
import type { FileTags, TagPicture } from './tag-format.ts';

/** Its number in ID3 and FLAC. */
export const frontCover = 3;

/** Whether the covers of a file are the ones asked for already. */
export function areSameCovers(present: readonly TagPicture[], wanted: readonly TagPicture[]): boolean {
  return (
    present.length === wanted.length &&
    present.every((picture, index) => {
      const other = wanted[index]!;
      return (
        picture.mimeType === other.mimeType &&
        picture.description === other.description.toWellFormed() &&
        Buffer.compare(picture.bytes, other.bytes) === 0
      );
    })
  );
}

export function sha256(...pieces: Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

export function pictureEntry({ mimeType, kind, description, bytes }: TagPicture): FileTags['pictures'][number] {
  return { mimeType, kind, description, sha256: sha256(bytes), sizeBytes: bytes.length };
}
