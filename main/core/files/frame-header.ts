/** One frame of MPEG audio (layers I to III) or of AAC in ADTS, as its header describes it. */
export type FrameHeader = {
  kind: 'mp3' | 'aac';
  /** Whole frame with its header. */
  lengthBytes: number;
  headerBytes: number;
  sampleRate: number;
  samples: number;
  channels: number;
  /** Equal for all frames of one stream: version, layer and rate. */
  signature: number;
};

const rates = [44_100, 48_000, 32_000];
const kilobitsVersion1 = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const kilobitsVersion2 = [
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];

/** Reads the frame header at `at`, or null. Free-format MPEG frames (no bit rate) count as none. */
export function frameHeader(bytes: Uint8Array, at: number): FrameHeader | null {
  if (bytes[at] !== 0xff || at + 4 > bytes.length) return null;
  const second = bytes[at + 1]!;
  if ((second & 0xe0) !== 0xe0) return null;
  return (second & 0x06) === 0 ? adtsHeader(bytes, at) : mpegHeader(bytes, at);
}

function mpegHeader(bytes: Uint8Array, at: number): FrameHeader | null {
  const second = bytes[at + 1]!;
  const third = bytes[at + 2]!;
  const version = (second >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
  const layer = 4 - ((second >> 1) & 3);
  const rate = rates[(third >> 2) & 3];
  if (version === 1 || layer > 3 || rate === undefined) return null;
  const sampleRate = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4;
  const table = version === 3 ? kilobitsVersion1[layer - 1]! : kilobitsVersion2[layer === 1 ? 0 : 1]!;
  const kilobits = table[third >> 4];
  if (!kilobits) return null;
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version !== 3 ? 576 : 1152;
  const lengthBytes =
    layer === 1
      ? (Math.floor((12_000 * kilobits) / sampleRate) + padding) * 4
      : Math.floor((samples * 125 * kilobits) / sampleRate) + padding;
  const channels = bytes[at + 3]! >> 6 === 3 ? 1 : 2;
  const signature = (version << 8) | (layer << 4) | ((third >> 2) & 3);
  return { kind: 'mp3', lengthBytes, headerBytes: 4, sampleRate, samples, channels, signature };
}

function adtsHeader(bytes: Uint8Array, at: number): FrameHeader | null {
  if (at + 7 > bytes.length || (bytes[at + 1]! & 0xf6) !== 0xf0) return null;
  const third = bytes[at + 2]!;
  const rateIndex = (third >> 2) & 15;
  const sampleRate = aacRates[rateIndex];
  const headerBytes = bytes[at + 1]! & 1 ? 7 : 9;
  const lengthBytes = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  if (sampleRate === undefined || lengthBytes <= headerBytes) return null;
  const configuration = ((third & 1) << 2) | (bytes[at + 3]! >> 6);
  const samples = 1024 * ((bytes[at + 6]! & 3) + 1);
  const channels = configuration === 7 ? 8 : configuration;
  const signature = 0x1000 | ((third >> 6) << 8) | (rateIndex << 4) | configuration;
  return { kind: 'aac', lengthBytes, headerBytes, sampleRate, samples, channels, signature };
}

/**
 * Finds the first frame that is followed by others of the same stream; sync patterns occur by chance in any data.
 *
 * `isEnd` says that `bytes` reach to the end of the stream, where fewer followers suffice. Returns -1 without one.
 */
export function findFrame(bytes: Uint8Array, from: number, isEnd: boolean, signature?: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const header = frameHeader(bytes, at);
    if (header && (signature === undefined || header.signature === signature) && hasFollowers(bytes, at, header, isEnd))
      return at;
  }
  return -1;
}

function hasFollowers(bytes: Uint8Array, at: number, first: FrameHeader, isEnd: boolean): boolean {
  let next = at + first.lengthBytes;
  for (let followers = 0; followers < 2; followers += 1) {
    if (next + 7 > bytes.length) return isEnd ? followers > 0 || next === bytes.length : followers > 0;
    const header = frameHeader(bytes, next);
    if (header?.signature !== first.signature) return false;
    next += header.lengthBytes;
  }
  return true;
}
