/** A stretch of a path: what stays, or what only one side has. `isFolder` stretches are shown quietly. */
export type PathPiece = { text: string; isChanged: boolean; isFolder: boolean };

type Word = { text: string; weight: number };

/** Longer paths are shown as changed from their first difference on: the table would not show more of them anyway. */
const mostWords = 160;

/** What differs between two paths, by words: what was taken away from the first, what the second has in its place. */
export function comparePaths(now: string, after: string): { now: PathPiece[]; after: PathPiece[] } {
  const [first, second] = [splitWords(now), splitWords(after)];
  const kept =
    first.length > mostWords || second.length > mostWords ? keptAtEnds(first, second) : keptWords(first, second);
  return {
    now: toPieces(first, kept.first, now),
    after: toPieces(second, kept.second, after),
  };
}

function splitWords(path: string): Word[] {
  return (path.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu) ?? []).map((text) => ({
    text,
    weight: /[\p{L}\p{N}]/u.test(text) ? 2 + text.length : text === '/' ? 1 : 0.4,
  }));
}

type Kept = { first: boolean[]; second: boolean[] };

/** The heaviest common subsequence: words hold a path together, signs between them only where words do. */
function keptWords(first: readonly Word[], second: readonly Word[]): Kept {
  const width = second.length + 1;
  const best = new Float64Array((first.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] as number;
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      const [one, other] = [first[i] as Word, second[j] as Word];
      const joined = one.text === other.text ? at(i + 1, j + 1) + one.weight : 0;
      best[i * width + j] = Math.max(joined, at(i + 1, j), at(i, j + 1));
    }
  }
  const kept: Kept = { first: first.map(() => false), second: second.map(() => false) };
  let [i, j] = [0, 0];
  while (i < first.length && j < second.length) {
    const [one, other] = [first[i] as Word, second[j] as Word];
    if (one.text === other.text && at(i, j) === at(i + 1, j + 1) + one.weight) {
      kept.first[i++] = true;
      kept.second[j++] = true;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  dropLonelySigns(first, second, kept);
  return kept;
}

/** A blank or a line between two changed words is part of the change, on both sides. */
function dropLonelySigns(first: readonly Word[], second: readonly Word[], kept: Kept): void {
  const pairs: [number, number][] = [];
  let j = 0;
  for (const [i, isKept] of kept.first.entries()) {
    if (!isKept) continue;
    while (!kept.second[j]) j++;
    pairs.push([i, j++]);
  }
  const isAlone = (words: readonly Word[], marks: readonly boolean[], index: number) =>
    index > 0 && index < words.length - 1 && !marks[index - 1] && !marks[index + 1];
  for (const [i, k] of pairs) {
    if ((first[i] as Word).weight > 0.5) continue;
    if (isAlone(first, kept.first, i) || isAlone(second, kept.second, k)) {
      kept.first[i] = false;
      kept.second[k] = false;
    }
  }
}

function keptAtEnds(first: readonly Word[], second: readonly Word[]): Kept {
  const kept: Kept = { first: first.map(() => false), second: second.map(() => false) };
  for (let i = 0; i < first.length && first[i]?.text === second[i]?.text; i++) {
    kept.first[i] = true;
    kept.second[i] = true;
  }
  for (let i = 1; i <= first.length && first.at(-i)?.text === second.at(-i)?.text; i++) {
    kept.first[first.length - i] = true;
    kept.second[second.length - i] = true;
  }
  return kept;
}

function toPieces(words: readonly Word[], kept: readonly boolean[], path: string): PathPiece[] {
  const folderEnd = path.lastIndexOf('/') + 1;
  const pieces: PathPiece[] = [];
  let at = 0;
  for (const [index, { text }] of words.entries()) {
    const isFolder = at < folderEnd;
    const isChanged = !kept[index];
    const last = pieces.at(-1);
    if (last && last.isChanged === isChanged && last.isFolder === isFolder) last.text += text;
    else pieces.push({ text, isChanged, isFolder });
    at += text.length;
  }
  return pieces;
}
