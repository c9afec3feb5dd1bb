import { foldText } from './fold-text.ts';

/**
 * What two titles or names are compared by: without case, accents, "&" for "and", and everything but letters and digits. Of what
 * has none of those, as the albums "÷" and "×", its signs.
 */
export function foldTitle(title: string): string {
  return foldWords(title) || foldText(title).trim();
}

/** The letters and digits of it; empty where it has none. For looking for words. */
export function foldWords(title: string): string {
  return foldText(title.replaceAll('&', ' and '))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * What makes two titles, or two artists, the same one: letters without case, spaces as one. Titles that only look alike differ;
 * those are found by `foldTitle`, which is equal wherever this is.
 */
export function sameTitleKey(title: string): string {
  return title.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim().toLowerCase().normalize('NFC');
}

const year = String.raw`(?:19|20)\d{2}`;

/** What editions add to titles, each alone or with the words that stand beside it. */
const additions: readonly string[] = [
  `(?:${year} )?(?:digital(?:ly)? )?remaster(?:ed)?(?: (?:version|edition|audio|in))?(?: ${year})?`,
  '(?:super )?deluxe(?: (?:edition|version|box set))?',
  'expanded(?: (?:edition|version))?',
  String.raw`(?:the )?\d+(?:st|nd|rd|th)? anniversary(?: (?:edition|version|mix|remaster(?:ed)?))?`,
  'anniversary(?: (?:edition|version))?',
  'special(?: (?:edition|version))',
  "collector['’]?s['’]?(?: (?:edition|version))",
  'limited(?: (?:edition|version))',
  'legacy(?: (?:edition|version))',
  '(?:complete|definitive|ultimate|platinum|gold) edition',
  `${year} (?:version|mix|edition|stereo mix|mono mix)`,
  'bonus (?:track|edition|version)(?: (?:edition|version))?',
];
const tail = `(?:${additions.join('|')})(?:[ ,/]+(?:${additions.join('|')}|${year}))*`;
const inBrackets = new RegExp(String.raw`\s*(?:\(\s*${tail}\s*\)|\[\s*${tail}\s*\])`, 'giu');
const afterDash = new RegExp(String.raw`\s+[-–—]\s+${tail}\s*$`, 'iu');

/**
 * A title without what remasters and editions add to it: "(2011 Remaster)", "[Deluxe Edition]", " - 2009 Mix". A title that is
 * nothing else stays. Cleaning a clean title changes nothing.
 */
export function cleanTitle(title: string): string {
  let cleaned = title;
  for (;;) {
    const next = cleaned.replaceAll(inBrackets, '').replace(afterDash, '').replaceAll(/\s+/gu, ' ').trim();
    if (next === cleaned || next === '') return cleaned;
    cleaned = next;
  }
}
