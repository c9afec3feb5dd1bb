/** A piece of an old and a new text: the same in both, only in the old, or only in the new. */
export type DiffPiece = { kind: 'same' | 'old' | 'new'; text: string };

/** Beyond this many words the whole is shown as changed: comparing takes the product of both. */
const mostWords = 400;

/** What changes between two texts, by word; what stands between words belongs to the word before it. */
export function diffWords(old: string, now: string): DiffPiece[] {
  const [before, after] = [wordsOf(old), wordsOf(now)];
  if (before.length > mostWords || after.length > mostWords)
    return joined([
      ['old', before],
      ['new', after],
    ]);
  const lengths = commonLengths(before, after);
  const pieces: [DiffPiece['kind'], string[]][] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      pieces.push(['same', [before[i++] as string]]);
      j++;
    } else if (j >= after.length || (i < before.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      pieces.push(['old', [before[i++] as string]]);
    } else pieces.push(['new', [after[j++] as string]]);
  }
  return joined(pieces);
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+[^\p{L}\p{N}]*|[^\p{L}\p{N}]+/gu) ?? [];
}

function at(lengths: readonly Uint16Array[], row: number, column: number): number {
  return lengths[row]?.[column] ?? 0;
}

/** The length of the longest common part of both ends, from each place on. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      (lengths[i] as Uint16Array)[j] =
        before[i] === after[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}

/** Neighbours of one kind as one piece; what goes stands before what comes. */
function joined(pieces: readonly (readonly [DiffPiece['kind'], readonly string[]])[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  for (const [kind, words] of pieces) {
    const last = result.at(-1);
    const text = words.join('');
    if (text === '') continue;
    if (last?.kind === kind) last.text += text;
    else result.push({ kind, text });
  }
  return result;
}
