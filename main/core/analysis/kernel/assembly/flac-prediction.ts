/** Coefficients of the predictor, that of the nearest sample first, with zeros behind. */
export const coefficients = memory.data(4 * 36, 16);

/**
 * Turns residuals into samples in place: each is added to what `order` samples before it predict.
 *
 * @param bits of a sample, with its sign
 */
export function restore(samples: usize, count: i32, order: i32, shift: i32, bits: i32): void {
  if (order === 0) return;
  for (let tap = order; tap < order + 4; tap += 1) store<i32>(coefficients + ((<usize>tap) << 2), 0);
  const end = samples + ((<usize>count) << 2);
  const start = samples + ((<usize>order) << 2);
  // A sum is what it predicts times 2^shift, and that is off by the residual; on the way there it may wrap as it likes.
  const largest = ((<u64>1) << (bits - 1)) + <u64>largestOf(start, end) + 1;
  const fits = largest << shift < 0x8000_0000;
  const at = fits ? restoreByFour(start, end, order, shift) : restoreWide(start, end, order, shift);
  restoreOneByOne(at, end, order, shift);
}

function largestOf(start: usize, end: usize): u32 {
  let vector = i32x4.splat(0);
  let at = start;
  for (; at + 16 <= end; at += 16) vector = i32x4.max_u(vector, i32x4.abs(v128.load(at)));
  let largest: u32 = 0;
  for (; at < end; at += 4) largest = max(largest, <u32>abs(load<i32>(at)));
  const low = max(<u32>i32x4.extract_lane(vector, 0), <u32>i32x4.extract_lane(vector, 1));
  const high = max(<u32>i32x4.extract_lane(vector, 2), <u32>i32x4.extract_lane(vector, 3));
  return max(largest, max(low, high));
}

/** What older samples add is summed for four samples at a time, then each of them adds to those behind it. */
function restoreByFour(start: usize, end: usize, order: i32, shift: i32): usize {
  const first = load<i32>(coefficients);
  const second = load<i32>(coefficients, 4);
  const third = load<i32>(coefficients, 8);
  const reach = (<usize>order) << 2;
  let at = start;
  for (; at + 16 <= end; at += 16) {
    let sums = i32x4.splat(0);
    for (let back = reach; back > 0; back -= 4)
      sums = i32x4.add(sums, i32x4.mul(v128.load_splat<i32>(at - back), v128.load(coefficients + back - 4)));
    const a = load<i32>(at) + (i32x4.extract_lane(sums, 0) >> shift);
    const b = load<i32>(at, 4) + ((i32x4.extract_lane(sums, 1) + first * a) >> shift);
    const c = load<i32>(at, 8) + ((i32x4.extract_lane(sums, 2) + second * a + first * b) >> shift);
    const d = load<i32>(at, 12) + ((i32x4.extract_lane(sums, 3) + third * a + second * b + first * c) >> shift);
    store<i32>(at, a);
    store<i32>(at, b, 4);
    store<i32>(at, c, 8);
    store<i32>(at, d, 12);
  }
  return at;
}

/** The same with sums of 64 bits, for audio of more than 16. */
function restoreWide(start: usize, end: usize, order: i32, shift: i32): usize {
  const first = <i64>load<i32>(coefficients);
  const second = <i64>load<i32>(coefficients, 4);
  const third = <i64>load<i32>(coefficients, 8);
  const reach = (<usize>order) << 2;
  const right = <i64>shift;
  let at = start;
  for (; at + 16 <= end; at += 16) {
    let low = i64x2.splat(0);
    let high = i64x2.splat(0);
    for (let back = reach; back > 0; back -= 4) {
      const sample = v128.load_splat<i32>(at - back);
      const weights = v128.load(coefficients + back - 4);
      low = i64x2.add(low, i64x2.extmul_low_i32x4_s(sample, weights));
      high = i64x2.add(high, i64x2.extmul_high_i32x4_s(sample, weights));
    }
    const a = <i64>load<i32>(at) + (i64x2.extract_lane(low, 0) >> right);
    const b = <i64>load<i32>(at, 4) + ((i64x2.extract_lane(low, 1) + first * a) >> right);
    const c = <i64>load<i32>(at, 8) + ((i64x2.extract_lane(high, 0) + second * a + first * b) >> right);
    const d = <i64>load<i32>(at, 12) + ((i64x2.extract_lane(high, 1) + third * a + second * b + first * c) >> right);
    store<i32>(at, <i32>a);
    store<i32>(at, <i32>b, 4);
    store<i32>(at, <i32>c, 8);
    store<i32>(at, <i32>d, 12);
  }
  return at;
}

function restoreOneByOne(start: usize, end: usize, order: i32, shift: i32): void {
  const reach = (<usize>order) << 2;
  for (let at = start; at < end; at += 4) {
    let sum: i64 = 0;
    for (let back = reach; back > 0; back -= 4)
      sum += <i64>load<i32>(at - back) * <i64>load<i32>(coefficients + back - 4);
    store<i32>(at, load<i32>(at) + <i32>(sum >> <i64>shift));
  }
}
