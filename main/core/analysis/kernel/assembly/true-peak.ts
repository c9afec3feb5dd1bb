const tapCount: usize = 24;
const blockFrames = 16;

/**
 * The largest absolute value of samples and of what lies between them at three places each, if that is more than `peak`.
 *
 * Blocks that cannot exceed the peak so far are left out, which changes nothing: no interpolated value is further from
 * zero than `gain` times the largest sample under the filter.
 *
 * @param count interpolated places; the filter of place n lies over the samples n to n + 23
 * @param filters for each tap of the first half, as phases 1 and 3 mirror each other: half the sum and half the difference
 *   of its weight in phase 1 and that of its mirror image, then its weight in phase 2, which is symmetric
 */
export function truePeak(samples: usize, count: i32, filters: usize, gain: f32, peak: f32): f32 {
  // The samples themselves first, so that little is left to look at.
  peak = max(peak, largestOf(samples, count + <i32>tapCount - 1));
  for (let start = 0; start < count; start += blockFrames) {
    const at = samples + ((<usize>start) << 2);
    const frames = min(blockFrames, count - start);
    if (largestOf(at, frames + <i32>tapCount - 1) * gain > peak) peak = interpolated(at, frames, filters, peak);
  }
  return peak;
}

function largestOf(samples: usize, count: i32): f32 {
  let largest = f32x4.splat(0);
  let at = samples;
  const end = samples + ((<usize>count) << 2);
  for (; at + 16 <= end; at += 16) largest = f32x4.pmax(largest, f32x4.abs(v128.load(at)));
  let single = laneMaximum(largest);
  for (; at < end; at += 4) single = max(single, abs(load<f32>(at)));
  return single;
}

function laneMaximum(value: v128): f32 {
  const pairs = f32x4.pmax(value, v128.shuffle<f32>(value, value, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

function interpolated(samples: usize, frames: i32, filters: usize, peak: f32): f32 {
  let largest = f32x4.splat(peak);
  for (let frame = 0; frame < frames; frame += 4) {
    // Where fewer than four are left, four are done again or, in the shortest chunk, some of them for nothing.
    const from = max(0, min(frame, frames - 4));
    const values = largestOfFour(samples + ((<usize>from) << 2), filters);
    largest = f32x4.pmax(largest, frames - from >= 4 ? values : v128.and(values, laneMask(frames - from)));
  }
  return laneMaximum(largest);
}

function laneMask(lanes: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(lanes));
}

/** Four neighbours at a time, all three phases. */
function largestOfFour(samples: usize, filters: usize): v128 {
  let first = f32x4.splat(0);
  let mirrored = f32x4.splat(0);
  let second = f32x4.splat(0);
  let low = samples;
  let high = samples + ((tapCount - 1) << 2);
  for (let filter = filters; filter < filters + 12 * (tapCount / 2); filter += 12) {
    const a = v128.load(low);
    const b = v128.load(high);
    const sum = f32x4.add(a, b);
    first = f32x4.add(first, f32x4.mul(v128.load_splat<f32>(filter), sum));
    mirrored = f32x4.add(mirrored, f32x4.mul(v128.load_splat<f32>(filter, 4), f32x4.sub(a, b)));
    second = f32x4.add(second, f32x4.mul(v128.load_splat<f32>(filter, 8), sum));
    low += 4;
    high -= 4;
  }
  // |s + d| and |s − d|: the larger of them is |s| + |d|.
  return f32x4.pmax(f32x4.add(f32x4.abs(first), f32x4.abs(mirrored)), f32x4.abs(second));
}
