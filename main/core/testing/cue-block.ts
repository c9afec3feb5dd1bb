export type BlockTrack = {
  number: number;
  /** In samples. */
  offset: number;
  isrc: string;
  indexes: { number: number; offset: number }[];
};

/** The body of a CUESHEET block of FLAC (RFC 9639, 8.7). */
export function cueBlock(sheet: { catalog: string; tracks: BlockTrack[]; endOffset: number }): Buffer {
  const head = Buffer.alloc(396);
  head.write(sheet.catalog, 0, 'latin1');
  const end: BlockTrack = { number: 170, offset: sheet.endOffset, isrc: '', indexes: [] };
  const all = [...sheet.tracks, end];
  head[395] = all.length;
  return Buffer.concat([head, ...all.map(trackBytes)]);
}

function trackBytes({ number, offset, isrc, indexes }: BlockTrack): Buffer {
  const track = Buffer.alloc(36);
  track.writeBigUInt64BE(BigInt(offset), 0);
  track[8] = number;
  track.write(isrc, 9, 'latin1');
  track[35] = indexes.length;
  const places = indexes.map((index) => {
    const place = Buffer.alloc(12);
    place.writeBigUInt64BE(BigInt(index.offset), 0);
    place[8] = index.number;
    return place;
  });
  return Buffer.concat([track, ...places]);
}

/** A FLAC file with one more metadata block, behind STREAMINFO. */
export function withBlock(flac: Buffer, type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(((type << 24) | body.length) >>> 0, 0);
  const at = 8 + 34;
  return Buffer.concat([flac.subarray(0, at), head, body, flac.subarray(at)]);
}
