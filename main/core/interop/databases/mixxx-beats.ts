import { temposOfBeats } from '../foreign-grid.ts';
import type { ForeignTempo } from '../foreign-library.ts';

const mostFields = 500_000;
/** The least a byte is where another one follows it in a number. */
const smallest = 0x80;

type Field = { number: number; value: number | Buffer };

/**
 * Beats as Mixxx keeps them: `BeatGrid-2.0`, one tempo and its first beat, or `BeatMap-1.0`, every beat by itself; both
 * Protocol Buffers with positions in frames. Empty where they are neither, or damaged.
 */
export function readMixxxBeats(version: string, blob: Buffer, sampleRate: number): ForeignTempo[] {
  if (!(sampleRate > 0)) return [];
  const toMs = (frames: number) => Math.round((frames / sampleRate) * 1e6) / 1000;
  if (version === 'BeatGrid-2.0') {
    const fields = readFields(blob);
    const bpm = numberOf(messageOf(fields, 1), 1);
    const first = numberOf(messageOf(fields, 2), 1) ?? 0;
    return isTempo(bpm) ? [{ startMs: toMs(first), bpm, beat: 1 }] : [];
  }
  if (version !== 'BeatMap-1.0') return [];
  const beats = beatFrames(blob).map(toMs);
  const inOrder = beats.filter((at, index) => index === 0 || at > (beats[index - 1] ?? 0));
  return inOrder.length < 2 ? [] : temposOfBeats(inOrder, null).filter(({ bpm }) => isTempo(bpm));
}

/** Of a field 1 that is a message, and of one in it that is a double. */
const messageKey = 0x0a;
const doubleKey = 0x09;

/** Hundreds of beats for each track: those that are written as all are, are taken without looking at what else there is. */
function beatFrames(bytes: Buffer): number[] {
  const frames: number[] = [];
  let at = 0;
  while (bytes[at] === messageKey && frames.length < mostFields) {
    const length = bytes[at + 1] ?? 0;
    const end = at + 2 + length;
    if (length < 9 || length >= smallest || end > bytes.length || bytes[at + 2] !== doubleKey) break;
    frames.push(bytes.readDoubleLE(at + 3));
    at = end;
  }
  for (const { number, value } of readFields(bytes.subarray(at))) {
    const frame = number === 1 && typeof value !== 'number' ? numberOf(readFields(value), 1) : null;
    if (frame !== null) frames.push(frame);
  }
  return frames.filter(Number.isFinite);
}

function isTempo(bpm: number | null): bpm is number {
  return bpm !== null && bpm > 0 && bpm < 1000;
}

function messageOf(fields: readonly Field[], number: number): Field[] {
  const value = fields.find((field) => field.number === number)?.value;
  return Buffer.isBuffer(value) ? readFields(value) : [];
}

function numberOf(fields: readonly Field[], number: number): number | null {
  const value = fields.find((field) => field.number === number)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The fields of a message up to where it is damaged: whole numbers, doubles, floats, and bytes. */
function readFields(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < bytes.length && fields.length < mostFields) {
    const key = readVarint(bytes, at);
    if (!key) break;
    const [number, kind] = [Math.floor(key.value / 8), key.value % 8];
    const field = readValue(bytes, key.end, kind);
    if (!field) break;
    fields.push({ number, value: field.value });
    at = field.end;
  }
  return fields;
}

function readValue(bytes: Buffer, at: number, kind: number): { value: number | Buffer; end: number } | null {
  if (kind === 0) return readVarint(bytes, at);
  if (kind === 1) return at + 8 <= bytes.length ? { value: bytes.readDoubleLE(at), end: at + 8 } : null;
  if (kind === 5) return at + 4 <= bytes.length ? { value: bytes.readFloatLE(at), end: at + 4 } : null;
  const length = kind === 2 ? readVarint(bytes, at) : null;
  if (!length || !(length.value >= 0) || length.end + length.value > bytes.length) return null;
  return { value: bytes.subarray(length.end, length.end + length.value), end: length.end + length.value };
}

/** Of negative numbers, which take all of ten bytes, only that they are none that can be used is said. */
function readVarint(bytes: Buffer, from: number): { value: number; end: number } | null {
  let value = 0;
  let scale = 1;
  for (let at = from; at < from + 10; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return null;
    value += (byte % smallest) * scale;
    scale *= smallest;
    if (byte < smallest) return { value: at - from < 9 ? value : Number.NaN, end: at + 1 };
  }
  return null;
}
