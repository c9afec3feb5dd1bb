/** A published fault of a parser we ship (or shipped a version of), as the smallest file that shows it. */
export type AdvisorySeed = {
  advisory: string;
  /**
   * The last version said to fall for it. Shown by hand: the two of ASF hang 6.3.1 with the tokenizer of its time (newer
   * tokenizers refuse to step back), DSF ends the process of 11.14.0, stsd that of 11.15.0, tkhd is a RangeError there.
   */
  brokenUntil: string;
  fileName: string;
  bytes(): Buffer;
};

const asfHeader = '3026b2758e66cf11a6d900aa0062ce6c';
const asfExtension = 'b503bf5f2ea9cf118ee300c00c205365';
const asfPadding = '74d40618dfca0945a4ba9aabcb96aae8';

export const advisorySeeds: readonly AdvisorySeed[] = [
  {
    advisory: 'CVE-2026-32256',
    brokenUntil: 'music-metadata 11.12.1',
    fileName: 'extension-of-nothing.wma',
    bytes: () => {
      // An object of size 0 in the header extension: what remains never gets less, and the reader goes back over it.
      const empty = Buffer.concat([Buffer.from(asfPadding, 'hex'), uint64(0)]);
      const head = Buffer.concat([Buffer.alloc(16), uint16(6), uint32(1000)]);
      return asfFile([asfObject(asfExtension, Buffer.concat([head, ...Array.from({ length: 40 }, () => empty)]))]);
    },
  },
  {
    advisory: 'GHSA-v7g3-hcgj-f95g',
    brokenUntil: 'music-metadata 11.14.0',
    fileName: 'padding-of-nothing.wma',
    // The same one level up, among the objects of the header itself.
    bytes: () => {
      const empty = Buffer.concat([Buffer.from(asfPadding, 'hex'), uint64(0)]);
      return asfFile(
        Array.from({ length: 40 }, () => empty),
        0xffffffff,
      );
    },
  },
  {
    advisory: 'music-metadata 11.15.0, DSF',
    brokenUntil: 'music-metadata 11.14.0',
    fileName: 'chunk-of-nothing.dsf',
    // A step back that nobody waits for, and whose failure ends the process.
    bytes: () => {
      const dsd = Buffer.concat([Buffer.from('DSD '), uint64(28), uint64(400), uint64(92)]);
      return Buffer.concat([dsd, Buffer.from('junk'), uint64(0), Buffer.alloc(400)]);
    },
  },
  {
    advisory: 'GHSA-f94x-6692-553q',
    brokenUntil: 'music-metadata 11.15.0',
    fileName: 'entries-of-nothing.m4a',
    bytes: () => {
      const entry = Buffer.concat([uint32be(0), Buffer.from('mp4a'), Buffer.alloc(64)]);
      const stsd = atom('stsd', Buffer.concat([Buffer.alloc(4), uint32be(0x0fffffff), entry]));
      return mp4(atom('mdia', atom('minf', atom('stbl', stsd))));
    },
  },
  {
    advisory: 'GHSA-757c-rmwr-vmqj',
    brokenUntil: 'music-metadata 11.16.1',
    fileName: 'short-track-header.m4a',
    bytes: () => mp4(atom('tkhd', Buffer.alloc(4))),
  },
];

function asfFile(objects: readonly Buffer[], count = objects.length): Buffer {
  const body = Buffer.concat(objects);
  const head = [Buffer.from(asfHeader, 'hex'), uint64(30 + body.length), uint32(count), Buffer.from([1, 2])];
  return Buffer.concat([...head, body, Buffer.alloc(200)]);
}

function asfObject(guid: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(guid, 'hex'), uint64(24 + body.length), body]);
}

function mp4(inTrack: Buffer): Buffer {
  return Buffer.concat([
    atom('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42', 'latin1')),
    atom('moov', atom('trak', inTrack)),
    atom('mdat', Buffer.alloc(100)),
  ]);
}

function atom(name: string, body: Buffer): Buffer {
  return Buffer.concat([uint32be(8 + body.length), Buffer.from(name, 'latin1'), body]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
