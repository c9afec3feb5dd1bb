import { type Biquad, channelWeights, kWeighting } from '../../loudness/k-weighting.ts';
import { truePeakPhases, truePeakTaps } from '../../loudness/true-peak-meter.ts';

/** Mean K-weighted energies of steps of 100 ms, for channels that lie there whole: the reference of `LoudnessMeter`. */
export function plainEnergies(planar: readonly Float32Array[], sampleRate: number): Float32Array {
  const stepFrames = Math.round(sampleRate / 10);
  const [shelf, highPass] = kWeighting(sampleRate);
  const energies = new Float64Array(Math.floor((planar[0]?.length ?? 0) / stepFrames));
  for (const [channel, weight] of channelWeights(planar.length).entries()) {
    const weighted = filtered(filtered(Float64Array.from(planar[channel]!), shelf), highPass);
    for (let at = 0; at < energies.length * stepFrames; at += 1)
      energies[Math.floor(at / stepFrames)]! += (weight * weighted[at]! ** 2) / stepFrames;
  }
  return Float32Array.from(energies);
}

function filtered(input: Float64Array, { b0, b1, b2, a1, a2 }: Biquad): Float64Array {
  let z0 = 0;
  let z1 = 0;
  return input.map((x) => {
    const y = b0 * x + z0;
    z0 = b1 * x - a1 * y + z1;
    z1 = b2 * x - a2 * y;
    return y;
  });
}

/** The true peak with nothing left out, as an amplitude: the reference of `TruePeakMeter`. */
export function plainTruePeak(planar: readonly Float32Array[]): number {
  let peak = 0;
  for (const samples of planar) {
    for (let start = -truePeakTaps; start < samples.length; start += 1) {
      peak = Math.max(peak, Math.abs(samples[start] ?? 0));
      for (const phase of truePeakPhases) {
        let sum = 0;
        for (let tap = 0; tap < truePeakTaps; tap += 1) sum += phase[tap]! * (samples[start + tap] ?? 0);
        peak = Math.max(peak, Math.abs(sum));
      }
    }
  }
  return peak;
}
