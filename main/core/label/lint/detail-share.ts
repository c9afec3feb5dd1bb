export type Grey = { pixels: Uint8Array; width: number; height: number };

/** So many lines of each direction are enough. */
const mostLines = 96;
/** What lies under this share of the frequencies tells of shapes, not of detail. */
const lowest = 1 / 32;
/** Of what edges give all frequencies alike, so much has to be found below the limit; the rest is noise and what JPEG added. */
const enough = 0.95;
/** In grey levels, squared, and weighted: what a flat picture with a little noise has at most. */
const leastPower = 4;

/**
 * Up to which share of the frequencies that its pixels could hold a picture has detail, 0 to 1. Edges have all of them alike, once
 * weighted by the frequency; enlarging leaves those empty that the smaller picture could not hold, and so does blurring. Null for
 * pictures without edges.
 */
export function detailShare({ pixels, width, height }: Grey): number | null {
  const size = 2 ** Math.floor(Math.log2(Math.min(512, width, height)));
  if (size < 64) return null;
  const power = new Float64Array(size / 2);
  let lines = 0;
  const add = (count: number, length: number, at: (line: number, place: number) => number) => {
    const step = Math.max(1, Math.floor(count / mostLines));
    for (let line = 0; line < count; line += step) {
      for (let start = 0; start + size <= length; start += size) {
        addPower(power, (place) => pixels[at(line, start + place)] ?? 0);
        lines += 1;
      }
    }
  };
  add(height, width, (line, place) => line * width + place);
  add(width, height, (line, place) => place * width + line);
  const mean = power.map((value) => value / lines / size);
  const noise = noiseFloor(mean);
  const weighted = mean.map((value, frequency) => Math.max(0, value - noise) * (frequency / mean.length) ** 2);
  const from = Math.max(1, Math.round(power.length * lowest));
  const total = weighted.slice(from).reduce((sum, value) => sum + value, 0);
  if (total < leastPower) return null;
  let sum = 0;
  for (let frequency = from; frequency < power.length; frequency += 1) {
    sum += weighted[frequency] ?? 0;
    if (sum >= total * enough) return (frequency + 1) / power.length;
  }
  return 1;
}

/** What all frequencies have alike, as grain and what JPEG adds: the least that a sixteenth of the upper half has. */
function noiseFloor(power: Float64Array): number {
  const width = Math.max(1, power.length / 16);
  let least = Number.POSITIVE_INFINITY;
  for (let from = power.length / 2; from + width <= power.length; from += width) {
    const sum = power.slice(from, from + width).reduce((total, value) => total + value, 0);
    least = Math.min(least, sum / width);
  }
  return least;
}

function addPower(power: Float64Array, at: (place: number) => number): void {
  const size = power.length * 2;
  const real = Float64Array.from(
    { length: size },
    (_, place) => at(place) * (0.5 - 0.5 * Math.cos((2 * Math.PI * place) / size)),
  );
  const imaginary = new Float64Array(size);
  transform(real, imaginary);
  for (let frequency = 1; frequency < power.length; frequency += 1) {
    power[frequency] = (power[frequency] ?? 0) + (real[frequency] ?? 0) ** 2 + (imaginary[frequency] ?? 0) ** 2;
  }
}

/** The fast Fourier transform, in place; lengths are powers of two. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let index = 1, mirrored = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (index < mirrored) {
      swap(real, index, mirrored);
      swap(imaginary, index, mirrored);
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2;
    for (let step = 0; step < half; step += 1) {
      const angle = (-2 * Math.PI * step) / length;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      for (let index = step; index < size; index += length) {
        const other = index + half;
        const [a, b] = [real[other] ?? 0, imaginary[other] ?? 0];
        const [x, y] = [a * cosine - b * sine, a * sine + b * cosine];
        real[other] = (real[index] ?? 0) - x;
        imaginary[other] = (imaginary[index] ?? 0) - y;
        real[index] = (real[index] ?? 0) + x;
        imaginary[index] = (imaginary[index] ?? 0) + y;
      }
    }
  }
}

function swap(values: Float64Array, first: number, second: number): void {
  const value = values[first] ?? 0;
  values[first] = values[second] ?? 0;
  values[second] = value;
}
