import { repeatedLoop } from '#core/analysis/tempo/loop.ts';
import { melFrames } from '#core/analysis/tempo/onset-bands.ts';
import { askEssentia, KeptAudio } from '#core/analysis/tempo/second-opinion.ts';
import { cached } from '../clips.ts';

/** What Essentia says of the audio a meter would have kept; 0 for nothing. */
export async function essentiaOf(key: string, mono: () => Promise<Float32Array> | Float32Array): Promise<number> {
  const [bpm = 0] = await cached(`essentia 1 ${key}`, async () => {
    const kept = new KeptAudio();
    kept.push(await mono());
    return Float32Array.of(askEssentia(repeatedLoop(kept.samples(), melFrames.rate)) ?? 0);
  });
  return bpm;
}
