import { nameKey } from '#shared/credits.ts';
import { artistLine } from '#shared/display-artists.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import {
  type Fix,
  longestText,
  onRelease,
  onTrack,
  type Place,
  type Problem,
  patchRelease,
  patchTrack,
  type Rule,
} from '../finding.ts';
import type { LintArtist, LintInput, LintPerson, LintRelease, LintTrack } from '../lint-input.ts';
import { joinNames, readGuests, splitNames } from '../title-parts.ts';

export const variousArtists = 'Various Artists';

type Owner = {
  owner: LintRelease | LintTrack;
  place: (field: 'artists' | 'artist') => Place;
  fix: (artists: readonly LintArtist[], options?: { isSafe?: boolean }) => Fix;
};

function owners({ release, tracks }: LintInput): Owner[] {
  return [
    {
      owner: release,
      place: (field) => onRelease(field),
      fix: (artists, options) => patchRelease('apply', { artists }, options),
    },
    ...tracks.map(
      (track, index): Owner => ({
        owner: track,
        place: (field) => onTrack(index, field),
        fix: (artists, options) => patchTrack('apply', index, { artists }, options),
      }),
    ),
  ];
}

const isVarious = (name: string) => ['variousartists', 'various', 'va'].includes(nameKey(name));

/** "A feat. B" as the name of one artist. */
function featInName({ owner, place, fix }: Owner): Problem[] {
  const wrong = owner.artists.find(({ name }) => name.length <= longestText && readGuests(name) !== null);
  const guests = wrong && readGuests(wrong.name);
  if (!wrong || !guests) return [];
  const name = wrong.name.slice(0, guests.wholeFrom).trim();
  if (name === '') return [];
  const apart = owner.artists.flatMap((artist): LintArtist[] =>
    artist === wrong
      ? [
          { ...artist, name },
          ...guests.names.map((guest): LintArtist => ({ name: guest, role: 'featured', personId: null })),
        ]
      : [artist],
  );
  const seen = new Set<string>();
  const once = apart.filter((artist) => !seen.has(nameKey(artist.name)) && seen.add(nameKey(artist.name)));
  return [{ place: place('artists'), values: { name: wrong.name.slice(0, 200) }, fix: fix(once) }];
}

/** Nobody is its main artist. A track takes those of the release, where its line says so or nothing. */
function nobody({ owner, place, fix }: Owner, index: number, release: LintRelease): Problem[] {
  if (owner.artists.some(({ name, role }) => role === 'main' && name.trim() !== '')) return [];
  const [only, second] = splitNames(owner.artist.slice(0, longestText));
  const ofRelease = index > 0 && (only === undefined || owner.artist === release.artist) ? release.artists : [];
  const named =
    only !== undefined && second === undefined ? [{ name: only, role: 'main' as const, personId: null }] : [];
  const main = (ofRelease.length > 0 ? ofRelease : named).filter(({ role }) => role === 'main');
  const artists = [...main, ...owner.artists.filter(({ name }) => name.trim() !== '' && !has(main, name))];
  return [{ place: place('artists'), fix: main.length === 0 ? undefined : fix(artists, { isSafe: false }) }];
}

/** One artist, two spellings: the address book's counts, else the release's, else the first. */
function spelling(input: LintInput): Problem[] {
  const right = new Map<string, string>();
  const people = new Map(input.library.people.map((person) => [person.id, person.name]));
  const all = owners(input);
  for (const { owner } of all) {
    for (const { name, personId } of owner.artists) {
      const known = personId === null ? undefined : people.get(personId);
      if (known !== undefined && nameKey(known) === nameKey(name)) right.set(nameKey(name), known);
    }
  }
  for (const { owner } of all) {
    for (const { name } of owner.artists) if (!right.has(nameKey(name))) right.set(nameKey(name), name);
  }
  return all.flatMap(({ owner, place, fix }): Problem[] => {
    const wrong = owner.artists.find(({ name }) => right.get(nameKey(name)) !== name);
    if (!wrong) return [];
    const name = right.get(nameKey(wrong.name)) ?? wrong.name;
    const fixed = owner.artists.map((artist) => ({ ...artist, name: right.get(nameKey(artist.name)) ?? artist.name }));
    return [{ place: place('artists'), values: { said: wrong.name, name }, fix: fix(fixed) }];
  });
}

function displayed({ owner, place }: Owner, index: number): Problem[] {
  const { artist, artists } = owner;
  const main = artists.filter(({ role }) => role === 'main');
  if (artist.trim() === '' || main.length === 0 || artist.length > longestText) return [];
  const shown = nameKey(artist);
  const missing = main.find(({ name }) => !shown.includes(nameKey(name)));
  if (!missing || artist === artistLine(artists) || (index === 0 && isVarious(artist))) return [];
  const line = artistLine(artists);
  const fix = index === 0 ? patchRelease('apply', { artist: line }) : patchTrack('apply', index - 1, { artist: line });
  return [{ place: place('artist'), values: { name: missing.name }, fix }];
}

function various({ release, tracks }: LintInput): Problem[] {
  if (tracks.length === 0) return [];
  const firsts = tracks.map(({ artists }) => artists.find(({ role }) => role === 'main')?.name ?? '');
  const keys = new Set(firsts.filter((name) => name !== '').map(nameKey));
  const mains = release.artists.filter(({ role }) => role === 'main');
  const says = mains.some(({ name }) => isVarious(name)) || isVarious(release.artist);
  const single = firsts.find((name) => name !== '');
  if (says && keys.size === 1 && single !== undefined && !isVarious(single)) {
    const [artist] = tracks[0]?.artists.filter(({ role }) => role === 'main') ?? [];
    const fix = artist && patchRelease('apply', { artists: [artist], artist: artist.name }, { isSafe: false });
    return [{ place: onRelease('artists'), values: { kind: 'one', name: single }, fix }];
  }
  if (says || keys.size < 4 || release.kind === 'djMix') return [];
  // A dozen guests of one artist are no compilation.
  if (mains.length > 0 && tracks.every(({ artists }) => mains.every(({ name }) => has(artists, name)))) return [];
  const fix = patchRelease(
    'apply',
    { artists: [{ name: variousArtists, role: 'main', personId: null }], artist: variousArtists, kind: 'compilation' },
    { isSafe: false },
  );
  return [{ place: onRelease('artists'), values: { kind: 'many', count: keys.size }, fix }];
}

function has(artists: readonly LintArtist[], name: string): boolean {
  return artists.some((artist) => nameKey(artist.name) === nameKey(name));
}

/** A guest on every track is a guest of the release. */
function featuredAllThrough({ release, tracks }: LintInput): Problem[] {
  if (tracks.length < 2) return [];
  const [first] = tracks;
  const missing = (first?.artists ?? []).filter(
    ({ name, role }) =>
      role === 'featured' && !has(release.artists, name) && tracks.every(({ artists }) => has(artists, name)),
  );
  if (missing.length === 0) return [];
  const fix = patchRelease('credit', { artists: [...release.artists, ...missing] });
  return [{ place: onRelease('artists'), values: { names: joinNames(missing.map(({ name }) => name)) }, fix }];
}

/** Everybody the release names, once, where they are named first. */
function namedPeople(input: LintInput): { person: LintPerson; place: Place }[] {
  const people = new Map(input.library.people.map((person) => [person.id, person]));
  const found = new Map<number, { person: LintPerson; place: Place }>();
  const see = (id: number | null, place: Place) => {
    const person = id === null ? undefined : people.get(id);
    if (person && !found.has(person.id)) found.set(person.id, { person, place });
  };
  for (const { owner, place } of owners(input))
    for (const { personId } of owner.artists) see(personId, place('artists'));
  for (const [index, { credits, writers }] of input.tracks.entries()) {
    for (const { personId } of [...writers, ...credits]) see(personId, onTrack(index, 'credits'));
  }
  return [...found.values()];
}

const ofPeople =
  (kind: 'isni' | 'ipi'): Rule['check'] =>
  (input) =>
    namedPeople(input)
      .filter(({ person }) => person[kind] !== '' && parseIdentifier(kind, person[kind]) === null)
      .map(({ person, place }) => ({ place, values: { name: person.name, said: person[kind] } }));

const style = { isStyle: true, canIgnore: true } as const;

export const artistRules: readonly Rule[] = [
  {
    ...{ id: 'artist-missing', severity: 'error', canIgnore: false },
    check: (input) => owners(input).flatMap((owner, index) => nobody(owner, index, input.release)),
  },
  { ...{ id: 'artist-feat', severity: 'error', ...style }, check: (input) => owners(input).flatMap(featInName) },
  { ...{ id: 'artist-spelling', severity: 'warning', canIgnore: true }, check: spelling },
  { ...{ id: 'artist-featured-release', severity: 'warning', ...style }, check: featuredAllThrough },
  { ...{ id: 'artist-display', severity: 'warning', ...style }, check: (input) => owners(input).flatMap(displayed) },
  { ...{ id: 'artist-various', severity: 'warning', ...style }, check: various },
  {
    ...{ id: 'artist-page', severity: 'note', canIgnore: true },
    check: (input) => {
      const isMain = new Set(
        input.release.artists.filter(({ role }) => role === 'main').map(({ personId }) => personId),
      );
      const unknown = namedPeople(input).filter(({ person }) => isMain.has(person.id) && !person.hasPage);
      return unknown.slice(0, 1).map(({ place }) => ({
        place,
        values: { names: joinNames(unknown.map(({ person }) => person.name)) },
      }));
    },
  },
  { ...{ id: 'isni-check', severity: 'warning', canIgnore: true }, check: ofPeople('isni') },
  { ...{ id: 'ipi-check', severity: 'warning', canIgnore: true }, check: ofPeople('ipi') },
  {
    ...{ id: 'single-artist', severity: 'error', ...style },
    check: ({ release, tracks }) => {
      const [only] = tracks;
      const names = (artists: readonly LintArtist[]) =>
        artists
          .filter(({ role }) => role === 'main')
          .map(({ name }) => nameKey(name))
          .sort()
          .join('\n');
      if (
        !only ||
        tracks.length !== 1 ||
        names(only.artists) === '' ||
        names(only.artists) === names(release.artists)
      ) {
        return [];
      }
      const values = { name: artistLine(only.artists) };
      return [
        {
          place: onRelease('artists'),
          values,
          fix: patchRelease(
            'takeOver',
            { artists: only.artists, artist: artistLine(only.artists) },
            { values, isSafe: false },
          ),
        },
      ];
    },
  },
];
