import type { IFormat } from 'music-metadata';
import type { AudioFormat } from '#core/files/audio-format.ts';
import { findFrame, frameHeader } from '#core/files/frame-header.ts';
import type { Payload } from '#core/files/payload-range.ts';
import type { SoundColumns } from '../file-reading.ts';
import type { ScanWindow } from './scan-window.ts';
import { cleanText, integerBetween } from './track-tags.ts';

/** What the library calls a container, and the extension by which music-metadata finds its parser. */
const containers: Readonly<Record<AudioFormat, { format: string; parser: string | null }>> = {
  mp3: { format: 'mp3', parser: '.mp3' },
  aac: { format: 'aac', parser: '.aac' },
  flac: { format: 'flac', parser: '.flac' },
  wav: { format: 'wav', parser: '.wav' },
  aiff: { format: 'aiff', parser: '.aif' },
  mp4: { format: 'm4a', parser: '.m4a' },
  ogg: { format: 'ogg', parser: '.ogg' },
  asf: { format: 'wma', parser: '.wma' },
  ape: { format: 'ape', parser: '.ape' },
  wavpack: { format: 'wv', parser: '.wv' },
  dsf: { format: 'dsf', parser: '.dsf' },
  dff: { format: 'dff', parser: '.dff' },
  musepack: { format: 'mpc', parser: '.mpc' },
  matroska: { format: 'mka', parser: '.mka' },
  tta: { format: 'tta', parser: null },
  caf: { format: 'caf', parser: null },
  amr: { format: 'amr', parser: null },
  adif: { format: 'aac', parser: null },
  au: { format: 'au', parser: null },
  unknown: { format: '', parser: null },
};

const analysable = new Set(['mp3', 'aac', 'flac', 'wav', 'aiff', 'm4a', 'ogg', 'opus']);
const codecNames: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^mpeg.*layer 3|mp3/i, 'MP3'],
  [/^mpeg.*layer 2/i, 'MP2'],
  [/^mpeg.*layer 1/i, 'MP1'],
  [/aac|mp4a|adts/i, 'AAC'],
  [/alac/i, 'ALAC'],
  [/vorbis/i, 'Vorbis'],
  [/opus/i, 'Opus'],
  [/flac/i, 'FLAC'],
  [/^pcm|^sowt|^twos|^none$/i, 'PCM'],
];
const maxDurationMs = 10 * 24 * 3600 * 1000;
const oggTailBytes = 65_536;

export function parserExtension(format: AudioFormat): string | null {
  return containers[format].parser;
}

/** The columns of a file of which only the container is known. */
export function plainSound(format: AudioFormat, hasFfmpeg: boolean): SoundColumns {
  return soundColumns({ trackInfo: [], tagTypes: [] }, format, hasFfmpeg);
}

export function soundColumns(source: IFormat, container: AudioFormat, hasFfmpeg: boolean): SoundColumns {
  const codec = codecName(source.codec, container);
  const format = container === 'ogg' && codec === 'Opus' ? 'opus' : containers[container].format;
  const isSupported = analysable.has(format) && codec !== 'Speex';
  return {
    format,
    codec,
    is_lossless: source.lossless === true ? 1 : 0,
    bitrate: integerBetween(source.bitrate, 1, 100_000_000),
    sample_rate: integerBetween(source.sampleRate, 1, 10_000_000),
    bit_depth: integerBetween(source.bitsPerSample, 1, 64),
    channels: integerBetween(source.numberOfChannels, 1, 256),
    duration_ms: durationMs(source.duration),
    analysis_state: isSupported || hasFfmpeg ? 'waiting' : 'unsupported',
  };
}

function codecName(codec: string | undefined, container: AudioFormat): string {
  const text = cleanText(codec).slice(0, 60);
  if (container === 'ape') return "Monkey's Audio";
  return codecNames.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

function durationMs(seconds: number | undefined): number | null {
  return integerBetween(seconds === undefined ? undefined : seconds * 1000, 0, maxDurationMs);
}

/** Fills in durations that would cost reading the whole file, and corrects those that headers claim and files lack. */
export function completeSound(sound: SoundColumns, window: ScanWindow, payload: Payload): void {
  const payloadBytes = payload.ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  if (payload.format === 'ogg') sound.duration_ms = oggDurationMs(window, sound) ?? sound.duration_ms;
  if (payload.format === 'aac' || (payload.format === 'mp3' && sound.duration_ms === null)) {
    const bitrate = averageBitrate(window, payload);
    if (bitrate) {
      sound.bitrate = Math.round(bitrate);
      sound.duration_ms = durationMs((payloadBytes * 8) / bitrate);
    }
  }
  if (payload.format === 'wav' && sound.codec === 'PCM') {
    const bytesASecond = ((sound.sample_rate ?? 0) * (sound.channels ?? 0) * (sound.bit_depth ?? 0)) / 8;
    if (bytesASecond > 0) sound.duration_ms = durationMs(payloadBytes / bytesASecond);
  }
  if (sound.bitrate === null && sound.duration_ms) {
    sound.bitrate = integerBetween((payloadBytes * 8000) / sound.duration_ms, 1, 100_000_000);
  }
}

/** Bits a second over the frames at the start of the payload. */
function averageBitrate(window: ScanWindow, { ranges }: Payload): number | null {
  const start = ranges[0]?.start ?? 0;
  const bytes = window.bytes(start, Math.min(65_536, window.sizeBytes - start));
  let at = findFrame(bytes, 0, false);
  let lengthBytes = 0;
  let seconds = 0;
  for (let header = at < 0 ? null : frameHeader(bytes, at); header; header = frameHeader(bytes, at)) {
    lengthBytes += header.lengthBytes;
    seconds += header.samples / header.sampleRate;
    at += header.lengthBytes;
  }
  return seconds > 0 ? (lengthBytes * 8) / seconds : null;
}

/** The last page's position says how long a stream is, minus what an Opus decoder throws away at the start. */
function oggDurationMs(window: ScanWindow, sound: SoundColumns): number | null {
  const first = window.bytes(0, 300);
  const serial = first.length >= 27 ? first.readUInt32LE(14) : 0;
  const tail = window.bytes(Math.max(0, window.sizeBytes - oggTailBytes), Math.min(oggTailBytes, window.sizeBytes));
  for (let at = tail.lastIndexOf('OggS', undefined, 'latin1'); at !== -1; ) {
    if (at + 27 <= tail.length && tail.readUInt32LE(at + 14) === serial) {
      const position = Number(tail.readBigInt64LE(at + 6));
      if (position > 0) return durationMs(secondsAt(position, first, sound));
    }
    at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1, 'latin1');
  }
  return null;
}

function secondsAt(position: number, firstPage: Buffer, sound: SoundColumns): number | undefined {
  const opusHead = firstPage.indexOf('OpusHead', 0, 'latin1');
  if (opusHead !== -1 && opusHead + 12 <= firstPage.length) {
    return Math.max(0, position - firstPage.readUInt16LE(opusHead + 10)) / 48_000;
  }
  return sound.sample_rate ? position / sound.sample_rate : undefined;
}
