/**
 * Halves the sample rate: output n is the half-band filter centred on input 2n + `2 · pairs − 1`.
 *
 * @param input starts at an even position; even and odd samples lie mixed, as they come
 * @param scratch room for as many samples as the input has
 * @param taps the weight of the centre, then those of the samples 1, 3, 5 … off
 * @param count outputs, of which each reads up to input 2n + 4 · pairs − 2
 */
export function halveRate(input: usize, scratch: usize, taps: usize, pairs: i32, count: i32, output: usize): void {
  // With even and odd samples apart, neighbours of the outputs are neighbours of the inputs.
  const samples = 2 * count + 4 * pairs;
  const odds = scratch + ((<usize>(samples >> 1)) << 2) + 16;
  for (let at: usize = 0; at < (<usize>samples) << 2; at += 32) {
    const low = v128.load(input + at);
    const high = v128.load(input + at, 16);
    v128.store(scratch + (at >> 1), v128.shuffle<f32>(low, high, 0, 2, 4, 6));
    v128.store(odds + (at >> 1), v128.shuffle<f32>(low, high, 1, 3, 5, 7));
  }
  // The centre is an odd sample; its neighbours at odd distances are even ones.
  const reach = (<usize>pairs) << 2;
  const middle = v128.load_splat<f32>(taps);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 32) {
    const centre = odds + at + reach - 4;
    let low = f32x4.mul(middle, v128.load(centre));
    let high = f32x4.mul(middle, v128.load(centre, 16));
    let before = scratch + at + reach - 4;
    let after = scratch + at + reach;
    for (let tap = taps + 4; tap <= taps + reach; tap += 4) {
      const weight = v128.load_splat<f32>(tap);
      low = f32x4.add(low, f32x4.mul(weight, f32x4.add(v128.load(before), v128.load(after))));
      high = f32x4.add(high, f32x4.mul(weight, f32x4.add(v128.load(before, 16), v128.load(after, 16))));
      before -= 4;
      after += 4;
    }
    v128.store(output + at, low);
    v128.store(output + at, high, 16);
  }
}

/**
 * Changes the sample rate by a rational factor: from output to output the input moves on by `advance` whole samples and
 * `phaseStep` of `phases` parts of one.
 *
 * @param input the first sample under the filter of the first output
 * @param phase of the first output
 * @param filters the address of the filter of each phase, `tapCount` weights (a multiple of eight) each
 */
export function resample(
  input: usize,
  filters: usize,
  tapCount: i32,
  phases: i32,
  phase: i32,
  advance: i32,
  phaseStep: i32,
  count: i32,
  output: usize,
): void {
  const tapBytes = (<usize>tapCount) << 2;
  const end = output + ((<usize>count) << 2);
  for (let at = output; at < end; at += 4) {
    const filter = load<usize>(filters + ((<usize>phase) << 2));
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (let tap: usize = 0; tap < tapBytes; tap += 32) {
      even = f32x4.add(even, f32x4.mul(v128.load(filter + tap), v128.load(input + tap)));
      odd = f32x4.add(odd, f32x4.mul(v128.load(filter + tap, 16), v128.load(input + tap, 16)));
    }
    store<f32>(at, sumOfLanes(f32x4.add(even, odd)));
    phase += phaseStep;
    input += (<usize>advance) << 2;
    if (phase >= phases) {
      phase -= phases;
      input += 4;
    }
  }
}

function sumOfLanes(value: v128): f32 {
  const pairs = f32x4.add(value, v128.shuffle<f32>(value, value, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}
