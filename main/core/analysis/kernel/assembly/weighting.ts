/**
 * Energies of two channels behind the two filters of K-weighting, one channel in each lane, in 64-bit floats.
 *
 * @param right the second channel; the first one again where there is none
 * @param ends where each step ends, in samples, ascending
 * @param steps how many ends there are
 * @param filters b0, b1, b2, a1, a2 of the first filter, a1, a2 of the second (whose numerator is 1, −2, 1)
 * @param state six vectors: the last two inputs, middles and outputs
 * @param energies sums of squares, two for each step and two for what follows the last one; added to what is there
 */
export function weighEnergies(
  left: usize,
  right: usize,
  frames: i32,
  ends: usize,
  steps: i32,
  filters: usize,
  state: usize,
  energies: usize,
): void {
  let from = 0;
  for (let step = 0; step <= steps; step += 1) {
    const to = step < steps ? load<i32>(ends + ((<usize>step) << 2)) : frames;
    weighStretch(left + ((<usize>from) << 2), right + ((<usize>from) << 2), to - from, filters, state, energies);
    energies += 16;
    from = to;
  }
}

function weighStretch(left: usize, right: usize, frames: i32, filters: usize, state: usize, energy: usize): void {
  const b0 = v128.load_splat<f64>(filters);
  const b1 = v128.load_splat<f64>(filters, 8);
  const b2 = v128.load_splat<f64>(filters, 16);
  const a1 = v128.load_splat<f64>(filters, 24);
  const a2 = v128.load_splat<f64>(filters, 32);
  const c1 = v128.load_splat<f64>(filters, 40);
  const c2 = v128.load_splat<f64>(filters, 48);
  let x1 = v128.load(state);
  let x2 = v128.load(state, 16);
  let y1 = v128.load(state, 32);
  let y2 = v128.load(state, 48);
  let k1 = v128.load(state, 64);
  let k2 = v128.load(state, 80);
  let sum = v128.load(energy);
  for (let at: usize = 0; at < (<usize>frames) << 2; at += 4) {
    const x = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(left + at)), 1, <f64>load<f32>(right + at));
    // What needs the latest values comes last, so that one sample waits for the one before it as short as can be.
    const forward = f64x2.add(f64x2.add(f64x2.mul(b0, x), f64x2.mul(b1, x1)), f64x2.mul(b2, x2));
    const y = f64x2.sub(f64x2.sub(forward, f64x2.mul(a2, y2)), f64x2.mul(a1, y1));
    const second = f64x2.sub(f64x2.add(y, y2), f64x2.add(y1, y1));
    const k = f64x2.sub(f64x2.sub(second, f64x2.mul(c2, k2)), f64x2.mul(c1, k1));
    sum = f64x2.add(sum, f64x2.mul(k, k));
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    k2 = k1;
    k1 = k;
  }
  v128.store(energy, sum);
  v128.store(state, x1);
  v128.store(state, x2, 16);
  v128.store(state, settled(y1), 32);
  v128.store(state, settled(y2), 48);
  v128.store(state, settled(k1), 64);
  v128.store(state, settled(k2), 80);
}

/** Filters that ring out into silence end in denormal numbers, which cost a hundred times as much. */
export function settled(value: v128): v128 {
  return v128.and(value, f64x2.gt(f64x2.abs(value), f64x2.splat(1e-30)));
}
