import { foldText } from './fold-text.ts';

/** Everyone a track names. `key` is the same for spellings of one name. */
export type Name = { key: string; name: string };
export type Credits = {
  /** Who made it. */
  makers: Name[];
  guests: Name[];
  remixers: Name[];
};

const featuring = /[\s([]+(?:feat(?:uring)?|ft)\b\.?\s+([^)\]]*)[)\]]?/giu;
/** A slash or plus without spaces is part of a name: "AC/DC". */
const betweenNames = /\s*[,;]\s*|\s+[/+&×]\s+|\s*&\s+|\s+(?:and|x|vs\.?|with|presents|pres\.?|con|und|et|meets)\s+/iu;
/** "(Kiln Remix)", "[Kiln & Ada Rework]", " - Kiln Edit" at the end. */
const remixOf =
  /(?:[([]|\s[-–—]\s)\s*([^()[\]]+?)\s+(?:re-?mix|rmx|rework|re-?fix|re-?edit|bootleg|flip|edit)\b[^()[\]]*(?:[)\]]|$)/giu;
/** In front of "edit" and "remix" these are no names. */
const noNames = new Set(
  ['radio', 'club', 'extended', 'original', 'single', 'album', 'short', 'long', 'video', 'clean', 'dirty', 'vocal']
    .concat(['instrumental', 'official', 'full', 'main', 'dj', 'festival', 'the', 'intro', 'dub', 'live', 'acoustic'])
    .concat(['vip', 'tv', 'mono', 'stereo', 'dance', 'house', 'techno', 'disco', 'new', 'special', 'alternative']),
);

/** The names in an artist, a title and a remixer as tags have them. */
export function readCredits(artist: string, title: string, remixer = ''): Credits {
  const guests = [artist, title].flatMap((text) =>
    [...text.matchAll(featuring)].flatMap(([, names]) => split(names ?? '')),
  );
  const makers = split(artist.replace(featuring, ' '));
  const remixers = [
    ...split(remixer),
    ...[...title.matchAll(remixOf)].flatMap(([, names]) => split(names ?? '').filter(isNobodysWord)),
  ];
  const isMaker = new Set(makers.map(({ key }) => key));
  const others = (names: Name[]) => unique(names).filter(({ key }) => !isMaker.has(key));
  return { makers: unique(makers), guests: others(guests), remixers: unique(remixers) };
}

/** How a name is compared: no capitals, accents, signs or "The" in front. */
export function nameKey(name: string): string {
  const folded = foldText(name)
    .trim()
    .replace(/^the\s+/, '');
  return folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, '') || folded;
}

function isNobodysWord({ name }: Name): boolean {
  return !name
    .toLowerCase()
    .split(/\s+/)
    .every((word) => noNames.has(word) || /^\d/.test(word));
}

function split(names: string): Name[] {
  return names
    .split(betweenNames)
    .map((name) => name.trim().replace(/^[([\]\s]+|[)\]\s]+$/g, ''))
    .map((name) => ({ key: nameKey(name), name }))
    .filter(({ key }) => key !== '');
}

function unique(names: readonly Name[]): Name[] {
  return [...new Map(names.map((name) => [name.key, name])).values()];
}
