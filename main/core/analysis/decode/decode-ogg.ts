import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import { type OggHead, type OggPacketDecoder, openOggDecoder, readOggHead } from './ogg-codecs.ts';
import { type OggPage, oggPages } from './ogg-packets.ts';
import { cutPlanar } from './planar.ts';
import { noAudio } from './stream-errors.ts';

/**
 * Opens the first Vorbis, Opus or FLAC stream of an Ogg file.
 *
 * Other streams beside it (video, skeletons) are left out. Streams chained behind it are decoded too while they keep
 * rate and channels.
 */
export async function openOgg(source: AudioSource): Promise<RawStream> {
  const start = oggStart(source);
  const head = await findHead(source, start);
  return {
    format: 'ogg',
    codec: head.codec,
    sampleRate: head.sampleRate,
    channels: head.channels,
    isLossless: head.codec === 'flac',
    bitDepth: head.bitDepth,
    declaredDurationMs: declaredMs(source, head),
    async *chunks() {
      let link: Link | null = null;
      try {
        for await (const page of oggPages(source, start)) {
          if (page.isFirst) {
            const next = nextLink(source, head, link, page);
            if (next === 'changed') return;
            if (next === null) continue;
            link?.free();
            link = next;
          }
          if (link?.serial !== page.serial) continue;
          for (const channels of await link.decode(page)) yield* cutPlanar(toWaveOrder(channels, head.codec));
        }
      } finally {
        link?.free();
      }
    },
  };
}

function oggStart(source: AudioSource): number {
  const at = source.window.bytes(0, 65_536).indexOf('OggS', 0, 'latin1');
  return Math.max(at, 0);
}

async function findHead(source: AudioSource, start: number): Promise<OggHead> {
  for await (const page of oggPages(source, start)) {
    if (!page.isFirst) break;
    const head = page.packets[0] ? readOggHead(page.packets[0]) : null;
    if (head) return head;
  }
  throw noAudio();
}

/** The decoder for a stream that begins with `page`; null if it is none of ours. */
function nextLink(source: AudioSource, head: OggHead, link: Link | null, page: OggPage): Link | 'changed' | null {
  if (link && !link.isEnded) return null;
  const next = page.packets[0] ? readOggHead(page.packets[0]) : null;
  if (!next) return null;
  const isSame = next.codec === head.codec && next.sampleRate === head.sampleRate && next.channels === head.channels;
  if (isSame) return new Link(page.serial, next, openOggDecoder(next, source.damage));
  source.damage.warnings.add('FORMAT_CHANGES');
  return 'changed';
}

/** One logical stream of a file while it is decoded. */
class Link {
  readonly serial: number;
  isEnded = false;
  readonly #head: OggHead;
  readonly #decoder: OggPacketDecoder;
  readonly #headers: Buffer[] = [];
  #decodedFrames = 0;
  #firstGranule: number | null = null;
  #isStarted = false;

  constructor(serial: number, head: OggHead, decoder: OggPacketDecoder) {
    this.serial = serial;
    this.#head = head;
    this.#decoder = decoder;
  }

  /** Planar samples of the packets that end in this page, at most one set. */
  async decode(page: OggPage): Promise<Float32Array[][]> {
    const packets = await this.#withoutHeaders(page.packets);
    const channels = packets.length > 0 ? await this.#decoder.decode(packets) : [];
    const frames = channels[0]?.length ?? 0;
    this.#decodedFrames += frames;
    if (this.#firstGranule === null && page.granule !== null && packets.length > 0)
      this.#firstGranule = Math.max(0, page.granule - frames - this.#head.preSkip);
    if (page.isLast) this.isEnded = true;
    if (frames === 0) return [];
    const excess = page.isLast ? this.#framesBehindEnd(page.granule) : 0;
    return excess > 0 ? [channels.map((samples) => samples.subarray(0, Math.max(0, frames - excess)))] : [channels];
  }

  /** The last page's granule says where the audio ends; the encoder fills its last packet up. */
  #framesBehindEnd(granule: number | null): number {
    if (granule === null) return 0;
    return this.#decodedFrames - (granule - (this.#firstGranule ?? 0) - this.#head.preSkip);
  }

  async #withoutHeaders(packets: readonly Buffer[]): Promise<readonly Buffer[]> {
    const missing = this.#head.headerPackets - this.#headers.length;
    if (missing <= 0) return packets;
    this.#headers.push(...packets.slice(0, missing));
    if (packets.length >= missing) {
      await this.#decoder.start(this.#headers);
      this.#isStarted = true;
    }
    return packets.slice(missing);
  }

  free(): void {
    // A decoder that was never started has nothing to free, and throws.
    if (this.#isStarted) this.#decoder.free();
    this.#isStarted = false;
  }
}

/** The granule of the last page of the stream says how many samples it has. */
function declaredMs(source: AudioSource, head: OggHead): number | null {
  const { window, sizeBytes } = source;
  const tail = window.bytes(Math.max(0, sizeBytes - 65_536), 65_536);
  for (let at = tail.lastIndexOf('OggS', undefined, 'latin1'); at !== -1; ) {
    const granule = at + 27 <= tail.length ? tail.readBigInt64LE(at + 6) : -1n;
    if (granule > 0n && (tail[at + 5]! & 4) !== 0)
      return (1000 * Math.max(0, Number(granule) - head.preSkip)) / head.sampleRate;
    at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1, 'latin1');
  }
  return null;
}

// Vorbis and Opus put the centre second and the low-frequency channel last; everybody else follows WAVE.
const waveOrders: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

function toWaveOrder(channels: Float32Array[], codec: OggHead['codec']): Float32Array[] {
  const order = codec === 'flac' ? undefined : waveOrders[channels.length];
  return order ? order.map((from) => channels[from]!) : channels;
}
