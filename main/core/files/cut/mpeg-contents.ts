import type { Gapless } from './mpeg-frames.ts';
import { emptyFrame, sideBytesOf } from './mpeg-reservoir.ts';

const lameBytes = 36;
const xingBytes = 120;

/** What the first frame says of a file. `lengths` are those of all frames behind it. */
export type MpegContents = { lengths: readonly number[]; isVariable: boolean; gapless: Gapless };

/**
 * The frame of Xing and LAME that says how many frames there are, where the tenths of the time lie, and how many samples
 * at both ends are no music. `sample` holds the header of a frame of the stream. Null where no frame is long enough.
 */
export function contentsFrame(sample: Buffer, contents: MpegContents): Buffer | null {
  const at = 4 + sideBytesOf(sample);
  const frame = emptyFrame(sample, at + xingBytes + lameBytes);
  if (frame) fillContents(frame, at, contents);
  return frame;
}

function fillContents(frame: Buffer, at: number, { lengths, isVariable, gapless }: MpegContents): void {
  const bytes = lengths.reduce((sum, length) => sum + length, frame.length);
  frame.write(isVariable ? 'Xing' : 'Info', at, 'latin1');
  frame.writeUInt32BE(15, at + 4);
  frame.writeUInt32BE(lengths.length, at + 8);
  frame.writeUInt32BE(bytes, at + 12);
  writePlaces(frame, at + 16, lengths, bytes);
  const lame = at + xingBytes;
  frame.write(gapless.encoder, lame, 9, 'latin1');
  frame.writeUIntBE((gapless.delay << 12) | gapless.padding, lame + 21, 3);
  frame.writeUInt32BE(bytes, lame + 28);
  frame.writeUInt16BE(crc16Reflected(frame.subarray(0, lame + 34)), lame + 34);
}

/** For each hundredth of the time: where it lies, in 256ths of the bytes. */
function writePlaces(frame: Buffer, at: number, lengths: readonly number[], bytes: number): void {
  let [frameNumber, passed] = [0, frame.length];
  for (let percent = 0; percent < 100; percent += 1) {
    for (; frameNumber < Math.floor((percent * lengths.length) / 100); frameNumber += 1)
      passed += lengths[frameNumber]!;
    frame[at + percent] = Math.min(255, Math.floor((256 * passed) / bytes));
  }
}

/** The CRC-16 that LAME puts behind its tag. */
function crc16Reflected(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}
