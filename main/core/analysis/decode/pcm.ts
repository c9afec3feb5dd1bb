/** How a sample is stored. `bits` counts the bytes it takes, not the ones it fills. */
export type PcmEncoding =
  | { kind: 'int' | 'float'; bits: number; isLittleEndian: boolean }
  | { kind: 'unsigned'; bits: 8; isLittleEndian: boolean }
  | { kind: 'alaw' | 'mulaw'; bits: 8; isLittleEndian: boolean };

type ReadSample = (view: DataView, at: number) => number;

/**
 * Returns a function that reads one sample as ±1, or null for an encoding without one.
 *
 * A-law and µ-law after ITU-T G.711.
 */
export function sampleReader({ kind, bits, isLittleEndian: little }: PcmEncoding): ReadSample | null {
  if (kind === 'unsigned') return (view, at) => (view.getUint8(at) - 128) / 128;
  if (kind === 'alaw') return (view, at) => alawTable[view.getUint8(at)]!;
  if (kind === 'mulaw') return (view, at) => mulawTable[view.getUint8(at)]!;
  if (kind === 'float') {
    if (bits === 32) return (view, at) => finite(view.getFloat32(at, little));
    return bits === 64 ? (view, at) => finite(view.getFloat64(at, little)) : null;
  }
  return integerReader(bits, little);
}

function integerReader(bits: number, little: boolean): ReadSample | null {
  if (bits === 8) return (view, at) => view.getInt8(at) / 128;
  if (bits === 16) return (view, at) => view.getInt16(at, little) / 32_768;
  if (bits === 24 && little)
    return (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608;
  if (bits === 24) return (view, at) => (view.getInt8(at) * 65_536 + view.getUint16(at + 1, false)) / 8_388_608;
  return bits === 32 ? (view, at) => view.getInt32(at, little) / 2_147_483_648 : null;
}

// Broken float files hold NaN and numbers without any bound; one of them would spoil every sum that follows.
function finite(value: number): number {
  return Math.abs(value) <= 1024 ? value : 0;
}

/** Turns interleaved bytes into planar samples. `bytes` must hold whole frames. */
export function deinterleave(bytes: Uint8Array, channels: number, bits: number, read: ReadSample): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleBytes = bits / 8;
  const frames = Math.floor(bytes.length / (sampleBytes * channels));
  const planar = Array.from({ length: channels }, () => new Float32Array(frames));
  for (let channel = 0; channel < channels; channel += 1) {
    const output = planar[channel]!;
    const step = sampleBytes * channels;
    for (let frame = 0, at = channel * sampleBytes; frame < frames; frame += 1, at += step) {
      output[frame] = read(view, at);
    }
  }
  return planar;
}

const alawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const inverted = code ^ 0x55;
  const exponent = (inverted >> 4) & 7;
  const mantissa = ((inverted & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return (inverted & 0x80 ? magnitude : -magnitude) / 32_768;
});

const mulawTable = Float32Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 255;
  const magnitude = ((((inverted & 15) << 3) + 132) << ((inverted >> 4) & 7)) - 132;
  return (inverted & 0x80 ? -magnitude : magnitude) / 32_768;
});
