const tapCount: usize = 24;
const blockFrames = 16;
const groupBytes: usize = 64;

/**
 * The largest absolute value of samples and of what lies between them at three places each, if that is more than `peak`.
 *
 * What cannot exceed the peak so far is left out, which changes nothing: no interpolated value is further from zero than
 * `gain` times the largest sample under the filter, and none further from what the four middle taps make of it than
 * `rest` times that sample.
 *
 * @param count interpolated places; the filter of place n lies over the samples n to n + 23
 * @param filters for each tap of the first half, as phases 1 and 3 mirror each other: half the sum and half the difference
 *   of its weight in phase 1 and that of its mirror image, then its weight in phase 2, which is symmetric
 */
export function truePeak(samples: usize, count: i32, filters: usize, gain: f32, rest: f32, peak: f32): f32 {
  const groups = (count + <i32>tapCount - 1) / blockFrames;
  let first = groupMaximum(samples);
  let second = groupMaximum(samples + groupBytes);
  let largestSample = f32x4.splat(0);
  let at = samples;
  let left = count;
  // A block and the filter behind it lie over three groups; each group is looked at once.
  for (let block = 0; block + 2 < groups; block += 1) {
    const third = groupMaximum(at + 2 * groupBytes);
    const window = f32x4.pmax(f32x4.pmax(first, second), third);
    if (v128.any_true(f32x4.gt(f32x4.mul(window, f32x4.splat(gain)), f32x4.splat(peak))))
      peak = interpolated(at, blockFrames, filters, laneMaximum(window) * rest, peak);
    largestSample = f32x4.pmax(largestSample, first);
    first = second;
    second = third;
    at += groupBytes;
    left -= blockFrames;
  }
  peak = max(peak, max(laneMaximum(largestSample), largestOf(at, left + <i32>tapCount - 1)));
  for (; left > 0; left -= blockFrames) {
    const frames = min(blockFrames, left);
    const largest = largestOf(at, frames + <i32>tapCount - 1);
    if (largest * gain > peak) peak = interpolated(at, frames, filters, largest * rest, peak);
    at += groupBytes;
  }
  return peak;
}

/** The largest absolute values of sixteen samples, in four lanes. */
function groupMaximum(at: usize): v128 {
  return f32x4.pmax(
    f32x4.pmax(f32x4.abs(v128.load(at)), f32x4.abs(v128.load(at, 16))),
    f32x4.pmax(f32x4.abs(v128.load(at, 32)), f32x4.abs(v128.load(at, 48))),
  );
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

function interpolated(samples: usize, frames: i32, filters: usize, rest: f32, peak: f32): f32 {
  for (let frame = 0; frame < frames; frame += 4) {
    // Where fewer than four are left, four are done again or, in the shortest chunk, some of them for nothing.
    const from = max(0, min(frame, frames - 4));
    const at = samples + ((<usize>from) << 2);
    const middle = ofFour(at, filters, tapCount / 2 - 2);
    if (!v128.any_true(f32x4.gt(middle, f32x4.splat(peak - rest)))) continue;
    const values = ofFour(at, filters, 0);
    peak = max(peak, laneMaximum(frames - from >= 4 ? values : v128.and(values, laneMask(frames - from))));
  }
  return peak;
}

function laneMask(lanes: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(lanes));
}

/** The largest absolute value of the three phases at four neighbouring places, without so many taps at both ends. */
function ofFour(samples: usize, filters: usize, without: usize): v128 {
  let first = f32x4.splat(0);
  let mirrored = f32x4.splat(0);
  let second = f32x4.splat(0);
  let low = samples + (without << 2);
  let high = samples + ((tapCount - 1 - without) << 2);
  for (let filter = filters + 12 * without; filter < filters + 12 * (tapCount / 2); filter += 12) {
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
