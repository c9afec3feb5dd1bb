import { AppError } from '#shared/errors.ts';
import type { Damage } from './damage.ts';
import { type AacFrame, Faad2, isTrap } from './faad2.ts';
import { type DecodedPackets, joinPlanar, type MusicPart, MusicTrimmer, type PacketDecoder } from './packet-decoder.ts';
import { damagedHeader } from './stream-errors.ts';

/** What the filter banks of SBR delay the sound by, at the doubled rate: ISO/IEC 14496-3, section 4.6.18. */
const sbrDelayFrames = 962;

/**
 * Opens AAC (Main, LC, LTP, with SBR and PS) for one stream.
 *
 * @param config AudioSpecificConfig
 */
export function openAacDecoder(config: Uint8Array, music: MusicPart | null, damage: Damage): PacketDecoder {
  const faad = contained(() => new Faad2());
  if (!contained(() => faad.open(config))) throw damagedHeader();
  let layout: Layout | null = null;
  let trimmer: MusicTrimmer | null = null;
  return {
    decode(packets) {
      const frames = packets.map((packet) => contained(() => faad.decode(packet))).filter((frame) => frame !== null);
      damage.frames(frames.length, packets.length - frames.length);
      const first = frames[0];
      if (!first) return null;
      if (layout === null) {
        layout = layoutOf(frames);
        trimmer = music && new MusicTrimmer(music, layout.sampleRate, layout.hasSbr ? sbrDelayFrames : 0);
      }
      const decoded = joinFrames(frames, layout, damage);
      return decoded && trimmer ? trimmer.trim(decoded) : decoded;
    },
  };
}

type Layout = { sampleRate: number; channels: number; hasSbr: boolean };

/** SBR and parametric stereo may start some packets late, so the richest of the first frames decides. */
function layoutOf(frames: readonly AacFrame[]): Layout {
  const sampleRate = Math.max(...frames.map((frame) => frame.sampleRate));
  const channels = Math.max(...frames.map(({ channelData }) => channelData.length));
  return { sampleRate, channels, hasSbr: frames.some((frame) => frame.hasSbr) };
}

function joinFrames(
  frames: readonly AacFrame[],
  { sampleRate, channels }: Layout,
  damage: Damage,
): DecodedPackets | null {
  const fitting = frames.filter((frame) => frame.sampleRate === sampleRate);
  if (fitting.length < frames.length) damage.warnings.add('FORMAT_CHANGES');
  if (fitting.length === 0) return null;
  return { channelData: joinPlanar(fitting.map(({ channelData }) => withChannels(channelData, channels))), sampleRate };
}

/** The last channel is repeated where some are missing: mono becomes stereo. */
function withChannels(channelData: readonly Float32Array[], channels: number): Float32Array[] {
  return Array.from({ length: channels }, (_, channel) => channelData[Math.min(channel, channelData.length - 1)]!);
}

/** A trap in WebAssembly ends the stream; the next one gets another instance. */
function contained<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (cause) {
    if (!isTrap(cause)) throw cause;
    throw new AppError('AUDIO_DAMAGED', 'The audio in this file is damaged.', {}, { cause });
  }
}
