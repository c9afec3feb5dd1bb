import { crc8, crc16Flac, crc32Ogg } from './checksums.ts';

/**
 * Whole small audio files, built byte by byte.
 *
 * They hold tags and just enough sound for readers and decoders to accept them. `seed` makes the audio payload of one
 * file differ from that of another one, as real recordings do.
 */
export type AudioOptions = {
  seed?: number;
  /** About how long the payload is. */
  payloadBytes?: number;
};

/** Bytes that depend on nothing but the seed (xorshift32). */
export function noise(seed: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let state = (Math.imul(seed + 1, 0x9e3779b1) | 1) >>> 0;
  for (let index = 0; index < length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state & 0xff;
  }
  return bytes;
}

const mp3FrameBytes = 417;

/**
 * MPEG 1 layer III, 128 kbit/s, 44.1 kHz, stereo: silence, with noise where a frame may hold anything (its ancillary
 * data), so that payloads differ.
 */
export function mp3Frames({ seed = 0, payloadBytes = 20_000 }: AudioOptions = {}): Buffer {
  const count = Math.max(4, Math.round(payloadBytes / mp3FrameBytes));
  const frames = noise(seed, count * mp3FrameBytes);
  for (let index = 0; index < count; index += 1) {
    const at = index * mp3FrameBytes;
    frames.set([0xff, 0xfb, 0x90, 0x00], at);
    frames.fill(0, at + 4, at + 36);
    // No byte may look like the start of another frame.
    for (let byte = at + 36; byte < at + mp3FrameBytes; byte += 1) if (frames[byte] === 0xff) frames[byte] = 0x7f;
  }
  return frames;
}

export function mp3File(tags: Uint8Array, options: AudioOptions = {}, tail: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([tags, mp3Frames(options), tail]);
}

export type Comments = readonly (readonly [key: string, value: string])[];

function vorbisComments(comments: Comments): Buffer {
  const vendor = Buffer.from('ledgerline');
  const parts = [uint32le(vendor.length), vendor, uint32le(comments.length)];
  for (const [key, value] of comments) {
    const text = Buffer.from(`${key}=${value}`);
    parts.push(uint32le(text.length), text);
  }
  return Buffer.concat(parts);
}

/** FLAC, 44.1 kHz, stereo, 16 bit, in verbatim frames of 192 samples. */
export function flacFile(comments: Comments, picture?: Uint8Array, options: AudioOptions = {}): Buffer {
  const { seed = 0, payloadBytes = 20_000 } = options;
  const frameBytes = 6 + 2 * (1 + 192 * 2) + 2;
  const count = Math.max(2, Math.round(payloadBytes / frameBytes));
  const samples = noise(seed, count * 192 * 4);
  const blocks = [flacBlock(0, streamInfo(count * 192)), flacBlock(4, vorbisComments(comments))];
  if (picture) blocks.push(flacBlock(6, flacPicture(picture)));
  const last = blocks.at(-1)!;
  last[0] = last[0]! | 0x80;
  const frames = Array.from({ length: count }, (_, index) =>
    flacFrame(index, samples.subarray(index * 768, index * 768 + 768)),
  );
  return Buffer.concat([Buffer.from('fLaC'), ...blocks, ...frames]);
}

function flacBlock(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  head[0] = type;
  return Buffer.concat([head, body]);
}

function streamInfo(totalSamples: number): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(192, 0);
  info.writeUInt16BE(192, 2);
  // 20 bits sample rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits samples.
  info.writeBigUInt64BE((44_100n << 44n) | (1n << 41n) | (15n << 36n) | BigInt(totalSamples), 10);
  return info;
}

export function flacPicture(picture: Uint8Array): Buffer {
  const mimeType = Buffer.from('image/jpeg');
  return Buffer.concat([
    uint32be(3),
    uint32be(mimeType.length),
    mimeType,
    uint32be(0),
    Buffer.alloc(16),
    uint32be(picture.length),
    picture,
  ]);
}

/** One frame: fixed block size code 1 (192 samples), 44.1 kHz, two independent verbatim channels. */
function flacFrame(index: number, samples: Buffer): Buffer {
  const number = utf8Number(index);
  const head = Buffer.concat([Buffer.from([0xff, 0xf8, 0x19, 0x18]), number]);
  const verbatim = Buffer.from([0x02]);
  const body = Buffer.concat([
    head,
    Buffer.from([crc8(head)]),
    verbatim,
    samples.subarray(0, 384),
    verbatim,
    samples.subarray(384, 768),
  ]);
  const crc = Buffer.alloc(2);
  crc.writeUInt16BE(crc16Flac(body));
  return Buffer.concat([body, crc]);
}

function utf8Number(value: number): Buffer {
  return Buffer.from(String.fromCodePoint(value < 0xd800 ? value : value + 0x800));
}

/** WAVE, 16 bit, stereo; INFO fields and an ID3 tag in chunks of their own. */
export function wavFile(info: Readonly<Record<string, string>>, tag?: Uint8Array, options: AudioOptions = {}): Buffer {
  const { seed = 0, payloadBytes = 20_000 } = options;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(2, 2);
  format.writeUInt32LE(44_100, 4);
  format.writeUInt32LE(176_400, 8);
  format.writeUInt16LE(4, 12);
  format.writeUInt16LE(16, 14);
  const chunks = [riffChunk('fmt ', format), riffChunk('data', noise(seed, payloadBytes & ~3))];
  const fields = Object.entries(info).map(([id, text]) => riffChunk(id, Buffer.from(`${text}\0`, 'latin1')));
  if (fields.length > 0) chunks.push(riffChunk('LIST', Buffer.concat([Buffer.from('INFO'), ...fields])));
  if (tag) chunks.push(riffChunk('id3 ', tag));
  return riffChunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

function riffChunk(id: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(id), uint32le(body.length), body, Buffer.alloc(body.length & 1)]);
}

/** AIFF, 16 bit, stereo, with an ID3 tag. */
export function aiffFile(tag?: Uint8Array, options: AudioOptions = {}): Buffer {
  const { seed = 0, payloadBytes = 20_000 } = options;
  const sound = noise(seed, payloadBytes & ~3);
  const common = Buffer.alloc(18);
  common.writeUInt16BE(2, 0);
  common.writeUInt32BE(sound.length / 4, 2);
  common.writeUInt16BE(16, 6);
  // 44,100 as an 80-bit float.
  Buffer.from('400eac44000000000000', 'hex').copy(common, 8);
  const chunks = [iffChunk('COMM', common), iffChunk('SSND', Buffer.concat([Buffer.alloc(8), sound]))];
  if (tag) chunks.push(iffChunk('ID3 ', tag));
  return iffChunk('FORM', Buffer.concat([Buffer.from('AIFF'), ...chunks]));
}

function iffChunk(id: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(id), uint32be(body.length), body, Buffer.alloc(body.length & 1)]);
}

/** AAC in ADTS frames, without tags: silence. */
export function aacFile({ seed = 0, payloadBytes = 20_000 }: AudioOptions = {}): Buffer {
  const frame = Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x01, 0xbf, 0xfc, 0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c]);
  return Buffer.concat(Array.from({ length: Math.round(payloadBytes / frame.length) + (seed % 97) + 4 }, () => frame));
}

/** Ogg with Opus: silence of 20 ms a packet, 48 kHz, stereo. */
export function opusFile(comments: Comments, { seed = 0, payloadBytes = 5000 }: AudioOptions = {}): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.set([1, 2, 0x38, 0x01], 8);
  head.writeUInt32LE(48_000, 12);
  const tags = Buffer.concat([Buffer.from('OpusTags'), vorbisComments(comments)]);
  const silence = Buffer.from([0xfc, 0xff, 0xfe]);
  const serial = (seed * 2_654_435_761) >>> 0;
  const pages = [oggPage(serial, 0, 2, 0n, [head]), ...oggPages(serial, 1, 0n, tags)];
  const pageCount = Math.max(1, Math.round(payloadBytes / 200)) + (seed % 13);
  for (let page = 0; page < pageCount; page += 1) {
    const packets = Array.from({ length: 50 }, () => silence);
    pages.push(oggPage(serial, pages.length, page === pageCount - 1 ? 4 : 0, BigInt((page + 1) * 48_000), packets));
  }
  return Buffer.concat(pages);
}

/** Ogg with Vorbis headers and noise where sound would be: readers of tags accept it, decoders do not. */
export function vorbisFile(comments: Comments, { seed = 0, payloadBytes = 20_000 }: AudioOptions = {}): Buffer {
  const head = Buffer.alloc(30);
  head.set([1, ...Buffer.from('vorbis')], 0);
  head[11] = 2;
  head.writeUInt32LE(44_100, 12);
  head.writeUInt32LE(160_000, 20);
  head[28] = 0xb8;
  head[29] = 1;
  const tags = Buffer.concat([Buffer.from([3]), Buffer.from('vorbis'), vorbisComments(comments), Buffer.from([1])]);
  const setup = Buffer.concat([Buffer.from([5]), Buffer.from('vorbis'), noise(seed, 200)]);
  const serial = (seed * 2_654_435_761) >>> 0;
  const pages = [oggPage(serial, 0, 2, 0n, [head]), ...oggPages(serial, 1, 0n, tags)];
  pages.push(oggPage(serial, pages.length, 0, 0n, [setup]));
  const pageCount = Math.max(1, Math.round(payloadBytes / 4000));
  const sound = noise(seed, pageCount * 4000);
  // The lowest bit of a packet says that it is a header.
  for (let at = 0; at < sound.length; at += 200) sound[at] = sound[at]! & 0xfe;
  for (let page = 0; page < pageCount; page += 1) {
    const packets = Array.from({ length: 20 }, (_, packet) =>
      sound.subarray(page * 4000 + packet * 200).subarray(0, 200),
    );
    pages.push(oggPage(serial, pages.length, page === pageCount - 1 ? 4 : 0, BigInt((page + 1) * 44_100), packets));
  }
  return Buffer.concat(pages);
}

/** Spreads one packet of any size over as many pages as it needs. */
function oggPages(serial: number, sequence: number, granule: bigint, packet: Buffer): Buffer[] {
  const pages: Buffer[] = [];
  const most = 255 * 255;
  for (let at = 0; at < packet.length || at === 0; at += most) {
    const part = packet.subarray(at, at + most);
    const isLast = at + most > packet.length;
    pages.push(oggPage(serial, sequence + pages.length, at === 0 ? 0 : 1, granule, [part], isLast));
  }
  return pages;
}

function oggPage(serial: number, sequence: number, flags: number, granule: bigint, packets: Buffer[], ends = true) {
  const lacing: number[] = [];
  for (const packet of packets) {
    for (let left = packet.length; left >= 255; left -= 255) lacing.push(255);
    if (ends) lacing.push(packet.length % 255);
  }
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  const page = Buffer.concat([head, Buffer.from(lacing), ...packets]);
  page.writeUInt32LE(crc32Ogg(page), 22);
  return page;
}

export function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint32le(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
