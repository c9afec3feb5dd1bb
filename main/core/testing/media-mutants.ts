/** A piece of a media file that says how long it is: a frame, block, chunk, page or atom. */
type Piece = {
  start: number;
  end: number;
  /** Where its size stands. */
  sizeAt: number;
  sizeBytes: number;
  order: 'big' | 'little' | 'syncsafe';
};

export type Mutant = { bytes: Buffer; what: string };

const mostPieces = 400;
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta', 'meta', 'ilst', 'edts', '----']);

/** Numbers from a seed (mulberry32): the same seed makes the same mutants. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/**
 * Damages a file where parsers believe it: cut at the edges of its pieces, sizes that lie, pieces lost, doubled, exchanged
 * or nested, noise in their bodies; and, now and then, anywhere.
 */
export function mutate(whole: Buffer, pieces: readonly Piece[], random: (below: number) => number): Mutant {
  const piece = pieces[random(pieces.length)];
  if (!piece || random(8) === 0) return flipAnywhere(whole, random);
  const kinds = [cut, lie, lie, lose, double, exchange, scramble, nest] as const;
  return (kinds[random(kinds.length)] as (typeof kinds)[number])(whole, piece, random, pieces);
}

type Damage = (whole: Buffer, piece: Piece, random: (below: number) => number, pieces: readonly Piece[]) => Mutant;

const cut: Damage = (whole, { start, end }, random) => {
  const edge = random(2) === 0 ? start : end;
  const at = Math.max(0, Math.min(whole.length, edge + random(9) - 4));
  return { bytes: Buffer.from(whole.subarray(0, at)), what: `cut at ${at}` };
};

const sizes = [0, 1, 7, 8, 0x7f, 0x80, 0xffff, 0x0fffffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const lie: Damage = (whole, piece, random) => {
  const bytes = Buffer.from(whole);
  const value = random(3) === 0 ? random(whole.length * 2) : (sizes[random(sizes.length)] as number);
  writeSize(bytes, piece, value);
  return { bytes, what: `size ${value} at ${piece.sizeAt}` };
};

const lose: Damage = (whole, { start, end }) => ({
  bytes: Buffer.concat([whole.subarray(0, start), whole.subarray(end)]),
  what: `lost ${start}..${end}`,
});

const double: Damage = (whole, { start, end }, random) => {
  const times = 1 + random(20);
  const copies = Array.from({ length: times }, () => whole.subarray(start, end));
  return {
    bytes: Buffer.concat([whole.subarray(0, end), ...copies, whole.subarray(end)]),
    what: `${times} × ${start}`,
  };
};

const exchange: Damage = (whole, piece, random, pieces) => {
  const other = pieces[random(pieces.length)] as Piece;
  const [first, second] = piece.start < other.start ? [piece, other] : [other, piece];
  if (second.start < first.end) return lose(whole, piece, random, pieces);
  const parts = [
    whole.subarray(0, first.start),
    whole.subarray(second.start, second.end),
    whole.subarray(first.end, second.start),
    whole.subarray(first.start, first.end),
    whole.subarray(second.end),
  ];
  return { bytes: Buffer.concat(parts), what: `exchanged ${first.start} and ${second.start}` };
};

const scramble: Damage = (whole, { start, end }, random) => {
  const bytes = Buffer.from(whole);
  for (let count = 1 + random(12); count > 0; count -= 1) bytes[start + random(Math.max(1, end - start))] = random(256);
  return { bytes, what: `noise in ${start}..${end}` };
};

/** The piece inside copies of its own head, many deep. */
const nest: Damage = (whole, piece, random) => {
  const head = whole.subarray(piece.start, Math.min(piece.end, piece.start + 16));
  const depth = 1 + random(200);
  const bytes = Buffer.concat([
    whole.subarray(0, piece.start),
    ...Array.from({ length: depth }, () => head),
    whole.subarray(piece.start),
  ]);
  return { bytes, what: `${depth} deep at ${piece.start}` };
};

function flipAnywhere(whole: Buffer, random: (below: number) => number): Mutant {
  const bytes = Buffer.from(whole);
  for (let count = 1 + random(6); count > 0; count -= 1) bytes[random(bytes.length)] = random(256);
  return { bytes, what: 'bytes anywhere' };
}

function writeSize(bytes: Buffer, { sizeAt, sizeBytes, order }: Piece, value: number): void {
  for (let index = 0; index < sizeBytes; index += 1) {
    const place = order === 'little' ? index : sizeBytes - 1 - index;
    const step = order === 'syncsafe' ? 128 : 256;
    const digit = Math.floor(value / step ** place) % step;
    if (sizeAt + index < bytes.length) bytes[sizeAt + index] = digit;
  }
}

/** The pieces of a file of any format we write tags to; empty for others. */
export function findPieces(whole: Buffer): Piece[] {
  const magic = whole.toString('latin1', 0, 4);
  const pieces: Piece[] = [];
  if (magic.startsWith('ID3')) id3Pieces(whole, pieces);
  if (magic === 'fLaC') flacPieces(whole, pieces);
  if (magic === 'OggS') oggPieces(whole, pieces);
  if (magic === 'RIFF' || magic === 'RF64') chunkPieces(whole, 12, whole.length, 'little', pieces);
  if (magic === 'FORM') chunkPieces(whole, 12, whole.length, 'big', pieces);
  if (whole.toString('latin1', 4, 8) === 'ftyp') atomPieces(whole, 0, whole.length, pieces);
  return pieces.slice(0, mostPieces);
}

function id3Pieces(whole: Buffer, pieces: Piece[], at = 0): void {
  const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + ((whole[at + index] ?? 0) & 127), 0);
  const end = Math.min(whole.length, at + 10 + size);
  pieces.push({ start: at, end, sizeAt: at + 6, sizeBytes: 4, order: 'syncsafe' });
  const isSyncsafe = whole[at + 3] === 4;
  for (let frame = at + 10; frame + 10 < end && whole[frame] !== 0; ) {
    const length = isSyncsafe
      ? [4, 5, 6, 7].reduce((sum, index) => sum * 128 + ((whole[frame + index] ?? 0) & 127), 0)
      : whole.readUInt32BE(frame + 4);
    const next = Math.min(end, frame + 10 + length);
    pieces.push({ start: frame, end: next, sizeAt: frame + 4, sizeBytes: 4, order: isSyncsafe ? 'syncsafe' : 'big' });
    frame = next;
  }
}

function flacPieces(whole: Buffer, pieces: Piece[]): void {
  for (let at = 4; at + 4 < whole.length; ) {
    const end = Math.min(whole.length, at + 4 + whole.readUIntBE(at + 1, 3));
    pieces.push({ start: at, end, sizeAt: at + 1, sizeBytes: 3, order: 'big' });
    // The comments inside have sizes of their own.
    if ((whole[at]! & 127) === 4 && end - at > 12) commentPieces(whole, at + 4, end, pieces);
    if (whole[at]! & 128) return;
    at = end;
  }
}

function commentPieces(whole: Buffer, start: number, end: number, pieces: Piece[]): void {
  let at = start + 4 + whole.readUInt32LE(start);
  pieces.push({ start, end: Math.min(at, end), sizeAt: start, sizeBytes: 4, order: 'little' });
  if (at + 4 > end) return;
  pieces.push({ start: at, end, sizeAt: at, sizeBytes: 4, order: 'little' });
  for (at += 4; at + 4 < end; ) {
    const next = Math.min(end, at + 4 + whole.readUInt32LE(at));
    pieces.push({ start: at, end: next, sizeAt: at, sizeBytes: 4, order: 'little' });
    at = next;
  }
}

function oggPieces(whole: Buffer, pieces: Piece[]): void {
  for (let at = 0; at + 27 < whole.length && pieces.length < mostPieces; ) {
    const lacing = whole.subarray(at + 27, at + 27 + whole[at + 26]!);
    const end = Math.min(whole.length, at + 27 + lacing.length + lacing.reduce((sum, value) => sum + value, 0));
    pieces.push({ start: at, end, sizeAt: at + 26, sizeBytes: 1, order: 'big' });
    pieces.push({ start: at, end, sizeAt: at + 27, sizeBytes: Math.max(1, lacing.length), order: 'big' });
    at = end;
  }
}

function chunkPieces(whole: Buffer, start: number, end: number, order: 'big' | 'little', pieces: Piece[]): void {
  pieces.push({ start: 0, end, sizeAt: 4, sizeBytes: 4, order });
  for (let at = start; at + 8 < end && pieces.length < mostPieces; ) {
    const size = order === 'big' ? whole.readUInt32BE(at + 4) : whole.readUInt32LE(at + 4);
    const next = Math.min(end, at + 8 + size + (size & 1));
    pieces.push({ start: at, end: next, sizeAt: at + 4, sizeBytes: 4, order });
    if (whole.toString('latin1', at + 8, at + 11) === 'ID3') id3Pieces(whole, pieces, at + 8);
    if (whole.toString('latin1', at, at + 4) === 'LIST') subChunks(whole, at + 12, next, pieces);
    at = next;
  }
}

function subChunks(whole: Buffer, start: number, end: number, pieces: Piece[]): void {
  for (let at = start; at + 8 < end && pieces.length < mostPieces; ) {
    const size = whole.readUInt32LE(at + 4);
    const next = Math.min(end, at + 8 + size + (size & 1));
    pieces.push({ start: at, end: next, sizeAt: at + 4, sizeBytes: 4, order: 'little' });
    at = next;
  }
}

function atomPieces(whole: Buffer, start: number, end: number, pieces: Piece[]): void {
  for (let at = start; at + 8 <= end && pieces.length < mostPieces; ) {
    const size = whole.readUInt32BE(at);
    const next = size < 8 ? end : Math.min(end, at + size);
    const name = whole.toString('latin1', at + 4, at + 8);
    pieces.push({ start: at, end: next, sizeAt: at, sizeBytes: 4, order: 'big' });
    if (containers.has(name)) atomPieces(whole, at + 8 + (name === 'meta' ? 4 : 0), next, pieces);
    // Tables begin with a count behind version and flags.
    else if (next - at >= 16) pieces.push({ start: at, end: next, sizeAt: at + 12, sizeBytes: 4, order: 'big' });
    at = next;
  }
}
