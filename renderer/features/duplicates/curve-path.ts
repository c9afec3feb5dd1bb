import { pictureBins, type SpectrumPicture } from '#shared/spectrum-picture.ts';

/** What is shown of the levels, in decibels below the loudest. */
const shownDb = 90;

/** The mean level of each frequency as paths in a square of 100, the highest frequency of the axis at the right. */
export function curvePath(
  { mean, nyquistHz }: Pick<SpectrumPicture, 'mean' | 'nyquistHz'>,
  highestHz: number,
): { line: string; area: string } {
  const loudest = Math.max(...mean);
  const points = Array.from(mean, (level, bin) => {
    const x = (((bin + 0.5) / pictureBins) * nyquistHz * 100) / highestHz;
    const y = 4 + 96 * Math.min(1, Math.max(0, (loudest - level) / shownDb));
    return [round(x), round(y)] as const;
  }).filter(([x]) => x <= 100);
  const line = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const last = points.at(-1)?.[0] ?? 0;
  return { line, area: `${line}L${last} 100L${points[0]?.[0] ?? 0} 100Z` };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
