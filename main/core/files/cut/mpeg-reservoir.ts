import { frameHeader } from '../frame-header.ts';
import { copyBytes } from './cut-wave.ts';
import type { MpegFrames } from './mpeg-frames.ts';

/** How far a frame of layer III can reach back for its data, in bytes: nine bits of MPEG 1, eight of MPEG 2. */
const longestReach = (header: Uint8Array) => (isVersion1(header) ? 511 : 255);

const isVersion1 = (header: Uint8Array) => (header[1]! & 0x18) === 0x18;

/** Bytes of side information behind the header, by version and channels. */
export function sideBytesOf(header: Uint8Array): number {
  const isMono = header[3]! >> 6 === 3;
  return isVersion1(header) ? (isMono ? 17 : 32) : isMono ? 9 : 17;
}

/**
 * A silent frame that holds what the frame `first` and those behind it borrow from the frames before it, so that they
 * are decoded as they are in the whole. `sample` holds the header of a frame. Null where no frame is long enough.
 */
export function reservoirFrame(fd: number, frames: MpegFrames, first: number, sample: Buffer): Buffer | null {
  const reach = longestReach(sample);
  const frame = emptyFrame(sample, 4 + sideBytesOf(sample) + reach);
  if (!frame) return null;
  const data = dataBefore(fd, frames, first, reach);
  data.copy(frame, frame.length - data.length);
  return frame;
}

/** A frame of silence of at least so many bytes, with the lowest rate that has such frames. */
export function emptyFrame(sample: Buffer, wanted: number): Buffer | null {
  const head = Buffer.from(sample.subarray(0, 4));
  // Without a checksum of its own.
  head[1] = head[1]! | 1;
  for (let rate = 1; rate < 15; rate += 1) {
    head[2] = (rate << 4) | (head[2]! & 0x0c);
    const header = frameHeader(head, 0);
    if (!header || header.lengthBytes < wanted) continue;
    const frame = Buffer.alloc(header.lengthBytes);
    head.copy(frame);
    return frame;
  }
  return null;
}

/** The last bytes of sound before a frame: headers and side information are no part of them. */
function dataBefore(fd: number, { offsets, lengths }: MpegFrames, first: number, reach: number): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let at = first - 1; at >= 0 && length < reach; at -= 1) {
    const frame = Buffer.alloc(lengths[at]!);
    let filled = 0;
    copyBytes(fd, offsets[at]!, offsets[at]! + frame.length, (piece) => {
      piece.copy(frame, filled);
      filled += piece.length;
    });
    const checksumBytes = frame[1]! & 1 ? 0 : 2;
    const data = frame.subarray(4 + checksumBytes + sideBytesOf(frame));
    pieces.unshift(data);
    length += data.length;
  }
  const all = Buffer.concat(pieces);
  return all.subarray(Math.max(0, all.length - reach));
}
