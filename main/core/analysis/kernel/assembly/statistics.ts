/** Stretches of this many samples are summed in 32-bit floats before they go into the 64-bit totals. */
const stretchBytes: usize = 4 * 256;

/**
 * Adds a block of one channel to its totals.
 *
 * @param totals f64: sum, sum of squares, smallest, largest
 * @param runs i32: samples at full scale, runs of at least `shortestRun` of them, longest run, run that goes on at the end
 */
export function addStatistics(
  samples: usize,
  frames: i32,
  fullScale: f32,
  shortestRun: i32,
  totals: usize,
  runs: usize,
): void {
  const end = samples + ((<usize>frames) << 2);
  const threshold = f32x4.splat(fullScale);
  let smallest = f32x4.splat(<f32>load<f64>(totals, 16));
  let largest = f32x4.splat(<f32>load<f64>(totals, 24));
  for (let at = samples; at < end; ) {
    const stretchEnd = min(end, at + stretchBytes);
    let sum = f32x4.splat(0);
    let squares = f32x4.splat(0);
    for (; at + 16 <= stretchEnd; at += 16) {
      const value = v128.load(at);
      sum = f32x4.add(sum, value);
      squares = f32x4.add(squares, f32x4.mul(value, value));
      smallest = f32x4.pmin(smallest, value);
      largest = f32x4.pmax(largest, value);
      const clipped = i32x4.bitmask(f32x4.ge(f32x4.abs(value), threshold));
      if ((clipped | load<i32>(runs, 12)) !== 0) countRuns(clipped, 4, shortestRun, runs);
    }
    // The last samples of a block that is no multiple of four, as vectors with zeros that change no sum.
    for (; at < stretchEnd; at += 4) {
      const value = load<f32>(at);
      sum = f32x4.add(sum, f32x4(value, 0, 0, 0));
      squares = f32x4.add(squares, f32x4(value * value, 0, 0, 0));
      smallest = f32x4.pmin(smallest, f32x4.splat(value));
      largest = f32x4.pmax(largest, f32x4.splat(value));
      countRuns(abs(value) >= fullScale ? 1 : 0, 1, shortestRun, runs);
    }
    store<f64>(totals, load<f64>(totals) + laneSum(sum));
    store<f64>(totals, load<f64>(totals, 8) + laneSum(squares), 8);
  }
  store<f64>(totals, <f64>laneMinimum(smallest), 16);
  store<f64>(totals, -(<f64>laneMinimum(f32x4.neg(largest))), 24);
}

/** Adds the products of two channels to a 64-bit total. */
export function addProducts(left: usize, right: usize, frames: i32, total: usize): void {
  const bytes = (<usize>frames) << 2;
  for (let at: usize = 0; at < bytes; ) {
    const stretchEnd = min(bytes, at + stretchBytes);
    let sum = f32x4.splat(0);
    for (; at + 16 <= stretchEnd; at += 16)
      sum = f32x4.add(sum, f32x4.mul(v128.load(left + at), v128.load(right + at)));
    let rest: f32 = 0;
    for (; at < stretchEnd; at += 4) rest += load<f32>(left + at) * load<f32>(right + at);
    store<f64>(total, load<f64>(total) + laneSum(sum) + <f64>rest);
  }
}

/** Counts samples one by one, of which the lowest bits of `clipped` say whether they are at full scale. */
function countRuns(clipped: i32, count: i32, shortestRun: i32, runs: usize): void {
  let run = load<i32>(runs, 12);
  for (let lane = 0; lane < count; lane += 1) {
    if (((clipped >> lane) & 1) === 0) {
      run = 0;
      continue;
    }
    run += 1;
    store<i32>(runs, load<i32>(runs) + 1);
    if (run === shortestRun) store<i32>(runs, load<i32>(runs, 4) + 1, 4);
    if (run > load<i32>(runs, 8)) store<i32>(runs, run, 8);
  }
  store<i32>(runs, run, 12);
}

function laneSum(value: v128): f64 {
  return (
    <f64>f32x4.extract_lane(value, 0) +
    <f64>f32x4.extract_lane(value, 1) +
    (<f64>f32x4.extract_lane(value, 2) + <f64>f32x4.extract_lane(value, 3))
  );
}

function laneMinimum(value: v128): f32 {
  const pairs = f32x4.pmin(value, v128.shuffle<f32>(value, value, 2, 3, 0, 1));
  return min(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}
