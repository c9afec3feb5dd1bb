import type { FileWindow } from '#core/files/file-window.ts';
import { boxBytes, findBox, type Mp4Box } from './mp4-boxes.ts';
import { damagedHeader } from './stream-errors.ts';

/** Where each sample (a packet of the codec) lies in the file, in playing order. */
export type Mp4Samples = {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
  /** Samples that the tables promise behind the end of the file. */
  readonly missing: number;
};

/** A day of AAC has 3.7 million samples. */
const maxSamples = 8_000_000;
const maxTableBytes = 64 * 1024 * 1024;
/** Longer packets exist in no codec we decode. */
const maxSampleBytes = 4 * 1024 * 1024;

/** Combines the tables stsz, stsc and stco or co64. Counts are believed only as far as the boxes reach. */
export function readSamples(file: FileWindow, table: Mp4Box): Mp4Samples {
  const sizes = readSizes(file, table);
  const chunks = readChunkOffsets(file, table);
  const runs = readRuns(file, table);
  const offsets = new Float64Array(sizes.length);
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < chunks.length && sample < sizes.length; chunk += 1) {
    while (run + 1 < runs.length && runs[run + 1]!.firstChunk <= chunk + 1) run += 1;
    let offset = chunks[chunk]!;
    const last = Math.min(sizes.length, sample + (runs[run]?.samplesPerChunk ?? 0));
    for (; sample < last; sample += 1) {
      offsets[sample] = offset;
      offset += sizes[sample]!;
    }
  }
  return dropMissing(file, offsets.subarray(0, sample), sizes, sizes.length - sample);
}

function dropMissing(file: FileWindow, offsets: Float64Array, sizes: Uint32Array, unplaced: number): Mp4Samples {
  let count = 0;
  for (let sample = 0; sample < offsets.length; sample += 1) {
    const size = sizes[sample]!;
    if (size > maxSampleBytes || offsets[sample]! + size > file.sizeBytes) continue;
    offsets[count] = offsets[sample]!;
    sizes[count] = size;
    count += 1;
  }
  const missing = unplaced + offsets.length - count;
  return { count, offsets: offsets.subarray(0, count), sizes: sizes.subarray(0, count), missing };
}

function readTable(file: FileWindow, table: Mp4Box, type: string): Buffer | null {
  const body = boxBytes(file, findBox(file, table, type), maxTableBytes);
  return body && body.length >= 8 ? body : null;
}

function readSizes(file: FileWindow, table: Mp4Box): Uint32Array {
  const body = readTable(file, table, 'stsz');
  if (!body || body.length < 12) throw damagedHeader();
  const fixed = body.readUInt32BE(4);
  const stated = body.readUInt32BE(8);
  const possible = fixed > 0 ? Math.floor(file.sizeBytes / fixed) : Math.floor((body.length - 12) / 4);
  const count = Math.min(stated, possible);
  if (count > maxSamples) throw damagedHeader();
  return Uint32Array.from({ length: count }, (_, sample) => (fixed > 0 ? fixed : body.readUInt32BE(12 + 4 * sample)));
}

function readChunkOffsets(file: FileWindow, table: Mp4Box): Float64Array {
  const short = readTable(file, table, 'stco');
  const body = short ?? readTable(file, table, 'co64');
  if (!body) throw damagedHeader();
  const entryBytes = short ? 4 : 8;
  const count = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / entryBytes));
  if (count > maxSamples) throw damagedHeader();
  return Float64Array.from({ length: count }, (_, chunk) =>
    short ? body.readUInt32BE(8 + 4 * chunk) : Number(body.readBigUInt64BE(8 + 8 * chunk)),
  );
}

function readRuns(file: FileWindow, table: Mp4Box): { firstChunk: number; samplesPerChunk: number }[] {
  const body = readTable(file, table, 'stsc');
  if (!body) throw damagedHeader();
  const count = Math.min(body.readUInt32BE(4), Math.floor((body.length - 8) / 12));
  if (count > maxSamples) throw damagedHeader();
  return Array.from({ length: count }, (_, run) => ({
    firstChunk: body.readUInt32BE(8 + 12 * run),
    samplesPerChunk: body.readUInt32BE(12 + 12 * run),
  }));
}
