import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { OpusDecoder } from 'opus-decoder';
import { oggHeaderPackets } from '#core/files/ogg-headers.ts';
import type { Damage } from './damage.ts';
import { readStreamInfo } from './decode-flac.ts';
import { withQuietConsole } from './quiet-console.ts';
import { damagedHeader, noAudio, unsupportedCodec } from './stream-errors.ts';

/** What the first packet of a stream says. */
export type OggHead = {
  codec: 'vorbis' | 'opus' | 'flac';
  headerPackets: number;
  sampleRate: number;
  channels: number;
  /** As in `AudioStream`. */
  bitDepth: number | null;
  /** Samples at the start that are only there for the decoder to settle (Opus). */
  preSkip: number;
  /** Factor of Opus' output gain, 1 elsewhere. */
  gain: number;
  packet: Buffer;
};

export type OggPacketDecoder = {
  /** `headers` are the codec's header packets, the first one included. */
  start(headers: readonly Buffer[]): Promise<void>;
  decode(packets: readonly Buffer[]): Promise<Float32Array[]>;
  free(): void;
};

/** Reads the first packet of a stream; null if it is no audio, FORMAT_UNSUPPORTED if it is one without a decoder. */
export function readOggHead(packet: Buffer): OggHead | null {
  const found = oggHeaderPackets(packet);
  if (!found) return null;
  const { codec, headerPackets } = found;
  if (codec === 'vorbis') {
    if (packet.length < 30) throw damagedHeader();
    return { ...plainHead(packet, packet.readUInt32LE(12), packet[11]!), codec, headerPackets };
  }
  if (codec === 'opus') {
    if (packet.length < 19) throw damagedHeader();
    const gain = 10 ** (packet.readInt16LE(16) / 256 / 20);
    return { ...plainHead(packet, 48_000, packet[9]!), codec, headerPackets, preSkip: packet.readUInt16LE(10), gain };
  }
  if (codec === 'flac') {
    const { sampleRate, channels, bits } = readStreamInfo(packet.subarray(17));
    return { ...plainHead(packet, sampleRate, channels), codec, headerPackets, bitDepth: bits };
  }
  throw unsupportedCodec('ogg', codec);
}

function plainHead(packet: Buffer, sampleRate: number, channels: number) {
  if (sampleRate === 0 || channels === 0) throw damagedHeader();
  return { sampleRate, channels, bitDepth: null, preSkip: 0, gain: 1, packet };
}

export function openOggDecoder(head: OggHead, damage: Damage): OggPacketDecoder {
  if (head.codec === 'vorbis') return vorbisDecoder(damage);
  return head.codec === 'opus' ? opusDecoder(head, damage) : flacPacketDecoder(damage);
}

/**
 * The part of OggVorbisDecoder behind its own Ogg reader, which knows no multiplexed and no damaged files.
 *
 * Not in its types; the version is pinned.
 */
type VorbisCore = {
  _decoder: {
    sendSetupHeader(packet: Uint8Array): void;
    initDsp(): void;
    decodePackets(packets: readonly Uint8Array[]): { channelData: Float32Array[]; errors: unknown[] };
  };
};

/** Size of the buffer in WASM that a packet of Vorbis is copied to. */
const vorbisPacketBytes = 128 * 1024;

function vorbisDecoder(damage: Damage): OggPacketDecoder {
  const decoder = new OggVorbisDecoder();
  const core = (decoder as unknown as VorbisCore)._decoder;
  return {
    async start(headers) {
      await decoder.ready;
      const [identification, , setup] = headers;
      if (!identification || !setup || setup.length > vorbisPacketBytes) throw noAudio();
      core.sendSetupHeader(identification);
      core.sendSetupHeader(setup);
      core.initDsp();
    },
    async decode(packets) {
      const usable = packets.filter((packet) => packet.length > 0 && packet.length <= vorbisPacketBytes);
      const { channelData, errors } = withQuietConsole(() => core.decodePackets(usable));
      damage.frames(usable.length - errors.length, packets.length - usable.length + errors.length);
      return channelData;
    },
    free: () => decoder.free(),
  };
}

/** Size of the buffer in WASM that a packet of Opus is copied to. */
const opusPacketBytes = 15_000;

function opusDecoder(head: OggHead, damage: Damage): OggPacketDecoder {
  const { packet, channels } = head;
  const isMapped = packet[18] !== 0 && packet.length >= 21 + channels;
  const decoder = new OpusDecoder({
    channels,
    preSkip: head.preSkip,
    streamCount: isMapped ? packet[19]! : 1,
    coupledStreamCount: isMapped ? packet[20]! : channels - 1,
    channelMappingTable: isMapped ? [...packet.subarray(21, 21 + channels)] : channels === 1 ? [0] : [0, 1],
  });
  return {
    start: () => decoder.ready,
    async decode(packets) {
      const usable = packets.filter((opus) => opus.length > 0 && opus.length <= opusPacketBytes);
      const { channelData, errors } = withQuietConsole(() => decoder.decodeFrames([...usable]));
      damage.frames(usable.length - errors.length, packets.length - usable.length + errors.length);
      if (head.gain !== 1) for (const samples of channelData) scale(samples, head.gain);
      return channelData;
    },
    free: () => decoder.free(),
  };
}

function scale(samples: Float32Array, factor: number): void {
  for (let index = 0; index < samples.length; index += 1) samples[index]! *= factor;
}

function flacPacketDecoder(damage: Damage): OggPacketDecoder {
  const decoder = new FLACDecoder();
  return {
    start: () => decoder.ready,
    async decode(packets) {
      const { channelData, errors } = await withQuietConsole(() => decoder.decodeFrames([...packets]));
      damage.frames(packets.length - errors.length, errors.length);
      return channelData;
    },
    free: () => decoder.free(),
  };
}
