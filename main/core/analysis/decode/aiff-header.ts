import type { AudioSource } from './audio-source.ts';
import type { PcmLayout } from './decode-pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { damagedHeader, noAudio, unsupportedCodec } from './stream-errors.ts';

/** Reads the COMM chunk of AIFF and AIFF-C. */
export function aiffLayout(source: AudioSource): PcmLayout {
  const { window } = source;
  let offset = 12;
  for (let count = 0; count < 10_000; count += 1) {
    const head = window.bytes(offset, 8);
    if (head.length < 8) break;
    const size = head.readUInt32BE(4);
    if (head.toString('latin1', 0, 4) === 'COMM') return parseCommon(window.bytes(offset + 8, Math.min(size, 22)));
    offset += 8 + size + (size & 1);
  }
  throw noAudio();
}

function parseCommon(body: Buffer): PcmLayout {
  if (body.length < 18) throw damagedHeader();
  const compression = body.length >= 22 ? body.toString('latin1', 18, 22) : 'NONE';
  const encoding = aiffEncoding(compression, body.readUInt16BE(6));
  if (!encoding) throw unsupportedCodec('aiff', compression.trim());
  return {
    codec: encoding.kind === 'alaw' || encoding.kind === 'mulaw' ? encoding.kind : 'pcm',
    encoding,
    sampleRate: Math.round(extendedFloat(body, 8)),
    channels: body.readUInt16BE(0),
    declaredFrames: body.readUInt32BE(2),
  };
}

function aiffEncoding(compression: string, statedBits: number): PcmEncoding | null {
  const bits = Math.ceil(statedBits / 8) * 8;
  switch (compression.toLowerCase()) {
    case 'none':
    case 'twos':
    case 'in24':
    case 'in32':
      return { kind: 'int', bits, isLittleEndian: false };
    case 'sowt':
      return { kind: 'int', bits, isLittleEndian: true };
    case 'raw ':
      return { kind: 'unsigned', bits: 8, isLittleEndian: false };
    case 'fl32':
      return { kind: 'float', bits: 32, isLittleEndian: false };
    case 'fl64':
      return { kind: 'float', bits: 64, isLittleEndian: false };
    case 'alaw':
      return { kind: 'alaw', bits: 8, isLittleEndian: false };
    case 'ulaw':
      return { kind: 'mulaw', bits: 8, isLittleEndian: false };
    default:
      return null;
  }
}

/** The 80-bit float of IEEE 754, as AIFF stores the sample rate. */
function extendedFloat(bytes: Buffer, at: number): number {
  const exponent = bytes.readUInt16BE(at) & 0x7fff;
  const mantissa = bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
  return exponent === 0x7fff ? Number.POSITIVE_INFINITY : mantissa * 2 ** (exponent - 16_383 - 63);
}
