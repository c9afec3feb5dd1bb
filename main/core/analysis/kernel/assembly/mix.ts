/** Samples louder than this, 48 dB above full scale, are what damaged packets decode to. */
const loudestSample: f32 = 256;

/** Sets to zero what is no number or beyond all measure, in place: one such sample would spoil every sum that follows. */
export function removeNonsense(samples: usize, frames: i32): void {
  const end = samples + ((<usize>frames) << 2);
  const loudest = f32x4.splat(loudestSample);
  for (let at = samples; at < end; at += 16) {
    const value = v128.load(at);
    v128.store(at, v128.and(value, f32x4.le(f32x4.abs(value), loudest)));
  }
}

/**
 * The mean of channels that lie `strideBytes` apart.
 */
export function mix(channels: usize, count: i32, strideBytes: usize, frames: i32, output: usize): void {
  const gain = f32x4.splat(<f32>1 / <f32>count);
  const last = <usize>(count - 1) * strideBytes;
  for (let at: usize = 0; at < (<usize>frames) << 2; at += 16) {
    let sum = v128.load(channels + at);
    for (let channel = strideBytes; channel <= last; channel += strideBytes)
      sum = f32x4.add(sum, v128.load(channels + at + channel));
    v128.store(output + at, f32x4.mul(sum, gain));
  }
}
