import type { FileWindow } from '../file-window.ts';
import { type FrameHeader, findFrame, frameHeader } from '../frame-header.ts';
import { findPayload } from '../payload-range.ts';

const longestFrame = 8192;
const searchBytes = 65_536;
/** What every decoder of layer III adds to the delay of the encoder, in samples. */
export const decoderDelay = 529;

/** How much of the first and last frames is no music, as the encoder noted. */
export type Gapless = { encoder: string; delay: number; padding: number };

/** Where each frame of an MPEG stream lies. */
export type MpegFrames = {
  /** Of the first frame of sound. */
  header: FrameHeader;
  layer: number;
  /** One for each frame of sound, and the end of the last one behind them. */
  offsets: Float64Array;
  lengths: Uint16Array;
  count: number;
  isVariable: boolean;
  gapless: Gapless | null;
};

/** Finds all frames of an MPEG file; null where it is none. The frame with the table of contents is no sound. */
export function findMpegFrames(window: FileWindow): MpegFrames | null {
  const payload = findPayload(window);
  const range = payload.ranges[0];
  if (payload.format !== 'mp3' || !range) return null;
  const head = window.bytes(range.start, searchBytes);
  const first = findFrame(head, 0, range.start + head.length >= range.end);
  const header = first === -1 ? null : frameHeader(head, first);
  if (header?.kind !== 'mp3') return null;
  const contents = readContents(head.subarray(first, first + header.lengthBytes));
  const start = range.start + first + (contents ? header.lengthBytes : 0);
  const found = walk(window, start, range.end, header.signature);
  return { header, layer: ((header.signature >> 4) & 15) + 0, ...found, gapless: contents?.gapless ?? null };
}

function walk(
  window: FileWindow,
  start: number,
  end: number,
  signature: number,
): Pick<MpegFrames, 'offsets' | 'lengths' | 'count' | 'isVariable'> {
  let offsets = new Float64Array(4096);
  let lengths = new Uint16Array(4096);
  let [count, at, bitRates] = [0, start, 0];
  while (at + 4 <= end) {
    const bytes = window.bytes(at, 16);
    const header = frameHeader(bytes, 0);
    if (header?.signature !== signature || at + header.lengthBytes > end) {
      const rest = window.bytes(at + 1, Math.min(searchBytes, end - at - 1));
      const next = findFrame(rest, 0, at + 1 + rest.length >= end, signature);
      if (next === -1 && rest.length <= longestFrame) break;
      at += 1 + (next === -1 ? rest.length - longestFrame : next);
      continue;
    }
    if (count === offsets.length) {
      offsets = grown(offsets, new Float64Array(2 * count));
      lengths = grown(lengths, new Uint16Array(2 * count));
    }
    offsets[count] = at;
    lengths[count] = header.lengthBytes;
    bitRates |= 1 << (bytes[2]! >> 4);
    count += 1;
    at += header.lengthBytes;
  }
  return { offsets, lengths, count, isVariable: (bitRates & (bitRates - 1)) !== 0 };
}

function grown<Numbers extends Float64Array | Uint16Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** The frame of Xing, LAME or Fraunhofer; null for a frame of sound. */
function readContents(frame: Buffer): { gapless: Gapless | null } | null {
  const xing = ['Xing', 'Info'].map((name) => frame.indexOf(name, 4, 'latin1')).find((at) => at !== -1 && at < 64);
  if (xing === undefined) return frame.indexOf('VBRI', 4, 'latin1') === 36 ? { gapless: null } : null;
  if (xing + 8 > frame.length) return { gapless: null };
  const flags = frame.readUInt32BE(xing + 4);
  const parts = [flags & 1 ? 4 : 0, flags & 2 ? 4 : 0, flags & 4 ? 100 : 0, flags & 8 ? 4 : 0];
  const lame = xing + 8 + parts.reduce((sum, length) => sum + length, 0);
  const encoder = frame.toString('latin1', lame, lame + 9);
  if (lame + 24 > frame.length || !/^[A-Za-z]{4}/.test(encoder)) return { gapless: null };
  const packed = frame.readUIntBE(lame + 21, 3);
  return { gapless: { encoder, delay: packed >> 12, padding: packed & 0xfff } };
}
