const shortestSeconds = 5;
const longestSeconds = 20 * 60;

/**
 * Whether a second method may say something that is worth what it costs: half a minute of a long mix says nothing of the
 * whole, and a sound of a second or two takes it longer than everything else.
 */
export function isWorthAsking(durationSeconds: number): boolean {
  return durationSeconds >= shortestSeconds && durationSeconds <= longestSeconds;
}
