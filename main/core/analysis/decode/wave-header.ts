import type { AudioSource } from './audio-source.ts';
import type { PcmLayout } from './decode-pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { damagedHeader, noAudio, unsupportedCodec } from './stream-errors.ts';

const formatInteger = 1;
const formatFloat = 3;
const formatAlaw = 6;
const formatMulaw = 7;
const formatExtensible = 0xfffe;
export const formatMpegLayer3 = 0x55;

export type WaveFormat = { tag: number; channels: number; sampleRate: number; bits: number };

/** Reads the `fmt ` chunk of RIFF, RF64 or BW64; the tag of WAVE_FORMAT_EXTENSIBLE is the one inside its GUID. */
export function readWaveFormat(source: AudioSource): WaveFormat {
  const { window } = source;
  let offset = window.bytes(0, 12).toString('latin1', 8, 12) === 'WAVE' ? 12 : source.payloadStart;
  for (let count = 0; count < 10_000; count += 1) {
    const head = window.bytes(offset, 8);
    if (head.length < 8) break;
    const size = head.readUInt32LE(4);
    if (head.toString('latin1', 0, 4) === 'fmt ') return parseFormat(window.bytes(offset + 8, Math.min(size, 40)));
    offset += 8 + size + (size & 1);
  }
  throw noAudio();
}

function parseFormat(body: Buffer): WaveFormat {
  if (body.length < 14) throw damagedHeader();
  const tag = body.readUInt16LE(0);
  const blockBytes = body.readUInt16LE(12);
  const channels = body.readUInt16LE(2);
  // The container of a sample may be wider than its bits: 20 bits stand in three bytes.
  const containerBits = channels > 0 && blockBytes > 0 ? (8 * blockBytes) / channels : 0;
  const stated = body.length >= 16 ? body.readUInt16LE(14) : containerBits;
  return {
    tag: tag === formatExtensible && body.length >= 26 ? body.readUInt16LE(24) : tag,
    channels,
    sampleRate: body.readUInt32LE(4),
    bits: containerBits >= stated && containerBits % 8 === 0 ? containerBits : Math.ceil(stated / 8) * 8,
  };
}

/** What the samples of a WAVE file look like. */
export function waveLayout(source: AudioSource, format: WaveFormat): PcmLayout {
  const encoding = waveEncoding(format);
  if (!encoding) throw unsupportedCodec('wav', `wav-${format.tag.toString(16)}`);
  return {
    codec: encoding.kind === 'alaw' || encoding.kind === 'mulaw' ? encoding.kind : 'pcm',
    encoding,
    sampleRate: format.sampleRate,
    channels: format.channels,
    declaredFrames: declaredWaveFrames(source, format),
  };
}

function waveEncoding({ tag, bits }: WaveFormat): PcmEncoding | null {
  if (tag === formatInteger && bits === 8) return { kind: 'unsigned', bits, isLittleEndian: true };
  if (tag === formatInteger) return { kind: 'int', bits, isLittleEndian: true };
  if (tag === formatFloat) return { kind: 'float', bits, isLittleEndian: true };
  if (tag === formatAlaw) return { kind: 'alaw', bits: 8, isLittleEndian: true };
  if (tag === formatMulaw) return { kind: 'mulaw', bits: 8, isLittleEndian: true };
  return null;
}

function declaredWaveFrames(source: AudioSource, { channels, bits }: WaveFormat): number | null {
  const head = source.window.bytes(source.payloadStart - 8, 8);
  if (head.length < 8 || head.toString('latin1', 0, 4) !== 'data') return null;
  const size = head.readUInt32LE(4);
  const frameBytes = (channels * bits) / 8;
  return size === 0 || size === 0xffffffff || frameBytes === 0 ? null : Math.floor(size / frameBytes);
}
