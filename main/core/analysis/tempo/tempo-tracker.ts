import { combineWindows, type Tempo, type TempoWindow, unknownTempo } from './combine-windows.ts';
import type { EssentiaBeats } from './essentia.ts';
import type { OnsetEnvelope } from './onset-envelope.ts';

/** The rate the beat tracker is made for. */
export const tempoRate = 44_100;

const windowSeconds = 60;
const overlapSeconds = 4;
/** A window is only tracked when this much is there, so that the last one is never short. */
const bufferSeconds = 90;
const shortestSeconds = 1.5;
/** Shorter audio is taken for a loop and repeated, because the tracker needs some bars. */
const loopSeconds = 6;
const repeatedSeconds = 20;
const silencePeak = 1e-4;

/**
 * Finds beats while mono audio at 44.1 kHz streams by, in windows of a minute.
 *
 * Windows bound the memory (a two-hour mix needs no more than a song), follow changes of tempo, and their agreement
 * tells how far the result can be trusted.
 */
export class TempoTracker {
  readonly #essentia: EssentiaBeats;
  readonly #windows: TempoWindow[] = [];
  readonly #buffer = new Float32Array(bufferSeconds * tempoRate);
  #filled = 0;
  /** Seconds before the buffer. */
  #start = 0;
  #peak = 0;

  constructor(essentia: EssentiaBeats) {
    this.#essentia = essentia;
  }

  push(mono: Float32Array): void {
    for (let at = 0; at < mono.length; ) {
      const part = mono.subarray(at, at + this.#buffer.length - this.#filled);
      this.#buffer.set(part, this.#filled);
      for (const value of part) this.#peak = Math.max(this.#peak, Math.abs(value));
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#buffer.length) this.#trackFullWindow();
    }
  }

  /** Call once, at the end. */
  result(onsets: OnsetEnvelope): Tempo {
    const seconds = this.#start + this.#filled / tempoRate;
    if (seconds < shortestSeconds || this.#peak < silencePeak) return unknownTempo;
    const isLoop = seconds < loopSeconds;
    const samples = this.#buffer.subarray(0, this.#filled);
    this.#track(isLoop ? repeated(samples, repeatedSeconds * tempoRate) : samples);
    return combineWindows(this.#windows, onsets, seconds);
  }

  #trackFullWindow(): void {
    const windowLength = windowSeconds * tempoRate;
    this.#track(this.#buffer.subarray(0, windowLength));
    const hop = (windowSeconds - overlapSeconds) * tempoRate;
    this.#buffer.copyWithin(0, hop, this.#filled);
    this.#filled -= hop;
    this.#start += hop / tempoRate;
  }

  #track(samples: Float32Array): void {
    const tracked = this.#essentia.track(samples);
    if (!tracked) return;
    const end = this.#start + samples.length / tempoRate;
    this.#windows.push({ start: this.#start, end, beats: [...tracked.beats].map((beat) => this.#start + beat) });
  }
}

function repeated(samples: Float32Array, length: number): Float32Array {
  const result = new Float32Array(length);
  for (let at = 0; at < length; at += samples.length) result.set(samples.subarray(0, length - at), at);
  return result;
}
