export type DecodedPackets = { channelData: Float32Array[]; sampleRate: number };

/** Decodes the packets of one stream, some dozens at a time. */
export type PacketDecoder = {
  /** Null where none of the packets gave sound. Throws AUDIO_DAMAGED when the stream cannot be decoded any further. */
  decode(packets: readonly Uint8Array[]): DecodedPackets | null;
};

/** The part of a stream that is music, among what the encoder added in front and behind. */
export type MusicPart = { startSeconds: number; durationSeconds: number | null };

/** Keeps the music of a decoded stream, given its parts one after the other. */
export class MusicTrimmer {
  #skipFrames: number;
  #leftFrames: number;

  constructor({ startSeconds, durationSeconds }: MusicPart, sampleRate: number, decoderDelayFrames: number) {
    this.#skipFrames = Math.round(startSeconds * sampleRate) + decoderDelayFrames;
    this.#leftFrames =
      durationSeconds === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.round(durationSeconds * sampleRate));
  }

  trim({ channelData, sampleRate }: DecodedPackets): DecodedPackets | null {
    const frames = channelData[0]?.length ?? 0;
    const from = Math.min(frames, this.#skipFrames);
    const to = Math.min(frames, from + this.#leftFrames);
    this.#skipFrames -= from;
    this.#leftFrames -= to - from;
    if (to <= from) return null;
    const isWhole = from === 0 && to === frames;
    return { channelData: isWhole ? channelData : channelData.map((samples) => samples.slice(from, to)), sampleRate };
  }
}

/** Joins planar parts of equal layout. */
export function joinPlanar(parts: readonly Float32Array[][]): Float32Array[] {
  const frames = parts.reduce((sum, part) => sum + part[0]!.length, 0);
  return parts[0]!.map((_, channel) => {
    const joined = new Float32Array(frames);
    let at = 0;
    for (const part of parts) {
      joined.set(part[channel]!, at);
      at += part[channel]!.length;
    }
    return joined;
  });
}
