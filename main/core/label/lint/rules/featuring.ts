import { nameKey } from '#shared/credits.ts';
import { type Problem, type Rule, type TitleText, titleTexts } from '../finding.ts';
import type { LintArtist, LintInput } from '../lint-input.ts';
import {
  type Guests,
  hasWholeBrackets,
  joinNames,
  readBrackets,
  readGuests,
  replaceSpan,
  without,
} from '../title-parts.ts';

/** Artists with these as guests; who is there already keeps their part. */
function withGuests(artists: readonly LintArtist[], names: readonly string[], input: LintInput): LintArtist[] {
  const known = new Set(artists.map(({ name }) => nameKey(name)));
  const added = names.filter((name) => {
    const isNew = !known.has(nameKey(name));
    known.add(nameKey(name));
    return isNew;
  });
  return [
    ...artists,
    ...added.map((name): LintArtist => ({ name, role: 'featured', personId: personOf(name, input) })),
  ];
}

function personOf(name: string, { library }: LintInput): number | null {
  const same = library.people.filter((person) => nameKey(person.name) === nameKey(name));
  return same.length === 1 ? (same[0]?.id ?? null) : null;
}

/** The guests that nobody lists: "Simon & Garfunkel" may stand as one. */
function missingGuests({ names, text }: Guests, artists: readonly LintArtist[]): string[] {
  const known = new Set(artists.map(({ name }) => nameKey(name)));
  return known.has(nameKey(text)) ? [] : names.filter((name) => !known.has(nameKey(name)));
}

/** Several names may be one: "Tyler, The Creator" is listed by hand. */
function isPlain({ names }: Guests): boolean {
  return names.length === 1;
}

/** What is wrong with how guests are written, if anything. */
function wrongWay({ word, inBracket, isChain }: Guests): 'dot' | 'word' | 'case' | 'bracket' | null {
  if (inBracket === null) return 'bracket';
  if (isChain) return 'word';
  if (word === 'feat.') return null;
  if (word === 'feat') return 'dot';
  return word.toLowerCase().startsWith('feat') && word.length <= 5 ? 'case' : 'word';
}

function asStoresWrite({ text }: TitleText, guests: Guests): string {
  if (guests.inBracket && guests.isChain) {
    return replaceSpan(text, guests.from, guests.wholeTo - 1, `feat. ${joinNames(guests.names)}`);
  }
  if (guests.inBracket) return replaceSpan(text, guests.from, guests.to, 'feat.');
  const said = `feat. ${joinNames(guests.names)}`;
  const rest = without(text, guests.wholeFrom, guests.wholeTo);
  const brackets = readBrackets(rest);
  const [first] = brackets;
  if (!first) return `${rest} (${said})`;
  // Guests come first, what explains the version after them.
  const later = rest.slice(first.from).replaceAll('(', '[').replaceAll(')', ']');
  return `${rest.slice(0, first.from)}(${said}) ${later}`;
}

export const featuringRules: readonly Rule[] = [
  {
    id: 'title-feat',
    severity: 'error',
    isStyle: true,
    canIgnore: true,
    check: (input) =>
      titleTexts(input, ['title']).flatMap((title): Problem[] => {
        const guests = readGuests(title.text);
        const way = guests && wrongWay(guests);
        if (!guests || !way) return [];
        const missing = missingGuests(guests, title.owner.artists);
        const artists = missing.length > 0 ? { artists: withGuests(title.owner.artists, missing, input) } : {};
        return [
          {
            place: title.place,
            values: { way, word: guests.word },
            span: way === 'bracket' ? [guests.wholeFrom, guests.wholeTo] : [guests.from, guests.to],
            // Where a bracket is left open nobody knows what belongs to the name.
            fix: hasWholeBrackets(title.text)
              ? title.fix('apply', { title: asStoresWrite(title, guests), ...artists }, { isSafe: isPlain(guests) })
              : undefined,
          },
        ];
      }),
  },
  {
    id: 'artist-featured',
    severity: 'error',
    isStyle: true,
    canIgnore: true,
    check: (input) =>
      titleTexts(input, ['title']).flatMap((title): Problem[] => {
        const guests = readGuests(title.text);
        if (!guests || wrongWay(guests)) return [];
        const missing = missingGuests(guests, title.owner.artists);
        if (missing.length === 0) return [];
        return [
          {
            place: title.place,
            values: { names: joinNames(missing) },
            span: [guests.to, guests.wholeTo - 1],
            fix: title.fix(
              'credit',
              { artists: withGuests(title.owner.artists, missing, input) },
              { isSafe: isPlain(guests) },
            ),
          },
        ];
      }),
  },
  {
    id: 'artist-featured-main',
    severity: 'warning',
    isStyle: true,
    canIgnore: true,
    check: (input) =>
      titleTexts(input, ['title']).flatMap((title): Problem[] => {
        const guests = readGuests(title.text);
        if (!guests) return [];
        const named = new Set([guests.text, ...guests.names].map(nameKey));
        const { artists } = title.owner;
        const isGuest = ({ name, role }: LintArtist) => role === 'main' && named.has(nameKey(name));
        const wrong = artists.filter(isGuest);
        const others = artists.filter((artist) => artist.role === 'main' && !isGuest(artist));
        if (wrong.length === 0 || others.length === 0) return [];
        const right = artists.map((artist) => (isGuest(artist) ? { ...artist, role: 'featured' as const } : artist));
        return [
          {
            place: title.place,
            values: { names: joinNames(wrong.map(({ name }) => name)) },
            span: [guests.to, guests.inBracket ? guests.wholeTo - 1 : guests.wholeTo],
            fix: title.fix('apply', { artists: right }),
          },
        ];
      }),
  },
];
