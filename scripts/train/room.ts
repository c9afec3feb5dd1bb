import type { Random } from './random.ts';
import { voiceRate } from './voices.ts';

/** Adds the echo of a room: four combs (M. Schroeder, 1962), each damped. */
export function addRoom(samples: Float32Array, random: Random): void {
  const dry = samples.slice();
  const feedback = random.between(0.5, 0.82);
  const damping = random.between(0.2, 0.6);
  const gain = random.between(0.05, 0.3);
  for (const seconds of [0.0297, 0.0371, 0.0411, 0.0437]) {
    const line = new Float32Array(Math.round(seconds * random.between(0.8, 1.2) * voiceRate));
    let at = 0;
    let smooth = 0;
    for (let index = 0; index < samples.length; index += 1) {
      const echo = line[at]!;
      smooth += (1 - damping) * (echo - smooth);
      line[at] = dry[index]! + feedback * smooth;
      at = at + 1 === line.length ? 0 : at + 1;
      samples[index]! += gain * echo;
    }
  }
}

/** What happens to a mix on its way to a file: room, noise, saturation, dullness, level. Each only sometimes. */
export function finishMix(samples: Float32Array, random: Random): void {
  if (random.chance(0.5)) addRoom(samples, random);
  let peak = 1e-9;
  for (const value of samples) peak = Math.max(peak, Math.abs(value));
  const drive = random.chance(0.45) ? random.between(1.5, 5) : 0;
  const hiss = random.chance(0.35) ? 10 ** (random.between(-70, -32) / 20) : 0;
  const gain = 10 ** (random.between(-16, 0) / 20);
  const dullness = random.chance(0.25) ? random.between(0.3, 0.8) : 1;
  let smooth = 0;
  for (let index = 0; index < samples.length; index += 1) {
    let value = samples[index]! / peak;
    if (drive > 0) value = Math.tanh(drive * value);
    if (hiss > 0) value += hiss * random.normal();
    smooth += dullness * (value - smooth);
    samples[index] = gain * smooth;
  }
}
