import { BandTables } from './band-tables';
import { transformFrames } from './fourier';
import { naturalLogarithm } from './logarithm';
import { firstQuad, fourthQuad, secondQuad, thirdQuad } from './transpose';

/**
 * Measures the bands of `frames` overlapping frames, four at a time.
 *
 * @param samples the first frame begins here, the next one `hop` samples later
 * @param output frame after frame, `rowCount` values each
 */
export function measureBands(tables: BandTables, samples: usize, frames: i32, output: usize): void {
  const hopBytes = (<usize>tables.hop) << 2;
  const frameBytes = (<usize>tables.rowCount) << 2;
  for (let frame = 0; frame < frames; frame += 4) {
    // Where fewer than four are left, the other lanes measure the last one again.
    const last = min(3, frames - 1 - frame);
    const start = samples + <usize>frame * hopBytes;
    transformFrames(
      tables,
      start,
      start + hopBytes * <usize>min(1, last),
      start + hopBytes * <usize>min(2, last),
      start + hopBytes * <usize>last,
    );
    scaleBins(tables);
    weighRows(tables);
    handOut(tables, output + <usize>frame * frameBytes, last + 1);
  }
}

/** From the spectrum of packed samples to the powers or magnitudes of the bins; see `PowerSpectrum` for the algebra. */
function scaleBins(tables: BandTables): void {
  const half = tables.frameLength >> 1;
  const work = tables.work;
  const bins = tables.bins;
  const isPower = tables.isPower === 1;
  const first = f32x4.add(v128.load(work), v128.load(work, 16));
  storeBin(bins, f32x4.mul(f32x4.mul(first, first), f32x4.splat(tables.scale)), isPower);
  // Sums and differences below are twice the halves of the algebra.
  const scale = f32x4.splat(tables.scale * 0.25);
  let turn = tables.turns + 8;
  for (let bin = 1; bin <= half >> 1; bin += 1) {
    const low = work + ((<usize>bin) << 5);
    const high = work + ((<usize>(half - bin)) << 5);
    const lowRe = v128.load(low);
    const lowIm = v128.load(low, 16);
    const highRe = v128.load(high);
    const highIm = v128.load(high, 16);
    const evenRe = f32x4.add(lowRe, highRe);
    const evenIm = f32x4.sub(lowIm, highIm);
    const oddRe = f32x4.add(lowIm, highIm);
    const oddIm = f32x4.sub(highRe, lowRe);
    const cosine = v128.load_splat<f32>(turn);
    const sine = v128.load_splat<f32>(turn, 4);
    turn += 8;
    const turnedRe = f32x4.add(f32x4.mul(oddRe, cosine), f32x4.mul(oddIm, sine));
    const turnedIm = f32x4.sub(f32x4.mul(oddIm, cosine), f32x4.mul(oddRe, sine));
    storeBin(
      bins + ((<usize>bin) << 4),
      f32x4.mul(powerOf(f32x4.add(evenRe, turnedRe), f32x4.add(evenIm, turnedIm)), scale),
      isPower,
    );
    storeBin(
      bins + ((<usize>(half - bin)) << 4),
      f32x4.mul(powerOf(f32x4.sub(evenRe, turnedRe), f32x4.sub(turnedIm, evenIm)), scale),
      isPower,
    );
  }
}

function powerOf(re: v128, im: v128): v128 {
  return f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im));
}

function storeBin(at: usize, power: v128, isPower: bool): void {
  v128.store(at, isPower ? power : f32x4.sqrt(power));
}

function weighRows(tables: BandTables): void {
  let weight = tables.weights;
  for (let row: usize = 0; row < <usize>tables.rowCount; row += 1) {
    let bin = tables.bins + load<usize>(tables.starts + (row << 2));
    const end = tables.weights + (load<usize>(tables.offsets + (row << 2), 4) << 2);
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (; weight + 4 < end; weight += 8, bin += 32) {
      even = f32x4.add(even, f32x4.mul(v128.load_splat<f32>(weight), v128.load(bin)));
      odd = f32x4.add(odd, f32x4.mul(v128.load_splat<f32>(weight, 4), v128.load(bin, 16)));
    }
    if (weight < end) even = f32x4.add(even, f32x4.mul(v128.load_splat<f32>(weight), v128.load(bin)));
    weight = end;
    v128.store(tables.sums + (row << 4), f32x4.add(even, odd));
  }
}

/** Compresses the sums and writes those of each frame one after the other. */
function handOut(tables: BandTables, output: usize, frames: i32): void {
  const rows = tables.rowCount;
  const frameBytes = (<usize>rows) << 2;
  const second = output + frameBytes * <usize>min(1, frames - 1);
  const third = output + frameBytes * <usize>min(2, frames - 1);
  const fourth = output + frameBytes * <usize>(frames - 1);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const from = tables.sums + ((<usize>row) << 4);
    const a = compressed(tables, v128.load(from));
    const b = compressed(tables, v128.load(from, 16));
    const c = compressed(tables, v128.load(from, 32));
    const d = compressed(tables, v128.load(from, 48));
    const at = (<usize>row) << 2;
    v128.store(output + at, firstQuad(a, b, c, d));
    v128.store(second + at, secondQuad(a, b, c, d));
    v128.store(third + at, thirdQuad(a, b, c, d));
    v128.store(fourth + at, fourthQuad(a, b, c, d));
  }
  for (; row < rows; row += 1) {
    const value = compressed(tables, v128.load(tables.sums + ((<usize>row) << 4)));
    const at = (<usize>row) << 2;
    store<f32>(output + at, f32x4.extract_lane(value, 0));
    store<f32>(second + at, f32x4.extract_lane(value, 1));
    store<f32>(third + at, f32x4.extract_lane(value, 2));
    store<f32>(fourth + at, f32x4.extract_lane(value, 3));
  }
}

function compressed(tables: BandTables, value: v128): v128 {
  if (tables.logGain === 0) return value;
  return naturalLogarithm(f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(tables.logGain), value)));
}
