import type { FileWindow } from '#core/files/file-window.ts';
import { boxBytes, findBox, type Mp4Box, mp4Boxes } from './mp4-boxes.ts';
import type { MusicPart } from './packet-decoder.ts';

/** Encoders put a twentieth of a second in front; an edit that leaves out more cuts the music itself. */
const maxStartSeconds = 10;
const maxTagBytes = 65_536;

/**
 * Where the music lies among what the encoder added, or null where the file does not say.
 *
 * The edit list (ISO/IEC 14496-12, section 8.6.6) counts when it holds one edit that leaves something out in front; else
 * the tag iTunSMPB of Apple's encoders, in samples of the rate the stream is coded at; else that edit for its length.
 */
export function readMusicPart(file: FileWindow, movie: Mp4Box, track: Mp4Box, codedRate: number): MusicPart | null {
  const edit = readSingleEdit(file, movie, track);
  if (edit === 'several') return null;
  const stated = edit && edit.startSeconds > 0 ? edit : (readTag(file, movie, codedRate) ?? edit);
  return stated && stated.startSeconds < maxStartSeconds ? stated : null;
}

type Clock = { timescale: number; duration: number | null };

/** Time scale and duration of a box mvhd or mdhd, which begin alike. */
export function readClock(file: FileWindow, box: Mp4Box | null, isMovie = false): Clock | null {
  const header = boxBytes(file, box, 256);
  if (!header || header.length < 20) return null;
  const isLong = header[0] === 1;
  if (isLong && header.length < 32) return null;
  const timescale = header.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  const isKnown = !isMovie && duration !== 0 && duration !== 0xffffffff && duration < Number.MAX_SAFE_INTEGER;
  return timescale === 0 ? null : { timescale, duration: isKnown ? duration : null };
}

function readSingleEdit(file: FileWindow, movie: Mp4Box, track: Mp4Box): MusicPart | 'several' | null {
  const media = readClock(file, findBox(file, track, 'mdia', 'mdhd'));
  const whole = readClock(file, findBox(file, movie, 'mvhd'), true);
  const edits = readEdits(boxBytes(file, findBox(file, track, 'edts', 'elst'), maxTagBytes));
  const edit = edits[0];
  if (edits.length > 1) return 'several';
  if (!edit || !media || !whole) return null;
  const startSeconds = edit.mediaTime / media.timescale;
  const rest = media.duration === null ? null : media.duration / media.timescale - startSeconds;
  // The clock of the movie is often too coarse for samples, and its times are cut: the tick belongs to the music.
  const tick = whole.timescale < media.timescale ? 1 : 0;
  const played = edit.duration === 0 ? null : (edit.duration + tick) / whole.timescale;
  const lengths = [rest, played].filter((seconds) => seconds !== null && seconds > 0) as number[];
  return { startSeconds, durationSeconds: lengths.length > 0 ? Math.min(...lengths) : null };
}

/** The edits that play something; the others are pauses. */
function readEdits(body: Buffer | null): { duration: number; mediaTime: number }[] {
  if (!body || body.length < 8) return [];
  const isLong = body[0] === 1;
  const entryBytes = isLong ? 20 : 12;
  const count = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / entryBytes));
  const edits = Array.from({ length: count }, (_, index) => {
    const at = 8 + index * entryBytes;
    return isLong
      ? { duration: Number(body.readBigUInt64BE(at)), mediaTime: Number(body.readBigInt64BE(at + 8)) }
      : { duration: body.readUInt32BE(at), mediaTime: body.readInt32BE(at + 4) };
  });
  return edits.filter(({ mediaTime }) => mediaTime >= 0);
}

/** iTunSMPB: hexadecimal numbers, the second of which is the priming and the fourth the length. */
function readTag(file: FileWindow, movie: Mp4Box, codedRate: number): MusicPart | null {
  const metadata = findBox(file, movie, 'udta', 'meta');
  const items = metadata && findBox(file, { ...metadata, start: metadata.start + 4 }, 'ilst');
  if (!items || codedRate <= 0) return null;
  const item = mp4Boxes(file, items.start, items.end)
    .filter((box) => box.type === '----')
    .find((box) => boxBytes(file, findBox(file, box, 'name'), 256)?.toString('latin1', 4) === 'iTunSMPB');
  const value = item && boxBytes(file, findBox(file, item, 'data'), 1024)?.toString('latin1', 8);
  const [, priming, , length] = (value ?? '')
    .trim()
    .split(/\s+/)
    .map((digits) => Number.parseInt(digits, 16));
  if (priming === undefined || length === undefined || !Number.isFinite(priming) || !Number.isFinite(length))
    return null;
  return { startSeconds: priming / codedRate, durationSeconds: length > 0 ? length / codedRate : null };
}
