/** What the log-mel tap of the signal path hands on: 40 bands from 30 to 10,500 Hz, 1024 samples at 22,050 Hz every 256. */
export const melBands = 40;
export const melFramesPerSecond = 22_050 / 256;
/** Bands are `ln(1 + gain · magnitude)`. */
const melGain = 1000;

const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);
const lowestMel = toMel(30);
const melStep = (toMel(10_500) - lowestMel) / (melBands + 1);

/** Centre of each band in Hz. */
export const bandHz = Float64Array.from({ length: melBands }, (_, band) => toHz(lowestMel + (band + 1) * melStep));
/** How many Hz a band stands for. The triangles add up to one everywhere, so bands are sums over this stretch. */
export const bandWidthHz = Float64Array.from(
  { length: melBands },
  (_, band) => (toHz(lowestMel + (band + 2) * melStep) - toHz(lowestMel + band * melStep)) / 2,
);

/** The first band whose centre is not below. */
export function bandFrom(hz: number): number {
  const band = bandHz.findIndex((centre) => centre >= hz);
  return band < 0 ? melBands : band;
}

const stepsPerUnit = 256;
/** Far above what full scale gives. */
const largestValue = 9;
const magnitudes = Float64Array.from(
  { length: largestValue * stepsPerUnit + 2 },
  (_, step) => Math.expm1(step / stepsPerUnit) / melGain,
);

/** The magnitude behind a value of the tap, by a table: a tenth of the time of `Math.expm1`, right to 2 parts in a million. */
export function magnitudeOf(value: number): number {
  if (!(value > 0)) return 0;
  const position = Math.min(value, largestValue) * stepsPerUnit;
  const step = Math.floor(position);
  const below = magnitudes[step]!;
  return below + (position - step) * (magnitudes[step + 1]! - below);
}
