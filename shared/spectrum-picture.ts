/**
 * The spectrum of a piece as the inspector draws it, in one array of bytes:
 *
 *     0   format, 1
 *     1   columns of the spectrogram, 0 to 240
 *     2   Nyquist frequency in Hz, 32 bits, lowest byte first
 *     6   duration in ms, 32 bits, lowest byte first
 *     10  mean level of 128 bands, lowest frequency first
 *     138 highest level of the same bands
 *     266 the spectrogram, column after column, 96 bands each, lowest frequency first
 *
 * Bands are equally wide and reach from 0 Hz to the Nyquist frequency. A level is a byte: 255 is 0 dB (a full-scale sine),
 * and each step less is half a dB, so 0 is -127.5 dB or less.
 */
export type SpectrumPicture = {
  nyquistHz: number;
  durationMs: number;
  /** dB relative to a full-scale sine, of 128 bands. */
  mean: Float32Array<ArrayBuffer>;
  largest: Float32Array<ArrayBuffer>;
  columns: number;
  /** dB, column after column of 96 bands. */
  spectrogram: Float32Array<ArrayBuffer>;
};

export const pictureBins = 128;
export const pictureRows = 96;
export const mostPictureColumns = 240;

const format = 1;
const headerBytes = 10;
const stepsPerDb = 2;
const loudest = 255;

export function encodeSpectrumPicture(picture: SpectrumPicture): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + 2 * pictureBins + picture.columns * pictureRows);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, format);
  view.setUint8(1, picture.columns);
  view.setUint32(2, Math.round(picture.nyquistHz), true);
  view.setUint32(6, Math.round(picture.durationMs), true);
  bytes.set(picture.mean.map(levelOf), headerBytes);
  bytes.set(picture.largest.map(levelOf), headerBytes + pictureBins);
  bytes.set(picture.spectrogram.map(levelOf), headerBytes + 2 * pictureBins);
  return bytes;
}

/** Null for what is not a picture in this format. */
export function decodeSpectrumPicture(bytes: Uint8Array): SpectrumPicture | null {
  if (bytes.length < headerBytes + 2 * pictureBins || bytes[0] !== format) return null;
  const columns = bytes[1]!;
  if (columns > mostPictureColumns || bytes.length !== headerBytes + 2 * pictureBins + columns * pictureRows)
    return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const levels = (start: number, length: number) =>
    Float32Array.from(bytes.subarray(start, start + length), (level) => (level - loudest) / stepsPerDb);
  return {
    nyquistHz: view.getUint32(2, true),
    durationMs: view.getUint32(6, true),
    mean: levels(headerBytes, pictureBins),
    largest: levels(headerBytes + pictureBins, pictureBins),
    columns,
    spectrogram: levels(headerBytes + 2 * pictureBins, columns * pictureRows),
  };
}

function levelOf(decibels: number): number {
  return Math.max(0, Math.min(loudest, Math.round(loudest + stepsPerDb * decibels)));
}
