/**
 * The file format of waveforms, written by analysis and read by the window.
 *
 * A waveform has three levels of detail. A level holds one byte per band and point, 0 for silence to 255 for full scale
 * on a square-root scale (`peakFromByte` undoes it), so that quiet passages keep their shape. In the finest level it is
 * the peak of the band during the point's time; in the coarser ones the root mean square of the peaks of 1/150 s within,
 * because the highest peak of two seconds looks the same everywhere. Bands are low (below 200 Hz), mid, and high (above
 * 2 kHz).
 *
 * Bytes, numbers little-endian: `LWAV`, version (1), bands (3), levels (3), 0; duration in milliseconds (u32); for each
 * level its number of points (u32); then for each level the points, three bytes each: low, mid, high.
 */
export const waveformBands = 3;
export const overviewPoints = 120;
export const mediumPoints = 1200;
export const detailPointsPerSecond = 150;
export const maxDetailPoints = 30_000;

/** The three levels, coarse to fine; each is `points × 3` bytes. */
export type Waveform = {
  durationMs: number;
  overview: Uint8Array;
  medium: Uint8Array;
  detail: Uint8Array;
};

const magic = [0x4c, 0x57, 0x41, 0x56] as const;
const version = 1;
const levelNames = ['overview', 'medium', 'detail'] as const;
const headerBytes = 12 + 4 * levelNames.length;
const maxPoints = 1_000_000;

/** Amplitude 0 to 1 as a byte; louder than full scale counts as full scale. */
export function byteFromPeak(peak: number): number {
  return Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, peak))));
}

/** The opposite of `byteFromPeak`. */
export function peakFromByte(byte: number): number {
  return (byte / 255) ** 2;
}

export function encodeWaveform(waveform: Waveform): Uint8Array {
  const levels = levelNames.map((name) => waveform[name]);
  const bytes = new Uint8Array(headerBytes + levels.reduce((sum, level) => sum + level.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([...magic, version, waveformBands, levelNames.length, 0]);
  view.setUint32(8, Math.round(waveform.durationMs), true);
  let at = headerBytes;
  for (const [index, level] of levels.entries()) {
    view.setUint32(12 + 4 * index, level.length / waveformBands, true);
    bytes.set(level, at);
    at += level.length;
  }
  return bytes;
}

/** Null for bytes that are no waveform of this version. The levels are views on `bytes`. */
export function decodeWaveform(bytes: Uint8Array): Waveform | null {
  if (bytes.length < headerBytes || magic.some((value, index) => bytes[index] !== value)) return null;
  if (bytes[4] !== version || bytes[5] !== waveformBands || bytes[6] !== levelNames.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const waveform: Waveform = {
    durationMs: view.getUint32(8, true),
    overview: bytes.subarray(0, 0),
    medium: bytes.subarray(0, 0),
    detail: bytes.subarray(0, 0),
  };
  let at = headerBytes;
  for (const [index, name] of levelNames.entries()) {
    const points = view.getUint32(12 + 4 * index, true);
    const end = at + points * waveformBands;
    if (points > maxPoints || end > bytes.length) return null;
    waveform[name] = bytes.subarray(at, end);
    at = end;
  }
  return at === bytes.length ? waveform : null;
}
