import { inflateSync } from 'node:zlib';
import type { ForeignCue, ForeignTempo } from '../foreign-library.ts';
import { colourOf } from '../foreign-values.ts';

const mostBytes = 4 * 1024 * 1024;
const mostMarkers = 100_000;
const mostCues = 64;
const hotCues = 8;

/** `beatData`: the sample rate its positions count in, and the tempos as the user left them. Null where it is damaged. */
export function readBeatData(blob: Buffer): { sampleRate: number; grid: ForeignTempo[] } | null {
  const data = unpack(blob);
  if (!data || data.length < 33) return null;
  const sampleRate = data.readDoubleBE(0);
  if (!(sampleRate > 0 && sampleRate < 10_000_000)) return null;
  const first = readMarkers(data, 17);
  const adjusted = first && readMarkers(data, first.end);
  const markers = adjusted && adjusted.markers.length > 0 ? adjusted.markers : (first?.markers ?? []);
  return { sampleRate, grid: data[16] === 0 ? [] : tempos(markers, sampleRate) };
}

type Marker = { samples: number; beat: number };

/** A count (large end first), then for each a position, the number of its beat, and what follows from these. */
function readMarkers(data: Buffer, at: number): { markers: Marker[]; end: number } | null {
  if (at + 8 > data.length) return null;
  const count = Number(data.readBigInt64BE(at));
  if (count < 0 || count > mostMarkers || at + 8 + count * 24 > data.length) return null;
  const markers = Array.from({ length: count }, (_, index) => {
    const from = at + 8 + index * 24;
    return { samples: data.readDoubleLE(from), beat: Number(data.readBigInt64LE(from + 8)) };
  });
  return { markers, end: at + 8 + count * 24 };
}

/** Between two markers the tempo stays. The first one lies before the sound, the last behind it: beat 0 begins a bar. */
function tempos(markers: readonly Marker[], sampleRate: number): ForeignTempo[] {
  return markers.slice(0, -1).flatMap((marker, index) => {
    const next = markers[index + 1] ?? marker;
    const beats = next.beat - marker.beat;
    const beatMs = ((next.samples - marker.samples) / sampleRate / beats) * 1000;
    const bpm = 60_000 / beatMs;
    if (!(beats > 0 && bpm > 0 && bpm < 1000)) return [];
    const markerMs = (marker.samples / sampleRate) * 1000;
    const skipped = markerMs < 0 ? Math.ceil(-markerMs / beatMs) : 0;
    const beat = ((((marker.beat + skipped) % 4) + 4) % 4) + 1;
    return [{ startMs: rounded(markerMs + skipped * beatMs), bpm: Math.round(bpm * 1000) / 1000, beat }];
  });
}

/** `quickCues`: hot cues in the order of their pads; a position below 0 is an empty one. */
export function readQuickCues(blob: Buffer, sampleRate: number): ForeignCue[] {
  const data = unpack(blob);
  if (!data || data.length < 8) return [];
  const count = Math.min(Number(data.readBigInt64BE(0)), mostCues);
  const cues: ForeignCue[] = [];
  let at = 8;
  for (let slot = 0; slot < count; slot += 1) {
    const length = data[at] ?? 0;
    const from = at + 1 + length;
    if (from + 12 > data.length) break;
    const samples = data.readDoubleBE(from);
    if (samples >= 0 && slot < hotCues) {
      cues.push({
        kind: 'cue',
        slot,
        startMs: toMs(samples, sampleRate),
        endMs: null,
        name: data.toString('utf8', at + 1, from),
        colour: colourAt(data, from + 9),
      });
    }
    at = from + 12;
  }
  return cues;
}

/** `loops`, which alone is not compressed, and small end first. */
export function readLoops(data: Buffer, sampleRate: number): ForeignCue[] {
  if (data.length < 8) return [];
  const count = Math.min(Number(data.readBigInt64LE(0)), mostCues);
  const loops: ForeignCue[] = [];
  let at = 8;
  for (let index = 0; index < count; index += 1) {
    const length = data[at] ?? 0;
    const from = at + 1 + length;
    if (from + 22 > data.length) break;
    const [start, end] = [data.readDoubleLE(from), data.readDoubleLE(from + 8)];
    if (data[from + 16] !== 0 && data[from + 17] !== 0 && start >= 0 && end > start) {
      loops.push({
        kind: 'loop',
        // Loops have pads of their own, beside those of the cues.
        slot: null,
        startMs: toMs(start, sampleRate),
        endMs: toMs(end, sampleRate),
        name: data.toString('utf8', at + 1, from),
        colour: colourAt(data, from + 19),
      });
    }
    at = from + 22;
  }
  return loops;
}

/** Four bytes say how long it is (large end first), zlib follows. Null where it is neither, or longer than it may be. */
function unpack(blob: Buffer): Buffer | null {
  if (blob.length < 6) return null;
  try {
    return inflateSync(blob.subarray(4), { maxOutputLength: mostBytes });
  } catch {
    return null;
  }
}

function colourAt(data: Buffer, at: number): string {
  return colourOf(data[at] ?? null, data[at + 1] ?? null, data[at + 2] ?? null);
}

function toMs(samples: number, sampleRate: number): number {
  return rounded((samples / sampleRate) * 1000);
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
