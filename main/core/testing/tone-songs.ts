import { randomNumbers } from './sound-sketches.ts';

/**
 * A made song: chords of gliding tones that change twice a second, and noise, in 16 bits. Equal for the same seed at
 * every sample rate, as far as the rate allows. Channels differ in level.
 */
export function toneSong(options: { seed: number; sampleRate: number; channels?: number; seconds: number }) {
  const { seed, sampleRate, channels = 1, seconds } = options;
  const random = randomNumbers(seed);
  const noise = randomNumbers(seed + 1000);
  const length = Math.round(sampleRate * seconds);
  const chordLength = 0.5;
  const chords = Array.from({ length: Math.ceil(seconds / chordLength) }, () =>
    Array.from({ length: 4 }, (_, voice) => ({
      hz: 55 * 2 ** (voice + Math.floor(random() * 12) / 12),
      // A few percent over the length of the chord.
      glide: 0.06 * random(),
      gain: 0.05 + 0.1 * random(),
    })),
  );
  const planar = Array.from({ length: channels }, () => new Float32Array(length));
  for (let at = 0; at < length; at += 1) {
    const time = at / sampleRate;
    const chord = chords[Math.floor(time / chordLength)]!;
    const inChord = time % chordLength;
    let value = 0.02 * (noise() - 0.5);
    for (const { hz, glide, gain } of chord)
      value += gain * Math.sin(2 * Math.PI * hz * inChord * (1 + (glide * inChord) / 2));
    for (const [channel, samples] of planar.entries())
      samples[at] = Math.round((value * 32_768) / (1 + channel / 4)) / 32_768;
  }
  return planar;
}
