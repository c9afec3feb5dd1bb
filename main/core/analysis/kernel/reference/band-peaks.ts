import { detailPointsPerSecond } from '#shared/waveform.ts';
import { waveformFilters } from '../../waveform/waveform-filters.ts';

/** Peaks of low, mid and high in each whole 1/150 s: the reference of what `WaveformBuilder` tells of its steps. */
export function plainBandPeaks(samples: Float32Array, sampleRate: number): number[][] {
  const filters = waveformFilters(sampleRate);
  const low = filtered(samples, filters, 0);
  const high = filtered(samples, filters, 1);
  const steps: number[][] = [];
  for (let start = 0; ; ) {
    const end = Math.round(((steps.length + 1) * sampleRate) / detailPointsPerSecond);
    if (end > samples.length) return steps;
    const peaks = [0, 0, 0];
    for (let at = start; at < end; at += 1) {
      const bands = [low[at]!, samples[at]! - low[at]! - high[at]!, high[at]!];
      for (const [band, value] of bands.entries()) peaks[band] = Math.max(peaks[band]!, Math.abs(value));
    }
    steps.push(peaks);
    start = end;
  }
}

function filtered(samples: Float32Array, filters: Float64Array, which: 0 | 1): Float64Array {
  const [b0, b1, b2, a1, a2] = [0, 1, 2, 3, 4].map((index) => filters[2 * index + which]!) as [
    number,
    number,
    number,
    number,
    number,
  ];
  let z0 = 0;
  let z1 = 0;
  return Float64Array.from(samples, (x) => {
    const y = b0 * x + z0;
    z0 = b1 * x - a1 * y + z1;
    z1 = b2 * x - a2 * y;
    return y;
  });
}
