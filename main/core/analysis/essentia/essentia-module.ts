import { createRequire } from 'node:module';

/** Memory of the WASM side; delete it when done. */
export type VectorFloat = { delete(): void };
type Rhythm = { bpm: number; ticks: VectorFloat; estimates: VectorFloat; bpmIntervals: VectorFloat };
type ExtractedKey = { key: string; scale: string; strength: number };

/** What is used of Essentia. Parameters go by position; those left out have Essentia's default. */
export type EssentiaCore = {
  arrayToVector(samples: Float32Array): VectorFloat;
  vectorToArray(vector: VectorFloat): Float32Array;
  RhythmExtractor2013(signal: VectorFloat, maxTempo: number, method: string, minTempo: number): Rhythm;
  KeyExtractor(
    signal: VectorFloat,
    averageDetuningCorrection: boolean,
    frameSize: number,
    hopSize: number,
    hpcpSize: number,
    maxFrequency: number,
    maximumSpectralPeaks: number,
    minFrequency: number,
    pcpThreshold: number,
    profileType: string,
    sampleRate: number,
  ): ExtractedKey;
};
type EssentiaWasm = { HEAPU8: Uint8Array };

/** Its memory never shrinks; past this it is thrown away and loaded again. */
const maxHeapBytes = 160 * 1024 * 1024;

const load = createRequire(import.meta.url);
const wasmPath = 'essentia.js/dist/essentia-wasm.umd.js';
const corePath = 'essentia.js/dist/essentia.js-core.umd.js';

/** Essentia, loaded when it is first asked for: that takes a tenth of a second. */
export class EssentiaModule {
  #wasm: EssentiaWasm | null = null;
  #core: EssentiaCore | null = null;

  get heapBytes(): number {
    return this.#wasm?.HEAPU8.length ?? 0;
  }

  /** Ask anew for each signal: what was loaded before may be gone. */
  core(): EssentiaCore {
    if (this.#core && this.heapBytes <= maxHeapBytes) return this.#core;
    delete load.cache[load.resolve(wasmPath)];
    const wasm = withoutProcessHooks(() => load(wasmPath) as EssentiaWasm);
    const Essentia = load(corePath) as new (wasm: EssentiaWasm) => EssentiaCore;
    this.#wasm = wasm;
    this.#core = new Essentia(wasm);
    return this.#core;
  }

  /**
   * Hands the signal to an algorithm and deletes it afterwards. Null where Essentia fails on the signal: its C++
   * exceptions arrive as bare numbers, an empty result as a string.
   */
  run<Result>(samples: Float32Array, algorithm: (core: EssentiaCore, signal: VectorFloat) => Result): Result | null {
    const core = this.core();
    let signal: VectorFloat | null = null;
    try {
      signal = core.arrayToVector(samples);
      return algorithm(core, signal);
    } catch {
      return null;
    } finally {
      signal?.delete();
    }
  }
}

/** The one of this thread, for beats and keys: its memory is kept anyway. */
export const essentiaModule = new EssentiaModule();

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
