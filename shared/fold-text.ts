/** Letters that carry their mark inside, so that no decomposition takes it off. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'n',
};
const letterWithMark = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');
// Only the marks that Latin, Greek and Cyrillic put on letters. Those of kana or Devanagari are letters of their own.
const combiningMark = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
const beyondAscii = /[^ -~]/;

/**
 * The form in which texts are compared, sorted and searched: no capitals, no accents, compatibility forms unified
 * (`Ⅸ`, full-width letters), so that `BJÖRK`, `björk` and `bjork` are one. Folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase();
  const folded = foldOnce(text);
  // A capital that appears only when a compatibility form is taken apart needs a second turn.
  return foldOnce(folded);
}

/** The text without the marks on its letters, capitals kept. */
export function stripAccents(text: string): string {
  return text.normalize('NFD').replace(combiningMark, '').normalize('NFC');
}

function foldOnce(text: string): string {
  return text
    .normalize('NFKD')
    .replace(combiningMark, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(combiningMark, '')
    .replace(letterWithMark, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC');
}

const word = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/** The words of a folded text: runs of letters and digits, as the full-text index cuts them. */
export function wordsOf(folded: string): string[] {
  return folded.match(word) ?? [];
}
