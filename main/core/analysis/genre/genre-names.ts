/** Tags that name no genre. */
const meaningless = new Set([
  '',
  'other',
  'unknown',
  'unknown genre',
  'misc',
  'miscellaneous',
  'genre',
  'none',
  'n a',
  'various',
  'default',
  'undefined',
]);

/** One genre in the spelling of a tag, and the form in which spellings are compared. */
export type GenreName = { name: string; folded: string };

/**
 * The genres that a tag names, the first as the likeliest: `House; Techno`, `Rock/Pop`, `Electronic, Ambient`.
 *
 * Folded forms ignore case, accents and punctuation, so `Hip-Hop`, `hip hop` and `HipHop` are one genre. Words that name
 * no genre are left out. `R&B` and `Drum & Bass` stay whole.
 */
export function genresOfTag(tag: string): GenreName[] {
  const names = tag
    .split(/[;,/|\\\0\n]|\s-\s|\s>\s/)
    .map((part) => part.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .map((name) => ({ name, folded: foldGenre(name) }));
  const seen = new Set<string>();
  return names.filter(({ folded }) => {
    if (folded === '' || seen.has(folded)) return false;
    seen.add(folded);
    return true;
  });
}

function foldGenre(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/\bn\b|&|\+|\bund\b|\bet\b|\by\b/g, ' and ')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
  return meaningless.has(words) ? '' : words.replaceAll(' ', '');
}
