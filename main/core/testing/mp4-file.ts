import { type AudioOptions, noise, uint32be } from './audio-files.ts';

export type Mp4Tags = {
  /** Text by four-character name, e.g. `©nam`. */
  text?: Readonly<Record<string, string>>;
  /** `----` atoms of com.apple.iTunes. */
  freeform?: Readonly<Record<string, string>>;
  tempo?: number;
  track?: number;
  picture?: Uint8Array;
};

/** An MP4 with an AAC track description, tags, and noise where the sound would be. */
export function mp4File(tags: Mp4Tags, { seed = 0, payloadBytes = 20_000 }: AudioOptions = {}): Buffer {
  const fileType = atom('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42isom\0\0\0\0', 'latin1'));
  const movie = atom('moov', movieHeader(), track(payloadBytes), atom('udta', meta(tags)));
  return Buffer.concat([fileType, movie, atom('mdat', noise(seed, payloadBytes))]);
}

export function atom(name: string, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint32be(body.length + 8), Buffer.from(name, 'latin1'), body]);
}

const rate = 44_100;
const lengthUnits = rate * 10;

function movieHeader(): Buffer {
  const body = Buffer.alloc(100);
  body.writeUInt32BE(rate, 12);
  body.writeUInt32BE(lengthUnits, 16);
  return atom('mvhd', body);
}

function track(payloadBytes: number): Buffer {
  const header = Buffer.alloc(84);
  header.writeUInt32BE(1, 12);
  header.writeUInt32BE(lengthUnits, 20);
  const media = Buffer.alloc(24);
  media.writeUInt32BE(rate, 12);
  media.writeUInt32BE(lengthUnits, 16);
  const handler = Buffer.alloc(25);
  handler.write('soun', 8, 'latin1');
  return atom(
    'trak',
    atom('tkhd', header),
    atom('mdia', atom('mdhd', media), atom('hdlr', handler), atom('minf', sampleTable(payloadBytes))),
  );
}

function sampleTable(payloadBytes: number): Buffer {
  const entry = Buffer.alloc(28);
  entry.writeUInt16BE(1, 6);
  entry.writeUInt16BE(2, 16);
  entry.writeUInt16BE(16, 18);
  entry.writeUInt32BE(rate * 65_536, 24);
  const frames = Math.ceil(lengthUnits / 1024);
  return atom(
    'stbl',
    atom('stsd', full(1), atom('mp4a', entry, streamDescriptor())),
    atom('stts', full(1), uint32be(frames), uint32be(1024)),
    atom('stsc', full(1), uint32be(1), uint32be(frames), uint32be(1)),
    atom('stsz', uint32be(0), uint32be(Math.floor(payloadBytes / frames)), uint32be(frames)),
    atom('stco', full(1), uint32be(0)),
  );
}

/** Version and flags, then how many entries follow. */
function full(count: number): Buffer {
  return Buffer.concat([uint32be(0), uint32be(count)]);
}

function streamDescriptor(): Buffer {
  const config = Buffer.from('03190000000411401500000000000000000000000502121006010200', 'hex');
  return atom('esds', uint32be(0), config);
}

function meta(tags: Mp4Tags): Buffer {
  const handler = Buffer.alloc(25);
  handler.write('mdirappl', 8, 'latin1');
  const items = Object.entries(tags.text ?? {}).map(([name, text]) => atom(name, data(1, Buffer.from(text))));
  for (const [name, text] of Object.entries(tags.freeform ?? {})) {
    const mean = atom('mean', uint32be(0), Buffer.from('com.apple.iTunes'));
    items.push(atom('----', mean, atom('name', uint32be(0), Buffer.from(name)), data(1, Buffer.from(text))));
  }
  if (tags.tempo !== undefined) items.push(atom('tmpo', data(21, Buffer.from([tags.tempo >> 8, tags.tempo & 0xff]))));
  if (tags.track !== undefined) items.push(atom('trkn', data(0, Buffer.from([0, 0, 0, tags.track, 0, 0, 0, 0]))));
  if (tags.picture) items.push(atom('covr', data(13, tags.picture)));
  return atom('meta', uint32be(0), atom('hdlr', handler), atom('ilst', ...items));
}

function data(type: number, value: Uint8Array): Buffer {
  return atom('data', uint32be(type), uint32be(0), value);
}
