const absoluteGateLufs = -70;

/** Loudness of a mean square of K-weighted samples, BS.1770-4 equation 2. */
export function loudnessOf(energy: number): number {
  return -0.691 + 10 * Math.log10(energy);
}

function energyOf(lufs: number): number {
  return 10 ** ((lufs + 0.691) / 10);
}

/** Means over `length` steps, one for each step from the first full window on. */
function slidingMeans(steps: Float32Array, length: number): Float64Array {
  const means = new Float64Array(Math.max(0, steps.length - length + 1));
  for (let start = 0; start < means.length; start += 1) {
    // Summed afresh each time: a running sum keeps the rounding errors of loud passages in quiet ones.
    let sum = 0;
    for (let index = start; index < start + length; index += 1) sum += steps[index]!;
    means[start] = sum / length;
  }
  return means;
}

function meanAbove(energies: Float64Array, gate: number): number {
  let sum = 0;
  let count = 0;
  for (const energy of energies) {
    if (energy <= gate) continue;
    sum += energy;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * Integrated loudness after ITU-R BS.1770-4 in LUFS, from K-weighted energies of 100 ms steps.
 *
 * Blocks of 400 ms overlap by 75 %; those below −70 LUFS are left out, then those 10 LU below the mean of the rest. Null
 * where nothing is left.
 */
export function gatedLoudness(steps: Float32Array): number | null {
  const blocks = slidingMeans(steps, 4);
  const ungated = meanAbove(blocks, energyOf(absoluteGateLufs));
  if (ungated === 0) return null;
  return loudnessOf(meanAbove(blocks, Math.max(energyOf(absoluteGateLufs), ungated / 10)));
}

/**
 * Loudness range after EBU Tech 3342 in LU: between the 10th and the 95th percentile of the loudness of windows of 3 s,
 * without those below −70 LUFS and those 20 LU below the mean of the rest. 0 where nothing is left.
 */
export function loudnessRange(steps: Float32Array): number {
  const windows = slidingMeans(steps, 30);
  const absoluteGate = energyOf(absoluteGateLufs);
  const gate = Math.max(absoluteGate, meanAbove(windows, absoluteGate) / 100);
  const kept = windows.filter((energy) => energy > gate).sort();
  if (kept.length === 0) return 0;
  const percentile = (part: number) => kept[Math.round((kept.length - 1) * part)]!;
  return loudnessOf(percentile(0.95)) - loudnessOf(percentile(0.1));
}
