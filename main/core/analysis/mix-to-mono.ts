/** The mean of all channels; the channel itself where there is only one. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first;
  const mono = new Float32Array(first);
  for (const samples of others) {
    for (let index = 0; index < mono.length; index += 1) mono[index]! += samples[index]!;
  }
  const gain = 1 / channels.length;
  for (let index = 0; index < mono.length; index += 1) mono[index]! *= gain;
  return mono;
}
