/** A WAVE file of 16 bits. */
export function pcm16(planar: readonly Float32Array[], sampleRate: number): Buffer {
  const channels = planar.length;
  const frames = planar[0]?.length ?? 0;
  const bytes = Buffer.alloc(44 + frames * channels * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (let frame = 0; frame < frames; frame += 1)
    for (const [channel, samples] of planar.entries())
      bytes.writeInt16LE(
        Math.max(-32_768, Math.min(32_767, Math.round(samples[frame]! * 32_768))),
        44 + (frame * channels + channel) * 2,
      );
  return bytes;
}
