import { foldText } from '#shared/fold-text.ts';

/**
 * What says that this is another version of a piece, in a name of it. Several ways to write one word become one.
 * Remasters count: some people want both.
 */
const versionWords: Readonly<Record<string, string>> = {
  remix: 'remix',
  remixed: 'remix',
  remixes: 'remix',
  rmx: 'remix',
  rework: 'rework',
  reworked: 'rework',
  refix: 'rework',
  flip: 'flip',
  bootleg: 'bootleg',
  mashup: 'mashup',
  edit: 'edit',
  edited: 'edit',
  reedit: 'edit',
  dub: 'dub',
  dubbed: 'dub',
  live: 'live',
  unplugged: 'live',
  session: 'session',
  sessions: 'session',
  extended: 'extended',
  radio: 'radio',
  short: 'short',
  long: 'long',
  instrumental: 'instrumental',
  instr: 'instrumental',
  acapella: 'acapella',
  acappella: 'acapella',
  accapella: 'acapella',
  pella: 'acapella',
  acoustic: 'acoustic',
  vip: 'vip',
  remaster: 'remaster',
  remastered: 'remaster',
  demo: 'demo',
  cover: 'cover',
  karaoke: 'karaoke',
  reprise: 'reprise',
  clean: 'clean',
  explicit: 'explicit',
  dirty: 'explicit',
  uncensored: 'explicit',
  club: 'club',
  mix: 'mix',
  version: 'version',
  vocal: 'vocal',
  intro: 'intro',
  outro: 'outro',
  slowed: 'slowed',
  sped: 'sped',
  nightcore: 'nightcore',
  alternate: 'alternate',
  alternative: 'alternate',
  take: 'take',
  part: 'part',
  pt: 'part',
  tool: 'tool',
  beats: 'beats',
};

/** What the usual version is called where it is called anything. */
const usual = /[([]?\b(original|album|full|full length|main|lp|single) (mix|version|edit)\b[)\]]?|[([]original[)\]]/g;
/** `a cappella`, `re-edit` and the like are one word. */
const joined = /\b(a) (c?cappella|capella|pella)\b|\b(re)[ -](edit|mix|master|work|fix)(ed)?\b/g;

export type VersionName = {
  /** In order of the alphabet. */
  words: readonly string[];
  /** Whose or which: 'kiln' of "Kiln Remix", '2011' of "Remastered 2011". */
  qualifiers: readonly string[];
  /** Every word of the names. */
  said: ReadonlySet<string>;
};

export type NamedFile = { title: string; artist: string; fileName: string; mixName?: string };

/** What the names of a file say about which version it is. */
export function versionOf({ title, artist, fileName, mixName = '' }: NamedFile): VersionName {
  const names = [title, mixName === '' ? '' : `(${mixName})`, bareFileName(fileName, artist)].map(plain);
  const words = new Set<string>();
  const qualifiers = new Set<string>();
  const said = new Set<string>();
  for (const name of names) {
    for (const word of name.split(/[^\p{L}\p{N}]+/u)) {
      said.add(word);
      const known = Object.hasOwn(versionWords, word) ? versionWords[word] : undefined;
      if (known !== undefined) words.add(known);
    }
    for (const qualifier of qualifiersIn(name)) qualifiers.add(qualifier);
  }
  return { words: [...words].sort(), qualifiers: [...qualifiers].sort(), said };
}

/** Whether two names speak of one version: the same words, and neither says whose it is where the other does not. */
export function isSameVersion(one: VersionName, other: VersionName): boolean {
  return (
    isEqualList(one.words, other.words) &&
    one.qualifiers.every((word) => other.said.has(word)) &&
    other.qualifiers.every((word) => one.said.has(word))
  );
}

/** A title without what is said of its version where that is the usual one, and without how it is written. */
export function plainTitle(title: string): string {
  return plain(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A title without what stands in brackets or behind a dash; all of it where nothing else is left. */
export function withoutVersion(title: string): string {
  const bare = title.replace(/[([][^)\]]*[)\]]?/g, ' ').split(/ [-–—] /)[0] ?? '';
  return bare.trim() === '' ? title : bare;
}

function plain(name: string): string {
  return foldText(name)
    .replace(/[_\s]+/g, ' ')
    .replace(joined, (...parts: (string | undefined)[]) => parts.slice(1, 6).join(''))
    .replace(usual, ' ');
}

/** The words beside a version word, in brackets or behind a dash. */
function qualifiersIn(name: string): string[] {
  const parts = [...name.matchAll(/[([]([^)\]]*)[)\]]?/g)].map(([, inside]) => inside ?? '');
  const tail = name
    .replace(/[([][^)\]]*[)\]]?/g, ' ')
    .split(/ [-–—] /)
    .slice(1);
  return [...parts, ...tail].flatMap((part) => {
    const words = part.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.some((word) => Object.hasOwn(versionWords, word))) return [];
    return words.filter((word) => !Object.hasOwn(versionWords, word));
  });
}

/** A file's name without its ending, its number and its artist. */
function bareFileName(fileName: string, artist: string): string {
  const name = plain(fileName.replace(/\.[^.]{1,5}$/, '')).replace(/^\s*\d{1,3}(?=[\s.\-)]+\D)[\s.\-)]*/, '');
  const by = plain(artist).trim();
  return by === '' ? name : name.replaceAll(by, ' ');
}

function isEqualList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
