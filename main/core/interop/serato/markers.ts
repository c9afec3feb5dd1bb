import type { ForeignCue, ForeignTempo } from '../foreign-library.ts';
import { colourOf } from '../foreign-values.ts';

/** What Serato keeps in a track's own tags. Times are milliseconds, as its decoder counts them. */
export type SeratoMarkers = {
  cues: ForeignCue[];
  /** '#rrggbb', or empty. */
  colour: string;
  isTempoLocked: boolean;
};

const mostEntries = 1000;
const hotCues = 8;

/**
 * `Serato Markers2`, the payload that a tag holds: two bytes of version, then entries in Base64. Null where it is
 * something else; entries behind a damaged one are left out.
 */
export function readMarkers2(payload: Buffer): SeratoMarkers | null {
  if (payload[0] !== 1 || payload[1] !== 1) return null;
  const data = decodeBase64(payload.toString('latin1', 2));
  if (data[0] !== 1 || data[1] !== 1) return null;
  const markers: SeratoMarkers = { cues: [], colour: '', isTempoLocked: false };
  let at = 2;
  for (let count = 0; count < mostEntries; count += 1) {
    const end = data.indexOf(0, at);
    if (end <= at || end + 5 > data.length) break;
    const length = data.readUInt32BE(end + 1);
    const body = data.subarray(end + 5, end + 5 + length);
    if (body.length < length) break;
    takeEntry(markers, data.toString('latin1', at, end), body);
    at = end + 5 + length;
  }
  return markers;
}

function takeEntry(markers: SeratoMarkers, type: string, body: Buffer): void {
  if (type === 'COLOR' && body.length >= 4) markers.colour = colourAt(body, 1);
  else if (type === 'BPMLOCK' && body.length >= 1) markers.isTempoLocked = body[0] !== 0;
  else if (type === 'CUE' && body.length >= 12) {
    const slot = body[1] ?? 0;
    markers.cues.push({
      kind: 'cue',
      slot: slot < hotCues ? slot : null,
      startMs: body.readUInt32BE(2),
      endMs: null,
      name: nameAt(body, 12),
      colour: colourAt(body, 7),
    });
  } else if (type === 'LOOP' && body.length >= 20) {
    markers.cues.push({
      kind: 'loop',
      // Serato's loops have slots of their own, beside those of its cues.
      slot: null,
      startMs: body.readUInt32BE(2),
      endMs: body.readUInt32BE(6),
      name: nameAt(body, 20),
      colour: colourAt(body, 15),
    });
  }
}

const oldEntryBytes = 22;
const oldCues = 5;

/** `Serato Markers_`, what Serato wrote before: up to five cues and nine loops without names. */
export function readOldMarkers(payload: Buffer): SeratoMarkers | null {
  if (payload.length < 6 || payload[0] !== 2 || payload[1] !== 5) return null;
  const count = Math.min(payload.readUInt32BE(2), mostEntries);
  const cues: ForeignCue[] = [];
  for (let index = 0; index < count; index += 1) {
    const entry = payload.subarray(6 + index * oldEntryBytes, 6 + (index + 1) * oldEntryBytes);
    if (entry.length < oldEntryBytes) break;
    // 0x7f stands where a time was never set; entries that are not in use have type 0, or 3 without a time.
    const isSet = entry[0] === 0 && (entry[20] === 1 || entry[20] === 3);
    if (!isSet) continue;
    const isLoop = entry[20] === 3;
    cues.push({
      kind: isLoop ? 'loop' : 'cue',
      slot: isLoop || index >= oldCues ? null : index,
      startMs: number24(entry, 1),
      endMs: isLoop && entry[5] === 0 ? number24(entry, 6) : null,
      name: '',
      colour: hexColour(number24(entry, 16)),
    });
  }
  const at = 6 + count * oldEntryBytes;
  const colour = payload.length >= at + 4 ? hexColour(number24(payload, at)) : '';
  return { cues: cues.filter(({ kind, endMs }) => kind === 'cue' || endMs !== null), colour, isTempoLocked: false };
}

/** 24 bits spread over four bytes of seven. */
function number24(bytes: Buffer, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
  return ((a & 0x07) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f);
}

const mostTempoMarkers = 100_000;

/**
 * `Serato BeatGrid`. Its markers are first beats of bars; all but the last say how many beats it is to the next one.
 * Null where it is something else or says no tempo.
 */
export function readBeatGrid(payload: Buffer): ForeignTempo[] | null {
  if (payload.length < 6 || payload[0] !== 1 || payload[1] !== 0) return null;
  const count = payload.readUInt32BE(2);
  if (count > mostTempoMarkers || payload.length < 6 + count * 8) return null;
  const tempos: ForeignTempo[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = 6 + index * 8;
    const startS = payload.readFloatBE(at);
    const isLast = index === count - 1;
    const nextS = isLast ? 0 : payload.readFloatBE(at + 8);
    const bpm = isLast ? payload.readFloatBE(at + 4) : (payload.readUInt32BE(at + 4) * 60) / (nextS - startS);
    if (!(bpm > 0 && bpm < 1000) || !Number.isFinite(startS)) continue;
    tempos.push({ startMs: Math.round(startS * 1e5) / 100, bpm: Math.round(bpm * 1000) / 1000, beat: 1 });
  }
  return tempos.length > 0 ? tempos : null;
}

/** The tempo of `Serato Autotags`: three numbers as text, that is the first. */
export function readAutotags(payload: Buffer): number | null {
  if (payload[0] !== 1 || payload[1] !== 1) return null;
  const bpm = Number(payload.toString('latin1', 2).split('\0')[0]);
  return bpm > 0 && bpm < 1000 ? bpm : null;
}

/** Base64 with line ends and without what makes it whole; Serato at times leaves out its last letter. */
export function decodeBase64(text: string): Buffer {
  const letters = text.replace(/\0[\s\S]*$/, '').replace(/[^A-Za-z0-9+/]/g, '');
  return Buffer.from(letters.length % 4 === 1 ? `${letters}A` : letters, 'base64');
}

function colourAt(body: Buffer, at: number): string {
  return colourOf(body[at] ?? null, body[at + 1] ?? null, body[at + 2] ?? null);
}

function hexColour(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}

function nameAt(body: Buffer, at: number): string {
  const end = body.indexOf(0, at);
  return body.toString('utf8', Math.min(at, body.length), end === -1 ? body.length : end);
}
