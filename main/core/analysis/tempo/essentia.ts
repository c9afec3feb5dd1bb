import { createRequire } from 'node:module';

type VectorFloat = { delete(): void };
type Rhythm = { bpm: number; ticks: VectorFloat; estimates: VectorFloat; bpmIntervals: VectorFloat };
type EssentiaCore = {
  arrayToVector(samples: Float32Array): VectorFloat;
  vectorToArray(vector: VectorFloat): Float32Array;
  RhythmExtractor2013(signal: VectorFloat, maxTempo: number, method: string, minTempo: number): Rhythm;
};
type EssentiaWasm = { HEAPU8: Uint8Array };

export type TrackedBeats = { bpm: number; beats: Float32Array };

/** Its memory never shrinks; past this it is thrown away and loaded again. */
const maxHeapBytes = 160 * 1024 * 1024;
const fastestBpm = 208;
const slowestBpm = 40;

const load = createRequire(import.meta.url);
const wasmPath = 'essentia.js/dist/essentia-wasm.umd.js';
const corePath = 'essentia.js/dist/essentia.js-core.umd.js';

/**
 * Beat tracking by Essentia (RhythmExtractor2013 with the Degara tracker), on mono audio at 44.1 kHz.
 *
 * One for each worker: loading takes a tenth of a second. All vectors are deleted; nothing else of it is used, because
 * every call builds its algorithm anew and is slow.
 */
export class EssentiaBeats {
  #wasm: EssentiaWasm | null = null;
  #core: EssentiaCore | null = null;

  /** Null where Essentia finds nothing or fails on the signal. */
  track(samples: Float32Array): TrackedBeats | null {
    const core = this.#loaded();
    let signal: VectorFloat | null = null;
    try {
      signal = core.arrayToVector(samples);
      const { bpm, ticks, estimates, bpmIntervals } = core.RhythmExtractor2013(
        signal,
        fastestBpm,
        'degara',
        slowestBpm,
      );
      try {
        return { bpm, beats: core.vectorToArray(ticks) };
      } finally {
        for (const vector of [ticks, estimates, bpmIntervals]) vector.delete();
      }
    } catch {
      // Its C++ exceptions arrive as bare numbers, an empty result as a string.
      return null;
    } finally {
      signal?.delete();
    }
  }

  get heapBytes(): number {
    return this.#wasm?.HEAPU8.length ?? 0;
  }

  #loaded(): EssentiaCore {
    if (this.#core && this.heapBytes <= maxHeapBytes) return this.#core;
    delete load.cache[load.resolve(wasmPath)];
    const wasm = withoutProcessHooks(() => load(wasmPath) as EssentiaWasm);
    const Essentia = load(corePath) as new (wasm: EssentiaWasm) => EssentiaCore;
    this.#wasm = wasm;
    this.#core = new Essentia(wasm);
    return this.#core;
  }
}

/** On loading, Essentia hooks uncaught errors of the whole process and prints its own source for each. */
function withoutProcessHooks<Result>(run: () => Result): Result {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  try {
    return run();
  } finally {
    for (const [index, event] of events.entries()) {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[index]!.has(listener)) process.removeListener(event, listener);
      }
    }
  }
}
