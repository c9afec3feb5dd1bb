/** From here on two folded titles are one, spelled twice. */
export const alike = 0.92;

/**
 * How much of two folded titles is the same, in the same order, 0 to 1: twice the letters of their longest common parts, by all
 * letters (Ratcliff and Obershelp).
 */
export function titleLikeness(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const all = a.length + b.length;
  if (all === 0) return 1;
  // No more than these are possible: all letters of the shorter one, or all letters that both have.
  if ((2 * Math.min(a.length, b.length)) / all < alike) return 0;
  if ((2 * countShared(a, b)) / all < alike) return 0;
  // Other numbers mean another piece: "Part 1" and "Part 2".
  if (numbersOf(one) !== numbersOf(other)) return 0;
  return (2 * countCommon(a, b)) / all;
}

/** Letters that both have, wherever they stand. */
function countShared(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const letter of a) left.set(letter, (left.get(letter) ?? 0) + 1);
  let shared = 0;
  for (const letter of b) {
    const count = left.get(letter) ?? 0;
    if (count === 0) continue;
    left.set(letter, count - 1);
    shared += 1;
  }
  return shared;
}

function numbersOf(title: string): string {
  return (title.match(/\p{N}+/gu) ?? []).join();
}

function countCommon(a: readonly string[], b: readonly string[]): number {
  const { length, inA, inB } = longestCommon(a, b);
  if (length === 0) return 0;
  const before = countCommon(a.slice(0, inA), b.slice(0, inB));
  return before + length + countCommon(a.slice(inA + length), b.slice(inB + length));
}

function longestCommon(a: readonly string[], b: readonly string[]): { length: number; inA: number; inB: number } {
  let best = { length: 0, inA: 0, inB: 0 };
  let above = new Uint16Array(b.length + 1);
  for (const [row, letter] of a.entries()) {
    const lengths = new Uint16Array(b.length + 1);
    for (const [column, other] of b.entries()) {
      if (letter !== other) continue;
      const length = (above[column] as number) + 1;
      lengths[column + 1] = length;
      if (length > best.length) best = { length, inA: row - length + 1, inB: column - length + 1 };
    }
    above = lengths;
  }
  return best;
}
