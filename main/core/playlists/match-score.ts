import { plainTitle, type VersionName, versionOf, withoutVersion } from '#core/library/duplicates/version-words.ts';
import { foldText } from '#shared/fold-text.ts';

/** What two names of a piece are compared by. Durations are milliseconds. */
export type NamedPiece = { title: string; artist: string; durationMs: number | null };

/** The same, taken apart once, so that many can be compared with one. */
export type ComparedPiece = {
  /** The title without its version, letters and digits only. */
  base: string;
  pairs: ReadonlySet<string>;
  version: VersionName;
  /** Each of them, folded; empty where nobody is named. */
  artists: readonly string[];
  durationMs: number | null;
};

/** How much each part says, of what both sides know. */
const weights = { title: 0.5, artist: 0.35, duration: 0.15 };
/** A name alone is never quite sure. */
const mostWithout = { duration: 0.92, artist: 0.8, both: 0.7 };
const unlikeTitle = 0.6;
/** Of a title that is a part of the other one. */
const mostOfPart = 0.75;

const featuring = /[([]?\b(?:feat(?:uring)?|ft)\b\.? ([^)\]]*)[)\]]?/g;
const betweenArtists = /\s*(?:[,;/&+]|\b(?:and|x|vs|with|presents|pres|feat|featuring|ft)\b\.?)\s*/u;

/** A folded title without the guests it names. */
export function withoutGuests(title: string): string {
  const bare = title.replace(featuring, ' ').replace(/\s+/g, ' ').trim();
  return bare === '' ? title : bare;
}

export function takeApart({ title, artist, durationMs }: NamedPiece): ComparedPiece {
  const folded = foldText(title);
  const bare = withoutGuests(folded);
  const base = plainTitle(withoutVersion(bare)).replaceAll(' ', '') || bare;
  const guests = [...folded.matchAll(featuring)].map(([, names]) => names ?? '');
  return {
    base,
    pairs: pairsOf(base),
    version: versionOf({ title: bare, artist: '', fileName: '' }),
    artists: [artist, ...guests].flatMap(splitArtists),
    durationMs,
  };
}

/** Those a name of artists names, folded, without a "The" in front. */
export function splitArtists(names: string): string[] {
  return foldText(names)
    .split(betweenArtists)
    .map((name) => name.replace(/^the /, '').replace(/[^\p{L}\p{N}\p{M}]+/gu, ''))
    .filter((name) => name !== '');
}

const betweenAsWritten = new RegExp(betweenArtists.source, 'iu');

/** The first of them as it is written, for catalogues that look for words; empty where there is none. */
export function firstArtist(names: string): string {
  const all = names.split(betweenAsWritten).map((name) => name.trim());
  return all.find((name) => name !== '') ?? '';
}

/**
 * How likely two names mean one recording, 0 to 1. Versions are kept apart: a remix is not its original, and what lasts
 * much longer is another cut. What one side does not know says nothing, and leaves it less sure.
 */
export function scorePieces(one: ComparedPiece, other: ComparedPiece): number {
  const title = scoreTitles(one, other);
  if (title === 0) return 0;
  const artist = scoreArtists(one.artists, other.artists);
  const duration = scoreDurations(one.durationMs, other.durationMs);
  let sum = title * weights.title;
  let known = weights.title;
  if (artist !== null) {
    sum += artist * weights.artist;
    known += weights.artist;
  }
  if (duration !== null) {
    sum += duration * weights.duration;
    known += weights.duration;
  }
  const caps = [sum / known, title];
  if (artist === null) caps.push(duration === null ? mostWithout.both : mostWithout.artist);
  else if (duration === null) caps.push(mostWithout.duration);
  if (artist !== null && artist < 0.3) caps.push(0.5);
  const apart = distance(one.durationMs, other.durationMs);
  if (apart !== null && apart.ms > 15_000 && apart.share > 0.05) caps.push(apart.share > 0.15 ? 0.6 : 0.75);
  return Math.min(...caps);
}

function scoreTitles(one: ComparedPiece, other: ComparedPiece): number {
  const likeness = one.base === other.base ? 1 : scoreBases(one, other);
  if (likeness < unlikeTitle) return 0;
  return likeness * scoreVersions(one, other);
}

/** Another spelling is likely the same piece. Another number never is, and words more or less leave it open. */
function scoreBases(one: ComparedPiece, other: ComparedPiece): number {
  if (numbersIn(one.base) !== numbersIn(other.base)) return 0;
  const likeness = dice(one.pairs, other.pairs);
  const isLonger = Math.abs(one.base.length - other.base.length) >= 3;
  return isLonger && (one.base.includes(other.base) || other.base.includes(one.base))
    ? Math.min(likeness, mostOfPart)
    : likeness;
}

function numbersIn(base: string): string {
  return (base.match(/\p{N}+/gu) ?? []).join();
}

function scoreVersions(one: ComparedPiece, other: ComparedPiece): number {
  const [words, otherWords] = [tellingWords(one.version.words), tellingWords(other.version.words)];
  const [whose, otherWhose] = [tellingNames(one.version), tellingNames(other.version)];
  const isSame =
    words.join() === otherWords.join() &&
    whose.every((name) => other.version.said.has(name)) &&
    otherWhose.every((name) => one.version.said.has(name));
  if (isSame) return 1;
  const apart = distance(one.durationMs, other.durationMs);
  const isAsLong = apart !== null && apart.ms <= 1000;
  const isUnsaid = words.length === 0 || otherWords.length === 0;
  if (isUnsaid) return isAsLong ? 0.82 : 0.7;
  return isAsLong ? 0.55 : 0.45;
}

/** A remaster and what is said of its words are one recording with the original. */
const untellingWords: readonly string[] = ['remaster', 'explicit', 'clean', 'version'];

function tellingWords(words: readonly string[]): string[] {
  return words.filter((word) => !untellingWords.includes(word));
}

function tellingNames({ words, qualifiers }: VersionName): string[] {
  if (tellingWords(words).length === 0) return [];
  return qualifiers.filter((name) => !/^\d+$/.test(name));
}

/** The share of those the shorter list names that the other names too; null where one side names nobody. */
function scoreArtists(one: readonly string[], other: readonly string[]): number | null {
  if (one.length === 0 || other.length === 0) return null;
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  const found = few.map((name) => Math.max(...many.map((each) => likenessOfNames(name, each))));
  const share = found.reduce((sum, each) => sum + each, 0) / few.length;
  return few.length === many.length ? share : share * 0.97;
}

function likenessOfNames(one: string, other: string): number {
  if (one === other) return 1;
  const likeness = dice(pairsOf(one), pairsOf(other));
  return likeness >= unlikeTitle ? likeness : 0;
}

function scoreDurations(one: number | null, other: number | null): number | null {
  const apart = distance(one, other);
  if (apart === null) return null;
  if (apart.ms <= 2000) return 1;
  // Falls evenly, to nothing at twenty seconds.
  return Math.max(0, 1 - (apart.ms - 2000) / 18_000);
}

function distance(one: number | null, other: number | null): { ms: number; share: number } | null {
  if (!one || !other) return null;
  const ms = Math.abs(one - other);
  return { ms, share: ms / Math.max(one, other) };
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at < text.length - 1; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/** How alike two texts are by the pairs of letters they share, 0 to 1. */
function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const pair of small) if (large.has(pair)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
