import { type EssentiaModule, essentiaModule } from '../essentia/essentia-module.ts';

export type TrackedBeats = { bpm: number; beats: Float32Array };

const fastestBpm = 208;
const slowestBpm = 40;

/** Beat tracking by Essentia (RhythmExtractor2013 with the Degara tracker), on mono audio at 44.1 kHz. */
export class EssentiaBeats {
  readonly #essentia: EssentiaModule;

  constructor(essentia: EssentiaModule = essentiaModule) {
    this.#essentia = essentia;
  }

  /** Null where Essentia finds nothing or fails on the signal. */
  track(samples: Float32Array): TrackedBeats | null {
    return this.#essentia.run(samples, (core, signal) => {
      const rhythm = core.RhythmExtractor2013(signal, fastestBpm, 'degara', slowestBpm);
      try {
        return { bpm: rhythm.bpm, beats: core.vectorToArray(rhythm.ticks) };
      } finally {
        for (const vector of [rhythm.ticks, rhythm.estimates, rhythm.bpmIntervals]) vector.delete();
      }
    });
  }
}
