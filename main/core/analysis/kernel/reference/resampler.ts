import { resamplerFilter } from '../../resampler-filter.ts';

/** The plain reference of `Resampler`, for audio that lies there whole. */
export function resamplePlainly(input: Float32Array, fromRate: number, toRate: number): Float64Array {
  const { tapCount, before, taps, phases, filterOfPhase, advance, phaseStep } = resamplerFilter(fromRate, toRate);
  const outputs: number[] = [];
  let phase = 0;
  for (let base = 0; base - before + tapCount <= input.length; ) {
    let sum = 0;
    for (let tap = 0; tap < tapCount; tap += 1)
      sum += taps[filterOfPhase[phase]! * tapCount + tap]! * (input[base - before + tap] ?? 0);
    outputs.push(sum);
    base += advance + Math.floor((phase + phaseStep) / phases);
    phase = (phase + phaseStep) % phases;
  }
  return Float64Array.from(outputs);
}
