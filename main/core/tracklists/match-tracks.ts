import { type Db, prepare } from '#core/db/query.ts';
import { withoutVersion } from '#core/library/duplicates/version-words.ts';
import { EntryMatcher } from '#core/playlists/match-entry.ts';
import { withoutGuests } from '#core/playlists/match-score.ts';
import { foldText } from '#shared/fold-text.ts';
import type { EntryFacts } from '#shared/tracklist/tracklist-parts.ts';
import { plainText, textLikeness } from './text-likeness.ts';
import type { EntryState } from './tracklist-state.ts';

/** From here on an entry is taken for a track. */
export const leastMatch = 0.7;
const leastOffered = 0.4;
const mostOfOther = 0.65;
const leastLikeness = 0.6;
const mostWithoutArtist = 0.85;
const weights = { artist: 0.4, albumArtist: 0.35, title: 0.4, query: 0.2, extra: 0.05 };
/** What an entry does not say of a version is not held against a track. */
const plainVersion = /^(?:original|extended|club|radio|album|full length)?\s*(?:mix|edit|version)?$/;

type TrackNames = {
  id: number;
  title: string;
  artist: string;
  album_artist: string;
  file_name: string;
  bpm: number | null;
  musical_key: number | null;
};

export type TrackMatch = { trackId: number; score: number };

/** Tracks that an entry may be, the likeliest first. */
export class TrackMatcher {
  readonly #db: Db;
  readonly #entries: EntryMatcher;

  constructor(db: Db) {
    this.#db = db;
    this.#entries = new EntryMatcher(db);
  }

  candidates(entry: EntryFacts, count: number): TrackMatch[] {
    if (entry.title.trim() === '' || entry.isUnknown) return [];
    const ids = this.#entries
      .candidates({ ...factsOf(entry), album: '', durationMs: null, location: '' }, 20)
      .map(({ trackId }) => trackId);
    const rows = prepare(
      this.#db,
      `SELECT id, title, artist, album_artist, file_name, bpm, musical_key FROM track
       WHERE id IN (SELECT value FROM json_each(?))`,
    ).all(JSON.stringify(ids)) as TrackNames[];
    const order = new Map(ids.map((id, index) => [id, index]));
    return rows
      .map((row) => ({ trackId: row.id, score: scoreTrack(entry, row) }))
      .filter(({ score }) => score >= leastOffered)
      .sort((one, other) => other.score - one.score || (order.get(one.trackId) ?? 0) - (order.get(other.trackId) ?? 0))
      .slice(0, count);
  }

  /** The same entries with their tracks; what the user chose stays. */
  match(entries: readonly EntryState[]): EntryState[] {
    return entries.map((entry) => {
      if (entry.isMatchFixed) return entry;
      const [best] = this.candidates(entry, 1);
      if (!best || best.score < leastMatch) return { ...entry, trackId: null, matchScore: null };
      return { ...entry, trackId: best.trackId, matchScore: best.score };
    });
  }
}

function factsOf({ artist, title, remix, isrc }: EntryFacts): { title: string; artist: string; isrc: string } {
  return { artist, title: remix === '' ? title : `${title} (${remix})`, isrc };
}

/** 0.4 the artist, 0.4 the title, 0.2 all of it as one text, and a little for tempo and key. */
export function scoreTrack(entry: EntryFacts, track: Omit<TrackNames, 'id'>): number {
  const title = track.title === '' ? track.file_name.replace(/\.[^.]{1,5}$/, '') : track.title;
  const whole = factsOf(entry);
  const artist = Math.max(
    scoreArtist(entry.artist, track.artist) * weights.artist,
    scoreArtist(entry.artist, track.album_artist) * weights.albumArtist,
  );
  const query = textLikeness(`${whole.artist} ${whole.title}`, `${track.artist} ${title}`);
  // Where nobody is named, title and text have to say it alone.
  const known = entry.artist === '' ? weights.title + weights.query : 1;
  const sum =
    (entry.artist === '' ? 0 : artist) + scoreTitle(whole.title, title) * weights.title + query * weights.query;
  const cap = capOf(entry, track, isOtherVersion(whole.title, title));
  return Math.round(Math.min(cap, sum / known + extras(entry, track)) * 1000) / 1000;
}

/** A title alone does not say whose it is, and a cover is another recording. */
function capOf(entry: EntryFacts, track: Pick<TrackNames, 'artist' | 'album_artist'>, isOther: boolean): number {
  if (isOther) return mostOfOther;
  if (entry.artist === '') return mostWithoutArtist;
  const artist = Math.max(scoreArtist(entry.artist, track.artist), scoreArtist(entry.artist, track.album_artist));
  return artist < leastLikeness ? mostOfOther : 1;
}

/** Both name a version, and not the same one: offered, never taken. */
function isOtherVersion(one: string, other: string): boolean {
  const [first, second] = [plainTitle(one), plainTitle(other)];
  return first.version !== '' && second.version !== '' && textLikeness(first.version, second.version) < 0.75;
}

function extras(entry: EntryFacts, track: Pick<TrackNames, 'bpm' | 'musical_key'>): number {
  const hasBpm = entry.bpm !== null && track.bpm !== null && Math.abs(entry.bpm / track.bpm - 1) <= 0.06;
  const hasKey = entry.musicalKey !== null && entry.musicalKey === track.musical_key;
  return (hasBpm ? weights.extra : 0) + (hasKey ? weights.extra : 0);
}

function scoreArtist(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  const [first, second] = [plainText(one), plainText(other)];
  if (first === second) return 1;
  const [lead, otherLead] = [plainText(withoutGuests(foldText(one))), plainText(withoutGuests(foldText(other)))];
  if (lead === otherLead && lead !== '') return 0.85;
  return contains(first, second) ? 0.9 : textLikeness(one, other);
}

function scoreTitle(one: string, other: string): number {
  const [first, second] = [plainTitle(one), plainTitle(other)];
  if (first.whole === second.whole) return 1;
  // Of one name in two versions; one without any may be this one.
  if (first.bare === second.bare) return first.version === '' || second.version === '' ? 0.9 : 0.8;
  return contains(first.whole, second.whole) ? 0.9 : textLikeness(one, other);
}

function plainTitle(title: string): { whole: string; bare: string; version: string } {
  const folded = withoutGuests(foldText(title));
  const bare = withoutVersion(folded);
  const version = folded
    .replace(bare.trim(), ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const told = plainVersion.test(version) ? '' : version;
  return { whole: plainText(told === '' ? bare : folded), bare: plainText(bare), version: told };
}

function contains(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 3 && ` ${long} `.includes(` ${short} `);
}
