import { keyFromPitch, type MusicKey, parseKey, pitchOfKey } from '#shared/music-key.ts';
import { type EssentiaModule, essentiaModule } from '../essentia/essentia-module.ts';

export const opinionRate = 22_050;
const keptSeconds = 40;
/** Where there is more, what comes before this is kept: past the introduction, and the same in most edits. */
const lastSecond = 60;
const shortestSeconds = 3;

/** Keeps 40 s of mono audio at 22,050 Hz, for a method that is only asked when the first one is unsure. */
export class SecondOpinion {
  readonly #essentia: EssentiaModule;
  readonly #ring = new Float32Array(keptSeconds * opinionRate);
  #written = 0;

  constructor(essentia: EssentiaModule = essentiaModule) {
    this.#essentia = essentia;
  }

  push(samples: Float32Array): void {
    const ring = this.#ring;
    const end = Math.min(samples.length, lastSecond * opinionRate - this.#written);
    for (let at = 0; at < end; ) {
      const start = this.#written % ring.length;
      const part = samples.subarray(at, Math.min(end, at + ring.length - start));
      ring.set(part, start);
      this.#written += part.length;
      at += part.length;
    }
  }

  /** Essentia's KeyExtractor with the profiles called bgate (Á. Faraldo, 2017). Null where it has nothing to go by. */
  ask(): { key: MusicKey; strength: number } | null {
    if (this.#written < shortestSeconds * opinionRate) return null;
    const found = this.#essentia.run(this.#kept(), (core, signal) =>
      core.KeyExtractor(signal, true, 4096, 4096, 12, 3500, 60, 25, 0.2, 'bgate', opinionRate),
    );
    const tonic = found ? parseKey(found.key) : null;
    if (!found || tonic === null || !(found.strength > 0)) return null;
    const mode = found.scale === 'minor' ? 'minor' : 'major';
    return { key: keyFromPitch(pitchOfKey(tonic), mode), strength: Math.min(1, found.strength) };
  }

  /** In the order of time. */
  #kept(): Float32Array {
    const ring = this.#ring;
    if (this.#written <= ring.length) return ring.subarray(0, this.#written);
    const start = this.#written % ring.length;
    const kept = new Float32Array(ring.length);
    kept.set(ring.subarray(start));
    kept.set(ring.subarray(0, start), ring.length - start);
    return kept;
  }
}
