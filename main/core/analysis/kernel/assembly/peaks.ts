import { settled } from './weighting';

/**
 * Largest absolute values of three bands in each of many steps: a low-pass, a high-pass, and what they leave.
 *
 * The two filters work in the two lanes of 64-bit floats.
 *
 * @param ends where each step ends, in samples, ascending
 * @param filters five vectors b0, b1, b2, a1, a2, low-pass first
 * @param state four vectors: the last two inputs and outputs
 * @param peaks low, mid, high for each step, and for what follows the last one; no less than what is there already
 */
export function bandPeaks(
  samples: usize,
  frames: i32,
  ends: usize,
  steps: i32,
  filters: usize,
  state: usize,
  peaks: usize,
): void {
  let from = 0;
  for (let step = 0; step <= steps; step += 1) {
    const to = step < steps ? load<i32>(ends + ((<usize>step) << 2)) : frames;
    peaksOfStretch(samples + ((<usize>from) << 2), to - from, filters, state, peaks);
    peaks += 12;
    from = to;
  }
}

function peaksOfStretch(samples: usize, frames: i32, filters: usize, state: usize, peaks: usize): void {
  const b0 = v128.load(filters);
  const b1 = v128.load(filters, 16);
  const b2 = v128.load(filters, 32);
  const a1 = v128.load(filters, 48);
  const a2 = v128.load(filters, 64);
  let x1 = v128.load(state);
  let x2 = v128.load(state, 16);
  let y1 = v128.load(state, 32);
  let y2 = v128.load(state, 48);
  let outer = f64x2.splat(0);
  let middle = f64x2.splat(0);
  for (let at: usize = 0; at < (<usize>frames) << 2; at += 4) {
    const x = f64x2.splat(<f64>load<f32>(samples + at));
    const forward = f64x2.add(f64x2.add(f64x2.mul(b0, x), f64x2.mul(b1, x1)), f64x2.mul(b2, x2));
    const y = f64x2.sub(f64x2.sub(forward, f64x2.mul(a2, y2)), f64x2.mul(a1, y1));
    const rest = f64x2.sub(f64x2.sub(x, y), v128.shuffle<f64>(y, y, 1, 0));
    outer = f64x2.pmax(outer, f64x2.abs(y));
    middle = f64x2.pmax(middle, f64x2.abs(rest));
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
  }
  raise(peaks, <f32>f64x2.extract_lane(outer, 0));
  raise(peaks + 4, <f32>f64x2.extract_lane(middle, 0));
  raise(peaks + 8, <f32>f64x2.extract_lane(outer, 1));
  v128.store(state, x1);
  v128.store(state, x2, 16);
  v128.store(state, settled(y1), 32);
  v128.store(state, settled(y2), 48);
}

function raise(peak: usize, value: f32): void {
  if (value > load<f32>(peak)) store<f32>(peak, value);
}
