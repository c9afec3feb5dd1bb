import type { AudioFormat } from '#core/files/audio-format.ts';
import type { Payload } from '#core/files/payload-range.ts';
import type { SoundColumns } from '../file-reading.ts';
import type { SoundSource } from './sound-source.ts';
import { cleanText, integerBetween } from './track-tags.ts';

/** What the library calls a container. */
const formatNames: Readonly<Record<AudioFormat, string>> = {
  mp3: 'mp3',
  aac: 'aac',
  flac: 'flac',
  wav: 'wav',
  aiff: 'aiff',
  mp4: 'm4a',
  ogg: 'ogg',
  asf: 'wma',
  ape: 'ape',
  wavpack: 'wv',
  dsf: 'dsf',
  dff: 'dff',
  musepack: 'mpc',
  matroska: 'mka',
  tta: 'tta',
  caf: 'caf',
  amr: 'amr',
  adif: 'aac',
  au: 'au',
  unknown: '',
};

const analysable = new Set(['mp3', 'aac', 'flac', 'wav', 'aiff', 'm4a', 'ogg', 'opus']);
const codecNames: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^mpeg.*layer 3|mp3/i, 'MP3'],
  [/^mpeg.*layer 2/i, 'MP2'],
  [/aac|mp4a|adts/i, 'AAC'],
  [/alac/i, 'ALAC'],
  [/vorbis/i, 'Vorbis'],
  [/opus/i, 'Opus'],
  [/flac/i, 'FLAC'],
  [/^pcm/i, 'PCM'],
];
const maxBitrate = 100_000_000;
const maxDurationMs = 10 * 24 * 3600 * 1000;

/** The columns of a file of which only the container is known. */
export function plainSound(format: AudioFormat, hasFfmpeg: boolean): SoundColumns {
  return soundColumns({}, { format, ranges: [], isPaged: false, hasAudio: false }, hasFfmpeg);
}

/** Turns what headers claim into columns; where they claim more than the file holds, the file is right. */
export function soundColumns(source: SoundSource, payload: Payload, hasFfmpeg: boolean): SoundColumns {
  const codec = codecName(source.codec ?? '', payload.format);
  const format = codec === 'Opus' && payload.format === 'ogg' ? 'opus' : formatNames[payload.format];
  const isSupported = analysable.has(format) && codec !== 'Speex';
  const payloadBytes = payload.ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  const durationMs = durationOf(source, payload, codec, payloadBytes);
  const averageBitrate = durationMs ? (payloadBytes * 8000) / durationMs : undefined;
  return {
    format,
    codec,
    is_lossless: source.isLossless ? 1 : 0,
    bitrate: integerBetween(source.bitrate, 1, maxBitrate) ?? integerBetween(averageBitrate, 1, maxBitrate),
    sample_rate: integerBetween(source.sampleRate, 1, 10_000_000),
    bit_depth: integerBetween(source.bitDepth, 1, 64),
    channels: integerBetween(source.channels, 1, 256),
    duration_ms: durationMs,
    analysis_state: isSupported || hasFfmpeg ? 'waiting' : 'unsupported',
  };
}

function codecName(codec: string, container: AudioFormat): string {
  if (container === 'ape') return "Monkey's Audio";
  const text = cleanText(codec).slice(0, 60);
  return codecNames.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

function durationOf(source: SoundSource, payload: Payload, codec: string, payloadBytes: number): number | null {
  const { sampleRate = 0, channels = 0, bitDepth = 0, durationSeconds } = source;
  const bytesASecond = (sampleRate * channels * Math.ceil(bitDepth / 8)) | 0;
  const isPcm = codec === 'PCM' && (payload.format === 'wav' || payload.format === 'aiff');
  const seconds =
    isPcm && bytesASecond > 0
      ? payloadBytes / bytesASecond
      : (durationSeconds ?? waveSeconds(source, payload, payloadBytes));
  return integerBetween(seconds === undefined ? undefined : seconds * 1000, 0, maxDurationMs);
}

/** Compressed sound in WAVE: its header gives the average rate. */
function waveSeconds({ bitrate }: SoundSource, { format }: Payload, payloadBytes: number): number | undefined {
  return format === 'wav' && bitrate ? (payloadBytes * 8) / bitrate : undefined;
}
