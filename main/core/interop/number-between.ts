/** The number where it is one and lies within both bounds, else null. */
export function numberBetween(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null;
}
