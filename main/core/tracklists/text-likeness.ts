import { foldText } from '#shared/fold-text.ts';

const leastOfPart = 0.7;
const longest = 300;

/** A text as it is compared: without capitals, accents, signs, and words that stand in any name of a mix. */
export function plainText(text: string): string {
  return ` ${foldText(text.slice(0, longest))} `
    .replace(/[^\p{L}\p{N}@]+/gu, ' ')
    .replace(/ (?:@|at|live|set|mix|dj|the)(?= )/g, ' ')
    .replace(/[@\s]+/g, ' ')
    .trim();
}

/** How alike two texts are, 0 to 1; at least 0.7 where one is a part of the other. */
export function textLikeness(one: string, other: string): number {
  const [first, second] = [plainText(one), plainText(other)];
  if (first === '' || second === '') return 0;
  if (first === second) return 1;
  const ratio = (2 * sharedLetters(first, second)) / (first.length + second.length);
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  const isPart = short.length >= 3 && ` ${long} `.includes(` ${short} `);
  return isPart ? Math.max(leastOfPart, ratio) : ratio;
}

/** Letters in common: the longest stretch, then the same on both sides of it. */
function sharedLetters(one: string, other: string): number {
  let sum = 0;
  const waiting: [number, number, number, number][] = [[0, one.length, 0, other.length]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [from, to, otherFrom, otherTo] = next;
    const { at, otherAt, length } = longestShared(one, other, next);
    if (length === 0) continue;
    sum += length;
    waiting.push([from, at, otherFrom, otherAt], [at + length, to, otherAt + length, otherTo]);
  }
  return sum;
}

function longestShared(
  one: string,
  other: string,
  [from, to, otherFrom, otherTo]: readonly [number, number, number, number],
): { at: number; otherAt: number; length: number } {
  let best = { at: from, otherAt: otherFrom, length: 0 };
  if (to <= from || otherTo <= otherFrom) return best;
  let row = new Uint16Array(otherTo - otherFrom + 1);
  for (let index = from; index < to; index++) {
    const next = new Uint16Array(row.length);
    for (let place = otherFrom; place < otherTo; place++) {
      if (one.charCodeAt(index) !== other.charCodeAt(place)) continue;
      const length = (row[place - otherFrom] as number) + 1;
      next[place - otherFrom + 1] = length;
      if (length > best.length) best = { at: index - length + 1, otherAt: place - length + 1, length };
    }
    row = next;
  }
  return best;
}
