import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { ThumbnailOutcome } from '#core/library/scan/file-reading.ts';
import { artworkHash, readPicture } from '#core/library/scan/reading/read-file.ts';

const edgePixels = 320;
const maxInputPixels = 64_000_000;
const timeoutSeconds = 10;

export type ThumbnailTask = {
  /** A file that holds the picture. */
  path: string;
  hash: string;
  directory: string;
};

/** Where the thumbnail of a picture lies. */
export function thumbnailFile(directory: string, hash: string): string {
  return join(directory, hash.slice(0, 2), `${hash}.webp`);
}

/** Writes the thumbnail of a file's picture and answers with its size. Failures to write are thrown. */
export async function makeThumbnail(task: ThumbnailTask): Promise<ThumbnailOutcome> {
  const picture = await readPicture(task.path).catch(() => null);
  if (!picture || artworkHash(picture) !== task.hash) return 'absent';
  return (await keepThumbnail(picture, task.hash, task.directory)) ?? 'broken';
}

/** Writes the thumbnail of a picture and answers with its size; null where nobody can decode it. */
export async function keepThumbnail(
  picture: Uint8Array,
  hash: string,
  directory: string,
): Promise<{ width: number; height: number } | null> {
  const shrunk = await shrink(picture);
  if (!shrunk) return null;
  await writeAtomically(thumbnailFile(directory, hash), shrunk.data);
  return { width: shrunk.info.width, height: shrunk.info.height };
}

async function shrink(bytes: Uint8Array) {
  try {
    return await sharp(bytes, { limitInputPixels: maxInputPixels, failOn: 'none', pages: 1 })
      .timeout({ seconds: timeoutSeconds })
      .rotate()
      .resize(edgePixels, edgePixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
  } catch {
    return null;
  }
}

async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
