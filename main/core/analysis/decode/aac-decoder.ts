import { decoder, type RawOptions } from '@audio/decode-aac';
import { AppError } from '#shared/errors.ts';
import type { Damage } from './damage.ts';
import { withQuietConsole } from './quiet-console.ts';

type Decoded = { channelData: Float32Array[]; sampleRate: number };

/** Decodes packets of AAC or ALAC, some dozens at a time. The only user of the package, so that it can be replaced. */
export type PacketDecoder = {
  decode(packets: Uint8Array[]): Decoded | null;
  free(): void;
};

/**
 * Opens a decoder for one track.
 *
 * All decoders of a thread share one FAAD2 in WASM memory. Where a damaged packet makes it trap, the error says
 * `isThreadSpoilt`: the worker must be replaced before it decodes anything else.
 */
export async function openPacketDecoder(options: RawOptions, damage: Damage): Promise<PacketDecoder> {
  const opened = await decoder(options).catch((error: unknown): never => {
    throw decoderFailed(error);
  });
  let isFirst = true;
  const decode = (packets: Uint8Array[]): Decoded | null => {
    try {
      const decoded: Decoded & { errors?: number } = withQuietConsole(() => opened.decode(packets));
      // FAAD2 gives nothing for the first packet, by design.
      const failed = Math.max(0, (decoded.errors ?? 0) - (isFirst ? 1 : 0));
      damage.frames(packets.length - failed, failed);
      isFirst = false;
      return (decoded.channelData[0]?.length ?? 0) > 0 ? decoded : null;
    } catch (error) {
      if (isTrap(error)) throw decoderFailed(error);
      // ALAC throws for a broken packet, and with it the rest of the batch is lost: take them one by one.
      if (packets.length > 1) return joinDecoded(packets.map((packet) => decode([packet])));
      damage.frames(0, 1);
      return null;
    }
  };
  return { decode, free: () => opened.free() };
}

function joinDecoded(parts: readonly (Decoded | null)[]): Decoded | null {
  const good = parts.filter((part) => part !== null);
  const first = good[0];
  if (!first) return null;
  const channelData = first.channelData.map((_, channel) => {
    const pieces = good.map((part) => part.channelData[channel] ?? new Float32Array(part.channelData[0]!.length));
    const joined = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  });
  return { channelData, sampleRate: first.sampleRate };
}

function decoderFailed(cause: unknown): AppError {
  const details = { isThreadSpoilt: isTrap(cause) };
  return new AppError('AUDIO_DAMAGED', 'The audio in this file is damaged.', details, { cause });
}

/** A WebAssembly.RuntimeError; after one, nothing in the memory of the module can be trusted. */
function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}
