import type { FileWindow } from '#core/files/file-window.ts';
import { readAlacConfig } from './alac-decoder.ts';
import { boxBytes, findBox, type Mp4Box, mp4Boxes } from './mp4-boxes.ts';
import { readClock, readMusicPart } from './mp4-music-part.ts';
import { type Mp4Samples, readSamples } from './mp4-samples.ts';
import type { MusicPart } from './packet-decoder.ts';
import { damagedHeader, noAudio, unsupportedCodec } from './stream-errors.ts';

export type Mp4Track = {
  codec: 'aac' | 'alac';
  /** AudioSpecificConfig or the ALAC cookie. */
  config: Uint8Array;
  samples: Mp4Samples;
  durationMs: number | null;
  /** Where the music lies among what the encoder added, or null. */
  music: MusicPart | null;
};

/** Finds the first audio track of an MP4 file, with `moov` before or behind the media. */
export function readMp4Track(file: FileWindow): Mp4Track {
  const root: Mp4Box = { type: 'root', start: 0, end: file.sizeBytes };
  const movie = findBox(file, root, 'moov');
  if (!movie) throw noAudio();
  const track = mp4Boxes(file, movie.start, movie.end)
    .filter((box) => box.type === 'trak')
    .slice(0, 64)
    .find((box) => handlerType(file, box) === 'soun');
  if (!track) throw noAudio();
  const table = findBox(file, track, 'mdia', 'minf', 'stbl');
  if (!table) throw damagedHeader();
  const description = readDescription(file, table);
  const samples = readSamples(file, table);
  const clock = readClock(file, findBox(file, track, 'mdia', 'mdhd'));
  if (samples.count === 0 && findBox(file, movie, 'mvex')) throw unsupportedCodec('mp4', 'fragmented');
  return {
    ...description,
    samples,
    durationMs: clock?.duration ? (1000 * clock.duration) / clock.timescale : null,
    music: readMusicPart(file, movie, track, codedRate(description)),
  };
}

function handlerType(file: FileWindow, track: Mp4Box): string {
  const handler = findBox(file, track, 'mdia', 'hdlr');
  return handler ? file.bytes(handler.start, 12).toString('latin1', 8, 12) : '';
}

function readDescription(file: FileWindow, table: Mp4Box): Pick<Mp4Track, 'codec' | 'config'> {
  const descriptions = findBox(file, table, 'stsd');
  const entry = descriptions && mp4Boxes(file, descriptions.start + 8, descriptions.end)[0];
  if (!entry) throw damagedHeader();
  if (entry.type !== 'mp4a' && entry.type !== 'alac') throw unsupportedCodec('mp4', entry.type.trim());
  // QuickTime's sound descriptions come in three versions of different length.
  const head = file.bytes(entry.start, 28);
  const version = head.length >= 10 ? head.readUInt16BE(8) : 0;
  const children = { ...entry, start: entry.start + (version === 1 ? 44 : version === 2 ? 64 : 28) };
  if (entry.type === 'alac') return { codec: 'alac', config: alacCookie(file, children) };
  const descriptor = findBox(file, children, 'esds') ?? findBox(file, children, 'wave', 'esds');
  const config = descriptor && audioSpecificConfig(boxBytes(file, descriptor, 65_536));
  if (!config) throw damagedHeader();
  return { codec: 'aac', config };
}

function alacCookie(file: FileWindow, children: Mp4Box): Uint8Array {
  const box = findBox(file, children, 'alac') ?? findBox(file, children, 'wave', 'alac');
  const body = boxBytes(file, box, 4096);
  if (!body || body.length < 28) throw damagedHeader();
  const cookie = body.subarray(4, 28);
  if (!readAlacConfig(cookie)) throw damagedHeader();
  return cookie;
}

const decoderConfigTag = 4;
const decoderSpecificTag = 5;

/** The AudioSpecificConfig inside the descriptors of ISO/IEC 14496-1, section 7.2.6. */
function audioSpecificConfig(body: Buffer | null): Uint8Array | null {
  if (!body) return null;
  let at = 4;
  for (let count = 0; count < 16 && at + 2 < body.length; count += 1) {
    const tag = body[at]!;
    let length = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      at += 1;
      length = (length << 7) | ((body[at] ?? 0) & 127);
      if (((body[at] ?? 0) & 128) === 0) break;
    }
    at += 1;
    if (tag === decoderSpecificTag) return length >= 2 ? body.subarray(at, at + length) : null;
    if (tag === decoderConfigTag) {
      // MP3 and others share the sample entry with AAC.
      const objectType = body[at] ?? 0;
      if (objectType !== 0x40 && (objectType < 0x66 || objectType > 0x68))
        throw unsupportedCodec('mp4', `mp4a-${objectType}`);
      at += 13;
    } else at += tag === 3 ? 3 : length;
  }
  return null;
}

const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];

/** The rate before SBR doubles it; 0 where the configuration does not name one of the usual. */
function codedRate({ codec, config }: Pick<Mp4Track, 'codec' | 'config'>): number {
  if (codec === 'alac') return readAlacConfig(config)?.sampleRate ?? 0;
  const isEscaped = config[0]! >> 3 === 31;
  const index = isEscaped ? (config[1]! >> 1) & 15 : ((config[0]! & 7) << 1) | (config[1]! >> 7);
  return aacRates[index] ?? 0;
}
