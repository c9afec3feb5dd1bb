import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import sharp from 'sharp';
import { audioHashOf } from '#core/files/audio-hash.ts';
import { cutAsWave, proveSamples } from '#core/files/cut/cut-samples.ts';
import { copyBytes } from '#core/files/cut/cut-wave.ts';
import { DraftFile } from '#core/files/cut/draft-file.ts';
import { SoundReader } from '#core/files/cut/sound-reader.ts';
import { nameFailure, realDisk } from '#core/files/write-disk.ts';
import { readWaveTag } from '#core/label/delivery/wave-tag.ts';
import { readPicture } from '#core/library/scan/reading/read-file.ts';
import { AppError } from '#shared/errors.ts';

/** Work of the thread that fills packages. `target` is a new file in a folder of ours. */
export type PackageTask =
  /** `audioHash` is of the sound that was heard; another one is refused. */
  | {
      type: 'audio';
      source: string;
      target: string;
      /** The master as it is, or a WAV file of it; `plainWave` is the latter only for a WAV with a header that stores refuse. */
      as: 'master' | 'wav' | 'plainWave';
      audioHash: string | null;
      ffmpegPath: string | null;
    }
  /** `source` is a picture, or a file of music whose cover is taken. */
  | { type: 'artwork'; source: string; isMusic: boolean; target: string }
  | { type: 'hash'; target: string };

export type MadeFile = {
  sizeBytes: number;
  sha256: string;
  md5: string;
  isRepacked: boolean;
  width: number;
  height: number;
};

const pieceBytes = 1_048_576;
const maxPixels = 100_000_000;
const jpegQuality = 95;

/** Makes one file of a package and reads it back. Whatever it throws, the file may be half there: its folder is thrown away. */
export async function makePackageFile(task: PackageTask): Promise<MadeFile> {
  try {
    if (task.type === 'hash') return { ...hashFile(task.target), isRepacked: false, width: 0, height: 0 };
    return task.type === 'audio' ? await makeAudio(task) : await makeArtwork(task);
  } catch (error) {
    throw nameFailure(error);
  }
}

async function makeAudio(task: Extract<PackageTask, { type: 'audio' }>): Promise<MadeFile> {
  const { source, target, as, audioHash } = task;
  const isRepacked = as === 'wav' || (as === 'plainWave' && readWaveTag(source) !== 1);
  if (isRepacked) await repack(task);
  else copyFile(source, target);
  const made = isRepacked ? source : target;
  // The master's own sound: what was heard is what is sent.
  if (audioHash !== null && audioHashOf(made) !== audioHash) {
    throw new AppError('FILE_CHANGED', 'The file holds another sound than the one that was heard.');
  }
  return { ...hashFile(target), isRepacked, width: 0, height: 0 };
}

/** Copies byte for byte, and reads both again. */
function copyFile(source: string, target: string): void {
  const fd = openSync(source, 'r');
  const hash = createHash('sha256');
  try {
    const { size } = fstatSync(fd);
    const draft = new DraftFile(realDisk, target);
    try {
      copyBytes(fd, 0, size, (piece) => {
        hash.update(piece);
        draft.append(piece);
      });
    } finally {
      draft.end();
    }
    if (fstatSync(fd).size !== size) throw new AppError('FILE_CHANGED', 'The file changed while it was read.');
  } finally {
    closeSync(fd);
  }
  if (hashFile(target).sha256 !== hash.digest('hex')) {
    throw new AppError('WRITE_UNVERIFIED', 'The new file does not hold what it was made of.');
  }
}

/** A WAV file with a plain header, bit for bit the same sound; it is decoded again to prove that. */
async function repack({ source, target, ffmpegPath }: Extract<PackageTask, { type: 'audio' }>): Promise<void> {
  const reader = new SoundReader();
  try {
    const { isLossless } = await reader.open(source, ffmpegPath);
    if (!isLossless)
      throw new AppError('FORMAT_UNSUPPORTED', 'What is lossy does not become lossless by another wrapping.');
    const draft = new DraftFile(realDisk, target);
    let proof: Awaited<ReturnType<typeof cutAsWave>>;
    try {
      proof = await cutAsWave(draft, reader, { path: source, ffmpegPath, from: 0, to: null });
    } finally {
      draft.end();
    }
    await proveSamples(target, proof);
    // Floats have no bits that a plain header could name.
    if (readWaveTag(target) !== 1) throw new AppError('FORMAT_UNSUPPORTED', 'Sound of floats is no plain PCM.');
  } finally {
    await reader.close();
  }
}

async function makeArtwork({ source, isMusic, target }: Extract<PackageTask, { type: 'artwork' }>): Promise<MadeFile> {
  const bytes = isMusic ? await readPicture(source) : readFileSync(source);
  if (!bytes) throw new AppError('PICTURE_INVALID', 'The cover is not in the file any more.');
  const { picture, width, height } = await asJpeg(bytes);
  const draft = new DraftFile(realDisk, target);
  try {
    draft.append(picture);
  } finally {
    draft.end();
  }
  const read = hashFile(target);
  if (read.sha256 !== createHash('sha256').update(picture).digest('hex')) {
    throw new AppError('WRITE_UNVERIFIED', 'The new file does not hold what it was made of.');
  }
  return { ...read, isRepacked: false, width, height };
}

/** A JPEG stays as it is; anything else becomes one of the same size. Nothing is ever made larger. */
async function asJpeg(bytes: Uint8Array): Promise<{ picture: Uint8Array; width: number; height: number }> {
  try {
    const source = sharp(bytes, { limitInputPixels: maxPixels, pages: 1 });
    const { format, width, height, space } = await source.metadata();
    if (format === 'jpeg' && space !== 'cmyk') return { picture: bytes, width, height };
    const { data, info } = await source
      .rotate()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: jpegQuality, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true });
    return { picture: data, width: info.width, height: info.height };
  } catch (error) {
    throw new AppError('PICTURE_INVALID', 'The cover cannot be read as a picture.', {}, { cause: error });
  }
}

function hashFile(path: string): { sizeBytes: number; sha256: string; md5: string } {
  const fd = openSync(path, 'r');
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  const buffer = Buffer.allocUnsafe(pieceBytes);
  let sizeBytes = 0;
  try {
    for (
      let got = readSync(fd, buffer, 0, pieceBytes, null);
      got > 0;
      got = readSync(fd, buffer, 0, pieceBytes, null)
    ) {
      sha256.update(buffer.subarray(0, got));
      md5.update(buffer.subarray(0, got));
      sizeBytes += got;
    }
  } finally {
    closeSync(fd);
  }
  return { sizeBytes, sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}
