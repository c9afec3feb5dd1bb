import { type Bracket, readBrackets } from '../title-parts.ts';

/** A part of a title in brackets, or behind a dash at its end. */
export type TitleTail = { from: number; to: number; text: string };

/** The brackets of a title, and what stands behind its last " - ". */
export function titleTails(title: string): TitleTail[] {
  const tails: TitleTail[] = readBrackets(title).map(({ from, to, text }: Bracket) => ({ from, to, text }));
  const dash = Math.max(title.lastIndexOf(' - '), title.lastIndexOf(' – '), title.lastIndexOf(' — '));
  const text = dash > 0 ? title.slice(dash + 3) : '';
  if (text.trim() !== '' && !/[()[\]]/.test(text)) tails.push({ from: dash, to: title.length, text });
  return tails;
}

const originals = new Set(
  [
    'original',
    'original mix',
    'original version',
    'album version',
    'album mix',
    'original edit',
    'main version',
  ].concat(['single version', 'main mix']),
);

export function saysOriginal(text: string): boolean {
  return originals.has(plain(text));
}

const advisories = new Map<string, 'explicit' | 'clean'>([
  ['explicit', 'explicit'],
  ['explicit version', 'explicit'],
  ['dirty', 'explicit'],
  ['dirty version', 'explicit'],
  ['uncensored', 'explicit'],
  ['parental advisory', 'explicit'],
  ['clean', 'clean'],
  ['clean version', 'clean'],
  ['clean edit', 'clean'],
  ['censored', 'clean'],
]);

export function saysExplicit(text: string): 'explicit' | 'clean' | null {
  return advisories.get(plain(text)) ?? null;
}

const editions = new Map<string, string>([
  ['deluxe', 'Deluxe Edition'],
  ['deluxe version', 'Deluxe Edition'],
  ['deluxe album', 'Deluxe Edition'],
  ['bonus track', 'Bonus Track Version'],
  ['bonus tracks', 'Bonus Track Version'],
  ['bonus track edition', 'Bonus Track Version'],
  ['bonus edition', 'Bonus Track Version'],
  // Of these nothing is to be left.
  ['limited edition', ''],
  ['limited', ''],
  ['exclusive', ''],
  ['exclusive edition', ''],
  ['exclusive version', ''],
]);

/** How stores call such an edition; '' for one that they do not name; null for none. */
export function editionName(text: string): string | null {
  return editions.get(plain(text)) ?? null;
}

const versionEnd =
  /(?:^|\s)(?:remix|rmx|mix|edit|version|rework|refix|bootleg|flip|dub|vip|live|acoustic|instrumental|demo|remaster|remastered|karaoke|a ?cappella|acapella|unplugged|extended|sped up|slowed(?: down)?|(?:19|20)\d\d remaster(?:ed)?|re-?recorded|rerecorded)$/iu;
const liveAt = /^live\s(?:at|from|in|on)\s/iu;

/** Whether it tells one version of a song from another: "Kiln Remix", "Live at the Quay". */
export function saysVersion(text: string): boolean {
  const said = text.trim();
  return versionEnd.test(said) || liveAt.test(said);
}

/** "The Clean Version" as "clean version". */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replaceAll(/\s+/g, ' ');
}
