import { noise, uint32be } from './audio-files.ts';
import { atom } from './mp4-file.ts';

/** Pieces of MP4 files for tests of tags: tracks whose offsets can be followed, and tags in any form. */
export type Mp4Layout = {
  /** Children of moov behind the tracks. */
  inMoov?: readonly Buffer[];
  /** Where the sound stands. */
  isSoundFirst?: boolean;
  /** Between moov and mdat. */
  between?: readonly Buffer[];
  /** Behind everything. */
  behind?: readonly Buffer[];
  isWide?: boolean;
  /** How mdat states its size. */
  soundSize?: 'plain' | 'long' | 'open';
  tracks?: number;
};

const chunkBytes = 50;
const chunks = 8;
const fileType = atom('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42', 'latin1'));

/** The sound of `mp4Of`, of which every chunk is different. */
export const mp4Sound = noise(11, chunks * chunkBytes);

export function mp4Of({
  inMoov = [],
  isSoundFirst = false,
  between = [],
  behind = [],
  isWide = false,
  soundSize = 'plain',
  tracks = 2,
}: Mp4Layout): Buffer {
  const sound = soundAtom(soundSize);
  const head = sound.length - mp4Sound.length;
  const build = (soundAt: number) => {
    const traks = Array.from({ length: tracks }, (_, track) => trak(soundAt, track, tracks, isWide));
    const moov = atom('moov', atom('mvhd', Buffer.alloc(100)), ...traks, ...inMoov);
    const parts = isSoundFirst ? [sound, ...between, moov] : [moov, ...between, sound];
    return Buffer.concat([fileType, ...parts, ...behind]);
  };
  const length = build(0).length - behind.reduce((sum, one) => sum + one.length, 0);
  return build((isSoundFirst ? fileType.length : length - sound.length) + head);
}

function soundAtom(size: 'plain' | 'long' | 'open'): Buffer {
  if (size === 'plain') return atom('mdat', mp4Sound);
  const head = size === 'open' ? uint32be(0) : uint32be(1);
  const long = Buffer.alloc(size === 'long' ? 8 : 0);
  if (size === 'long') long.writeBigUInt64BE(BigInt(mp4Sound.length + 16));
  return Buffer.concat([head, Buffer.from('mdat'), long, mp4Sound]);
}

function trak(soundAt: number, track: number, tracks: number, isWide: boolean): Buffer {
  const own = Array.from({ length: chunks }, (_, index) => index).filter((index) => index % tracks === track);
  const offsets = own.map((index) => {
    const bytes = Buffer.alloc(isWide ? 8 : 4);
    if (isWide) bytes.writeBigUInt64BE(BigInt(soundAt + index * chunkBytes));
    else bytes.writeUInt32BE(soundAt + index * chunkBytes);
    return bytes;
  });
  const table = atom(isWide ? 'co64' : 'stco', uint32be(0), uint32be(own.length), ...offsets);
  const stbl = atom('stbl', atom('stsd', Buffer.alloc(8)), table, atom('stsz', Buffer.alloc(12)));
  return atom('trak', atom('tkhd', Buffer.alloc(84)), atom('mdia', atom('minf', stbl)));
}

/** The bytes that the offsets of all tracks lead to. */
export function soundOf(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (const [name, width] of [
    ['stco', 4],
    ['co64', 8],
  ] as const) {
    for (let at = file.indexOf(name, 0, 'latin1'); at !== -1; at = file.indexOf(name, at + 1, 'latin1')) {
      const count = file.readUInt32BE(at + 8);
      for (let index = 0; index < count; index += 1) {
        const place = at + 12 + index * width;
        const offset = width === 4 ? file.readUInt32BE(place) : Number(file.readBigUInt64BE(place));
        found.push(file.subarray(offset, offset + chunkBytes));
      }
    }
  }
  return found;
}

export function udtaOf(items: readonly Buffer[], ...behind: readonly Buffer[]): Buffer {
  return atom('udta', metaOf(items, ...behind));
}

export function metaOf(items: readonly Buffer[], ...behind: readonly Buffer[]): Buffer {
  return atom('meta', uint32be(0), handlerOf('mdirappl'), atom('ilst', ...items), ...behind);
}

export function handlerOf(type: string): Buffer {
  const body = Buffer.alloc(25);
  body.write(type, 8, 'latin1');
  return atom('hdlr', body);
}

export function freeOf(bytes: number): Buffer {
  return atom('free', Buffer.alloc(bytes - 8));
}

export function dataOf(type: number, value: string | Uint8Array): Buffer {
  return atom('data', uint32be(type), uint32be(0), Buffer.from(value));
}

export function textItem(name: string, ...texts: readonly string[]): Buffer {
  return atom(name, ...texts.map((text) => dataOf(1, text)));
}

export function freeItem(name: string, text: string | Uint8Array, mean = 'com.apple.iTunes', type = 1): Buffer {
  return atom(
    '----',
    atom('mean', uint32be(0), Buffer.from(mean)),
    atom('name', uint32be(0), Buffer.from(name)),
    dataOf(type, text),
  );
}
