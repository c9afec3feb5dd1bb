/** What the full-text index keeps as one letter, and folding (shared/fold-text.ts) writes with others. */
const specialLetters: readonly (readonly [plain: string, letter: string])[] = [
  ['o', 'ø'],
  ['ae', 'æ'],
  ['ss', 'ß'],
  ['d', 'ð'],
  ['th', 'þ'],
  ['l', 'ł'],
  ['d', 'đ'],
  ['oe', 'œ'],
  ['i', 'ı'],
  ['h', 'ħ'],
  ['t', 'ŧ'],
  ['n', 'ŋ'],
];

const maxSpellings = 40;

/**
 * The ways in which a folded text may stand in the full-text index, whose tokenizer takes accents off but leaves letters
 * like ø as they are: `mo` may be `mø`. The text itself comes first; texts with many such letters are not all covered.
 */
export function spellings(folded: string): string[] {
  const kinds = specialLetters.filter(([plain]) => folded.includes(plain));
  const found = new Set([folded]);
  for (const [plain, letter] of kinds) found.add(folded.replaceAll(plain, letter));
  for (const [plain, letter] of kinds) for (const single of singlyReplaced(folded, plain, letter)) found.add(single);
  for (const [plain, letter] of kinds) {
    for (const [otherPlain, otherLetter] of kinds) {
      found.add(folded.replaceAll(plain, letter).replaceAll(otherPlain, otherLetter));
    }
  }
  return [...found].slice(0, maxSpellings);
}

function singlyReplaced(text: string, plain: string, letter: string): string[] {
  const results: string[] = [];
  for (let at = text.indexOf(plain); at >= 0; at = text.indexOf(plain, at + 1)) {
    results.push(text.slice(0, at) + letter + text.slice(at + plain.length));
  }
  return results;
}
