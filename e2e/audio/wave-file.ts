/** How a WAVE file is written. */
export type WaveOptions = {
  sampleRate: number;
  bits: 8 | 16 | 24;
  /** RF64 keeps its sizes in a chunk of their own, for files past 4 GB. */
  isRf64?: boolean;
  isExtensible?: boolean;
  info?: Readonly<Record<string, string>>;
};

/** Writes mono samples as WAVE. */
export function waveFile(samples: Float32Array, options: WaveOptions): Buffer {
  const data = pcm(samples, options.bits);
  const chunks = [chunk('fmt ', waveFormat(options)), ...infoChunks(options.info ?? {}), chunk('data', data)];
  if (!options.isRf64) return riff('RIFF', Buffer.concat(chunks));
  const sizes = Buffer.alloc(28);
  const body = Buffer.concat([chunk('ds64', sizes), ...chunks]);
  sizes.writeBigUInt64LE(BigInt(body.length + 4), 0);
  sizes.writeBigUInt64LE(BigInt(data.length), 8);
  sizes.writeBigUInt64LE(BigInt(samples.length), 16);
  const file = riff('RF64', Buffer.concat([chunk('ds64', sizes), ...chunks]));
  file.writeUInt32LE(0xffffffff, 4);
  file.writeUInt32LE(0xffffffff, file.length - data.length - (data.length & 1) - 4);
  return file;
}

function pcm(samples: Float32Array, bits: WaveOptions['bits']): Buffer {
  const bytes = Buffer.alloc((samples.length * bits) / 8);
  for (const [index, sample] of samples.entries()) {
    const value = Math.round(Math.max(-1, Math.min(1, sample)) * (2 ** (bits - 1) - 1));
    if (bits === 8) bytes[index] = value + 128;
    else bytes.writeIntLE(value, (index * bits) / 8, bits / 8);
  }
  return bytes;
}

function waveFormat({ sampleRate, bits, isExtensible = false }: WaveOptions): Buffer {
  const frameBytes = bits / 8;
  const format = Buffer.alloc(isExtensible ? 40 : 16);
  format.writeUInt16LE(isExtensible ? 0xfffe : 1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(bits, 14);
  if (isExtensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(bits, 18);
    format.writeUInt32LE(4, 20);
    format.write('0100000000001000800000aa00389b71', 24, 'hex');
  }
  return format;
}

function infoChunks(info: Readonly<Record<string, string>>): Buffer[] {
  const entries = Object.entries(info).map(([id, text]) => chunk(id, Buffer.from(`${text}\0`, 'latin1')));
  return entries.length === 0 ? [] : [chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...entries]))];
}

function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
}

function riff(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.write(id, 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  head.write('WAVE', 8, 'latin1');
  return Buffer.concat([head, body]);
}
