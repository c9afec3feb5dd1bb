/** A key for each value: the same one again has another. */
export function rowKeys(values: readonly (string | number | null)[]): string[] {
  const seen = new Map<string | number | null, number>();
  return values.map((value) => {
    const time = (seen.get(value) ?? 0) + 1;
    seen.set(value, time);
    return `${value} ${time}`;
  });
}
