/** Builds ID3v2 tags byte by byte, right or deliberately wrong. */

export type Id3Frame = { id: string; body: Uint8Array };

/** A text frame in UTF-16 with a byte order mark, which both 2.3 and 2.4 know. */
export function textFrame(id: string, text: string): Id3Frame {
  return { id, body: Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]) };
}

export function latinFrame(id: string, text: string): Id3Frame {
  return { id, body: Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')]) };
}

export function userTextFrame(description: string, text: string): Id3Frame {
  return { id: 'TXXX', body: Buffer.from(`\0${description}\0${text}`, 'latin1') };
}

export function commentFrame(text: string): Id3Frame {
  return { id: 'COMM', body: Buffer.from(`\0eng\0${text}`, 'latin1') };
}

export function ratingFrame(email: string, byte: number): Id3Frame {
  return { id: 'POPM', body: Buffer.concat([Buffer.from(`${email}\0`, 'latin1'), Buffer.from([byte, 0, 0, 0, 7])]) };
}

export function pictureFrame(picture: Uint8Array, mimeType = 'image/jpeg'): Id3Frame {
  return { id: 'APIC', body: Buffer.concat([Buffer.from(`\0${mimeType}\0\x03\0`, 'latin1'), picture]) };
}

export type Id3Options = {
  version?: 3 | 4;
  paddingBytes?: number;
  /** Lies about the size of the whole tag. */
  claimedBytes?: number;
};

export function id3Tag(frames: readonly Id3Frame[], options: Id3Options = {}): Buffer {
  const { version = 3, paddingBytes = 0 } = options;
  const body = Buffer.concat([...frames.map((frame) => id3Frame(frame, version)), Buffer.alloc(paddingBytes)]);
  const head = Buffer.from([0x49, 0x44, 0x33, version, 0, 0]);
  return Buffer.concat([head, syncSafe(options.claimedBytes ?? body.length), body]);
}

function id3Frame({ id, body }: Id3Frame, version: 3 | 4): Buffer {
  const size = version === 4 ? syncSafe(body.length) : uint32(body.length);
  return Buffer.concat([Buffer.from(id, 'latin1'), size, Buffer.alloc(2), body]);
}

export function syncSafe(value: number): Buffer {
  return Buffer.from([(value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The 128 bytes at the end of a file. */
export function id3v1Tag(title: string, artist: string): Buffer {
  const tag = Buffer.alloc(128);
  tag.write('TAG', 0, 'latin1');
  tag.write(title.slice(0, 30), 3, 'latin1');
  tag.write(artist.slice(0, 30), 33, 'latin1');
  tag.write('2001', 93, 'latin1');
  tag[127] = 17;
  return tag;
}

/** An APEv2 tag with header and footer, as it stands at the end of a file. */
export function apeTag(fields: Readonly<Record<string, string>>): Buffer {
  const items = Object.entries(fields).map(([key, value]) => {
    const text = Buffer.from(value);
    const head = Buffer.alloc(8);
    head.writeUInt32LE(text.length);
    return Buffer.concat([head, Buffer.from(`${key}\0`), text]);
  });
  const body = Buffer.concat(items);
  return Buffer.concat([
    apeBlock(body.length, items.length, 0xa0000000),
    body,
    apeBlock(body.length, items.length, 0x80000000),
  ]);
}

function apeBlock(bodyBytes: number, count: number, flags: number): Buffer {
  const block = Buffer.alloc(32);
  block.write('APETAGEX', 0, 'latin1');
  block.writeUInt32LE(2000, 8);
  block.writeUInt32LE(bodyBytes + 32, 12);
  block.writeUInt32LE(count, 16);
  block.writeUInt32LE(flags, 20);
  return block;
}
