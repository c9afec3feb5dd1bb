/** A place in a track to the hundredth of a second: `2:41.18`. */
export function formatExactPosition(positionMs: number): string {
  const hundredths = Math.floor(Math.max(0, positionMs) / 10 + 1e-9);
  const minutes = Math.floor(hundredths / 6000);
  const seconds = Math.floor(hundredths / 100) % 60;
  const rest = String(hundredths % 100).padStart(2, '0');
  return `${minutes}:${String(seconds).padStart(2, '0')}.${rest}`;
}
