import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { formatByMagic } from '#core/files/audio-format.ts';
import { FileWindow } from '#core/files/file-window.ts';
import { skipLeadingTags } from '#core/files/tag-edges.ts';
import { chunkFile } from '#core/files/tags/chunk-file.ts';
import { isId3Chunk } from '#core/files/tags/chunk-id3.ts';
import { openMovie } from '#core/files/tags/mp4/movie.ts';
import { parseComments, textOf } from '#core/files/tags/vorbis/comment-list.ts';
import { readId3Tag } from '#core/library/scan/reading/id3-frames.ts';
import type { ForeignCue, ForeignTempo } from '../foreign-library.ts';
import { toReadError } from '../read-error.ts';
import { decodeBase64, readAutotags, readBeatGrid, readMarkers2, readOldMarkers } from './markers.ts';

/** What Serato left in the tags of one file; null where it left nothing of that. */
export type SeratoTags = {
  cues: ForeignCue[] | null;
  grid: ForeignTempo[] | null;
  bpm: number | null;
  colour: string;
  isTempoLocked: boolean;
};

const blockNames = ['Serato Markers2', 'Serato Markers_', 'Serato BeatGrid', 'Serato Autotags'] as const;
type BlockName = (typeof blockNames)[number];
type Blocks = Map<BlockName, Buffer>;

/** What the blocks are called in FLAC, and in MP4 behind `com.serato.dj`. */
const commentNames: Readonly<Record<string, BlockName>> = {
  SERATO_MARKERS_V2: 'Serato Markers2',
  SERATO_BEATGRID: 'Serato BeatGrid',
  SERATO_AUTOGAIN: 'Serato Autotags',
};
const atomNames: Readonly<Record<string, BlockName>> = {
  markersv2: 'Serato Markers2',
  beatgrid: 'Serato BeatGrid',
  autgain: 'Serato Autotags',
};

const mostBlocks = 10_000;

/**
 * Serato's cues, loops and beat grid of an MP3, AIFF, WAVE, FLAC or MP4 file; null where there are none. Where a file has
 * both kinds of markers, Markers_ counts for what it can hold, as in Serato, and names come from Markers2. Synchronous, for
 * worker threads. Throws a file error, TAGS_UNREADABLE or TAG_TOO_LARGE.
 */
export function readSeratoTags(path: string): SeratoTags | null {
  try {
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return understand(findBlocks(new FileWindow(fd, fstatSync(fd).size)));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw toReadError(error);
  }
}

function understand(blocks: Blocks): SeratoTags | null {
  const read = <Value>(name: BlockName, parse: (payload: Buffer) => Value | null) => {
    const payload = blocks.get(name);
    return payload ? parse(payload) : null;
  };
  const markers = read('Serato Markers2', readMarkers2);
  const old = read('Serato Markers_', readOldMarkers);
  const grid = read('Serato BeatGrid', readBeatGrid);
  const bpm = read('Serato Autotags', readAutotags);
  if (!markers && !old && !grid && bpm === null) return null;
  return {
    cues: mergedCues(markers?.cues ?? null, old?.cues ?? null),
    grid,
    bpm,
    colour: markers?.colour ?? old?.colour ?? '',
    isTempoLocked: markers?.isTempoLocked ?? false,
  };
}

function mergedCues(cues: ForeignCue[] | null, old: ForeignCue[] | null): ForeignCue[] | null {
  if (!cues || !old) return cues ?? old;
  const oldBySlot = new Map(old.filter(({ slot }) => slot !== null).map((cue) => [cue.slot, cue]));
  const kept = cues.map((cue) => {
    const other = cue.slot === null ? undefined : oldBySlot.get(cue.slot);
    return other ? { ...cue, startMs: other.startMs } : cue;
  });
  const known = new Set(cues.map(({ slot }) => slot));
  return [...kept, ...old.filter(({ slot }) => slot !== null && !known.has(slot))];
}

function findBlocks(window: FileWindow): Blocks {
  const start = skipLeadingTags(window);
  const format = formatByMagic(window.bytes(start, 65_536));
  if (format === 'flac') return flacBlocks(window, start);
  if (format === 'mp4') return movieBlocks(window);
  if (format === 'wav' || format === 'aiff') {
    const chunks = chunkFile(window, format === 'wav').chunks.filter(isId3Chunk);
    return new Map(chunks.flatMap((chunk) => [...frameBlocks(window, chunk.bodyStart)]));
  }
  return frameBlocks(window, 0);
}

/** GEOB frames: encoding, type, file name, description, content. */
function frameBlocks(window: FileWindow, start: number): Blocks {
  const blocks: Blocks = new Map();
  for (const { id, body } of readId3Tag(window, start)?.frames ?? []) {
    if (id !== 'GEOB' && id !== 'GEO') continue;
    const block = objectBlock(body);
    if (block && !blocks.has(block.name)) blocks.set(block.name, block.payload);
  }
  return blocks;
}

function objectBlock(body: Buffer): { name: BlockName; payload: Buffer } | null {
  const isWide = body[0] === 1 || body[0] === 2;
  const typeEnd = body.indexOf(0, 1);
  if (typeEnd === -1) return null;
  const fileNameEnd = textEnd(body, typeEnd + 1, isWide);
  const end = textEnd(body, fileNameEnd, isWide);
  const text = body.subarray(fileNameEnd, end).toString(isWide ? 'utf16le' : 'latin1');
  const name = blockNames.find((candidate) => text.replaceAll(/[\0\ufeff]/g, '') === candidate);
  return name ? { name, payload: body.subarray(end) } : null;
}

/** Behind the zero that ends a text. */
function textEnd(body: Buffer, start: number, isWide: boolean): number {
  if (!isWide) {
    const end = body.indexOf(0, start);
    return end === -1 ? body.length : end + 1;
  }
  for (let at = start; at + 1 < body.length; at += 2) if (body[at] === 0 && body[at + 1] === 0) return at + 2;
  return body.length;
}

function flacBlocks(window: FileWindow, start: number): Blocks {
  const blocks: Blocks = new Map();
  let at = start + 4;
  for (let count = 0; count < mostBlocks; count += 1) {
    const head = window.bytes(at, 4);
    if (head.length < 4 || head[0] === 0xff) break;
    const length = head.readUIntBE(1, 3);
    if ((head[0]! & 0x7f) === 4) {
      for (const comment of parseComments(window.bytes(at + 4, length)).comments) {
        const name = commentNames[comment.key];
        if (name && !blocks.has(name)) addWrapped(blocks, name, textOf(comment));
      }
    }
    if (head[0]! & 0x80) break;
    at += 4 + length;
  }
  return blocks;
}

function movieBlocks(window: FileWindow): Blocks {
  const blocks: Blocks = new Map();
  for (const { id, values } of openMovie(window).items) {
    const name = id.startsWith('----:com.serato.dj:') ? atomNames[id.slice(19)] : undefined;
    const bytes = values[0]?.bytes;
    if (name && bytes && !blocks.has(name)) addWrapped(blocks, name, bytes.toString('latin1'));
  }
  return blocks;
}

/** Base64 of a type, two zeros or a file name, the block's name, and what it holds. */
function addWrapped(blocks: Blocks, name: BlockName, text: string): void {
  const bytes = decodeBase64(text);
  const mark = Buffer.from(`${name}\0`, 'latin1');
  const at = bytes.subarray(0, 200).indexOf(mark);
  if (at !== -1) blocks.set(name, bytes.subarray(at + mark.length));
}
