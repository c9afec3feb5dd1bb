import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { WriteInput } from './file-step.ts';
import type { TagChanges, TagOptions, TagPicture } from './tags/tag-format.ts';
import type { WriteDisk } from './write-disk.ts';

const frontCover = 3;
const maxPictureBytes = 25 * 1024 * 1024;

/** What a step says, with the pictures it names. */
export function changesOf(disk: WriteDisk, input: WriteInput, pictureDirectory: string): TagChanges {
  const { texts, custom, coverHashes, rating } = input;
  return {
    texts,
    custom,
    ...(coverHashes && { covers: coverHashes.map((hash) => pictureOf(disk, pictureDirectory, hash)) }),
    ...(rating && { rating }),
  };
}

export function optionsOf({ id3Version, writeRiffInfo }: WriteInput): TagOptions {
  return { id3Version, writeRiffInfo };
}

/** A picture of the user's, named by the start of its sha256. Throws FILE_NOT_FOUND and TAG_TOO_LARGE. */
function pictureOf(disk: WriteDisk, directory: string, hash: string): TagPicture {
  if (!/^[0-9a-f]{32,64}$/.test(hash)) throw gone();
  const bytes = disk.readFileSync(join(directory, hash));
  if (bytes.length > maxPictureBytes) throw new AppError('TAG_TOO_LARGE', 'The picture is larger than 25 MB.');
  if (!createHash('sha256').update(bytes).digest('hex').startsWith(hash)) throw gone();
  return coverOf(bytes);
}

/** A picture as the front cover, told by its bytes. */
export function coverOf(bytes: Buffer): TagPicture {
  return { mimeType: mimeTypeOf(bytes), kind: frontCover, description: '', bytes };
}

function gone(): AppError {
  return new AppError('FILE_NOT_FOUND', 'The picture is no longer there.');
}

const magics: readonly (readonly [offset: number, magic: string, mimeType: string])[] = [
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, '\x89PNG', 'image/png'],
  [8, 'WEBP', 'image/webp'],
  [0, 'GIF8', 'image/gif'],
  [0, 'BM', 'image/bmp'],
];

function mimeTypeOf(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 16);
  return magics.find(([offset, magic]) => head.startsWith(magic, offset))?.[2] ?? 'application/octet-stream';
}
