import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { FileWindow } from '../file-window.ts';
import { findPayload } from '../payload-range.ts';
import { endWave } from './cut-samples.ts';
import type { DraftFile } from './draft-file.ts';
import { mostWaveBytes, waveHead } from './wave-header.ts';

const pieceBytes = 1_048_576;

/** The body of the `fmt ` chunk of a WAVE file of any kind, or null where there is none. */
function readFormat(window: FileWindow): Buffer | null {
  let offset = 12;
  for (let count = 0; count < 10_000; count += 1) {
    const head = window.bytes(offset, 8);
    if (head.length < 8) return null;
    const size = head.readUInt32LE(4);
    if (head.toString('latin1', 0, 4) === 'fmt ')
      return size >= 16 ? Buffer.from(window.bytes(offset + 8, size)) : null;
    offset += 8 + size + (size & 1);
  }
  return null;
}

/**
 * Writes a stretch of a WAVE file as one, byte for byte, whatever its samples are. Answers with the MD5 of the bytes.
 * False where the file is not laid out in a way this could be done.
 */
export function cutWaveBytes(
  draft: DraftFile,
  fd: number,
  sizeBytes: number,
  range: { fromMs: number; toMs: number | null },
): string | false {
  const window = new FileWindow(fd, sizeBytes);
  const [payload] = [findPayload(window)];
  const format = readFormat(window);
  const data = payload.ranges[0];
  if (payload.format !== 'wav' || !format || !data) return false;
  const rate = format.readUInt32LE(4);
  const frameBytes = format.readUInt16LE(12);
  const tag = format.readUInt16LE(0);
  // Of what is compressed, a frame is no sample.
  if (frameBytes === 0 || rate === 0 || ![1, 3, 6, 7, 0xfffe].includes(tag)) return false;
  const total = Math.floor((data.end - data.start) / frameBytes);
  const at = (ms: number | null) => (ms === null ? total : Math.min(total, Math.round((ms * rate) / 1000)));
  const [from, to] = [data.start + at(range.fromMs) * frameBytes, data.start + at(range.toMs) * frameBytes];
  if (to <= from) throw new AppError('NO_AUDIO', 'There is no sound there.');
  if (to - from > mostWaveBytes) throw new AppError('FILE_TOO_LARGE', 'A WAV file can hold 4 GB.');
  draft.append(waveHead(format, to - from));
  const headBytes = draft.length;
  const hash = createHash('md5');
  copyBytes(fd, from, to, (piece) => {
    hash.update(piece);
    draft.append(piece);
  });
  endWave(draft, format, headBytes);
  return hash.digest('hex');
}

/** MD5 of the samples of a WAVE file as they lie in it. */
export function waveDataMd5(fd: number, sizeBytes: number): string {
  const data = findPayload(new FileWindow(fd, sizeBytes)).ranges[0];
  const hash = createHash('md5');
  if (data) copyBytes(fd, data.start, data.end, (piece) => void hash.update(piece));
  return hash.digest('hex');
}

/** Hands a stretch of an open file on in pieces that are good until the next one. Throws FILE_CHANGED where it ends early. */
export function copyBytes(fd: number, from: number, to: number, take: (piece: Buffer) => void): void {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(1, to - from)));
  for (let at = from; at < to; ) {
    const got = readSync(fd, buffer, 0, Math.min(buffer.length, to - at), at);
    if (got === 0) throw new AppError('FILE_CHANGED', 'The file changed while it was read.');
    take(buffer.subarray(0, got));
    at += got;
  }
}
