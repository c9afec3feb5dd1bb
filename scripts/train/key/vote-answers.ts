import { EssentiaModule } from '#core/analysis/essentia/essentia-module.ts';
import { SecondOpinion } from '#core/analysis/key/second-opinion.ts';
import { keyMode, parseKey, pitchOfKey } from '#shared/music-key.ts';
import { decodeMono } from '../clips.ts';
import type { Answer } from './key-scores.ts';

const essentia = new EssentiaModule();

/** A key of the product as the trainer counts them: major ones from C on, then minor ones. */
export function keyNumber(key: number): number {
  return pitchOfKey(key) + (keyMode(key) === 'minor' ? 12 : 0);
}

/** What Essentia says of a whole file at 44.1 kHz with its defaults and the profiles called bgate; -1 for nothing. */
export async function essentiaKey(path: string): Promise<number> {
  const samples = await decodeMono(path, 44_100);
  const found = essentia.run(samples, (core, signal) =>
    core.KeyExtractor(signal, true, 4096, 4096, 12, 3500, 60, 25, 0.2, 'bgate', 44_100),
  );
  const tonic = found ? parseKey(found.key) : null;
  return found && tonic !== null ? pitchOfKey(tonic) + (found.scale === 'minor' ? 12 : 0) : -1;
}

/** What the product asks when it is not sure: Essentia on 40 s at 22,050 Hz. */
export async function secondKey(path: string): Promise<number> {
  const second = new SecondOpinion(essentia);
  second.push(await decodeMono(path, 22_050));
  const asked = second.ask();
  return asked ? keyNumber(asked.key) : -1;
}

/** The answers as they are after the vote: where the first method is unsure, the second raises or lowers its confidence. */
export function afterVote(answers: readonly Answer[], seconds: readonly number[], sureFrom: number): Answer[] {
  return answers.map((one, index) => {
    const second = seconds[index]!;
    if (one.confidence >= sureFrom || second < 0) return one;
    const isSame = second === one.answer;
    return { ...one, confidence: Math.min(1, one.confidence * (isSame ? 1.2 : 0.8)) };
  });
}
