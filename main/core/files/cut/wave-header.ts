const headBytes = 12;
/** The size fields of a WAVE file have 32 bits. */
export const mostWaveBytes = 2 ** 32 - 1 - 4096;

export type WaveSound = { sampleRate: number; channels: number; bits: number; isFloat: boolean };

/** The `fmt ` chunk of whole numbers or floats. */
export function waveFormat({ sampleRate, channels, bits, isFloat }: WaveSound): Buffer {
  const frameBytes = (channels * bits) / 8;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(isFloat ? 3 : 1, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(bits, 14);
  return format;
}

/** Everything before the samples of a WAVE file; `format` is the body of its `fmt ` chunk. */
export function waveHead(format: Buffer, dataBytes: number): Buffer {
  const odd = format.length % 2;
  const head = Buffer.alloc(headBytes + 8 + format.length + odd + 8);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(head.length - 8 + dataBytes + (dataBytes % 2), 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(format.length, 16);
  format.copy(head, 20);
  const data = 20 + format.length + odd;
  head.write('data', data, 'latin1');
  head.writeUInt32LE(dataBytes, data + 4);
  return head;
}
