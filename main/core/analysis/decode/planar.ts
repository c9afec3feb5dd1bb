/** The longest chunk a stream gives, in frames. */
export const maxChunkFrames = 65_536;

/** Cuts planar samples into chunks no longer than a stream may give, without copying. */
export function* cutPlanar(channels: Float32Array[]): Generator<Float32Array[]> {
  const frames = channels[0]?.length ?? 0;
  for (let start = 0; start < frames; start += maxChunkFrames) {
    const end = Math.min(frames, start + maxChunkFrames);
    yield start === 0 && end === frames ? channels : channels.map((samples) => samples.subarray(start, end));
  }
}
