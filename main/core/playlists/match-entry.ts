import { type Db, prepare } from '#core/db/query.ts';
import { withoutVersion } from '#core/library/duplicates/version-words.ts';
import type { EntryFacts } from '#shared/contract/playlists.ts';
import { foldText } from '#shared/fold-text.ts';
import { type LocatedFile, readLocation, sharedTail } from './match-location.ts';
import { type ComparedPiece, scorePieces, splitArtists, takeApart, withoutGuests } from './match-score.ts';

/** What a match rests on: a service's own name for the track, its place, its recording code, or what it is called. */
export const matchReasons = ['link', 'path', 'isrc', 'fileName', 'name'] as const;
export type MatchReason = (typeof matchReasons)[number];

/** A track of the library that may be the one meant. `score` is 0 to 1. */
export type EntryMatch = { trackId: number; score: number; by: MatchReason };

/** From here on nobody needs to be asked. */
export const sureScore = 0.85;
/** Below this it is something else. */
export const leastScore = 0.6;

type Candidate = {
  id: number;
  title: string;
  artist: string;
  file_name: string;
  path: string;
  duration_ms: number | null;
  missing_since: number | null;
};

const selectCandidates = 'SELECT id, title, artist, file_name, path, duration_ms, missing_since FROM track';
/** Of two titles that differ in an accent only, the one that is written the same is meant. */
const spelledElse = 0.0001;
const mostOfTitle = 100;
const mostOfArtist = 500;
/** Rows kept of artists that were looked for; the lists of one import name the same ones again and again. */
const mostKept = 50_000;

/** The track that is meant, or null. For many at once use `matchMany`, which remembers what it has read. */
export function matchFacts(db: Db, facts: EntryFacts): EntryMatch | null {
  return new EntryMatcher(db).match(facts);
}

/** The same for each of many, in their order. Each costs a few look-ups in indexes, however large the library is. */
export function matchMany(db: Db, wanted: readonly EntryFacts[]): (EntryMatch | null)[] {
  const matcher = new EntryMatcher(db);
  return wanted.map((facts) => matcher.match(facts));
}

/**
 * Finds the tracks of the library that facts from elsewhere speak of: by what a service calls them, by path, by ISRC, by
 * title with artist and duration, and by the end of a path on another machine. It sees the library as it is while it is
 * used; keep it no longer than one piece of work.
 */
export class EntryMatcher {
  readonly #db: Db;
  readonly #folders: { id: number; path: string }[];
  readonly #byArtist = new Map<string, { candidate: Candidate; piece: ComparedPiece }[]>();
  #kept = 0;

  constructor(db: Db) {
    this.#db = db;
    const rows = prepare(db, 'SELECT id, path FROM folder').all() as { id: number; path: string }[];
    this.#folders = rows.map(({ id, path }) => ({ id, path: path.replaceAll('\\', '/').replace(/\/+$/, '') }));
  }

  /** The best one, or null where none is likely (`leastScore`). */
  match(facts: EntryFacts): EntryMatch | null {
    return this.candidates(facts, 1)[0] ?? null;
  }

  /** Those that are likely, the best first. */
  candidates(facts: EntryFacts, count: number): EntryMatch[] {
    const found = new Map<number, EntryMatch>();
    const wanted = piecesOf(facts);
    const location = readLocation(facts.location);
    const isEnough = () => count === 1 && [...found.values()].some(({ score }) => score >= 0.97);
    const steps = [
      () => this.#byLink(facts.location),
      () => this.#byPath(location, wanted),
      () => this.#byIsrc(facts.isrc, wanted),
      () => this.#byName(facts, wanted),
      () => this.#byFileName(location, wanted),
    ];
    for (const step of steps) {
      if (isEnough()) break;
      for (const match of step()) {
        const known = found.get(match.trackId);
        if (match.score >= leastScore && (!known || known.score < match.score)) found.set(match.trackId, match);
      }
    }
    return [...found.values()].sort((a, b) => b.score - a.score || a.trackId - b.trackId).slice(0, count);
  }

  /** 'spotify:track:…' where that service's track was matched before. */
  #byLink(location: string): EntryMatch[] {
    const service = /^([a-z]+):/.exec(location)?.[1];
    if (service === undefined || service === 'file') return [];
    const rows = prepare(
      this.#db,
      'SELECT track_id, confidence FROM service_link WHERE service = ? AND item = ? LIMIT 10',
    ).all(service, location) as { track_id: number; confidence: number | null }[];
    return rows.map(({ track_id, confidence }) => ({ trackId: track_id, score: confidence ?? 1, by: 'link' }));
  }

  #byPath(location: LocatedFile | undefined, wanted: readonly ComparedPiece[]): EntryMatch[] {
    if (!location) return [];
    const read = prepare(this.#db, `${selectCandidates} WHERE folder_id = ? AND path = ?`);
    const spellings = new Set([location.path, location.path.normalize('NFC'), location.path.normalize('NFD')]);
    return this.#folders.flatMap(({ id, path: folder }) =>
      [...spellings].flatMap((path): EntryMatch[] => {
        if (!path.startsWith(`${folder}/`)) return [];
        const row = read.get(id, path.slice(folder.length + 1)) as Candidate | undefined;
        if (!row) return [];
        // Another song may lie there by now.
        const isOther = wanted.length > 0 && isAnother(row, wanted);
        return [{ trackId: row.id, score: isOther ? 0 : 1, by: 'path' }];
      }),
    );
  }

  #byIsrc(isrc: string, wanted: readonly ComparedPiece[]): EntryMatch[] {
    const code = isrc.replace(/[^a-zA-Z0-9]/g, '').toUpperCase();
    if (code.length !== 12) return [];
    // As tags have it.
    const written = [isrc, code, code.toLowerCase(), code.replace(/^(..)(...)(..)/, '$1-$2-$3-')];
    const rows = prepare(
      this.#db,
      `${selectCandidates} WHERE isrc IN (SELECT value FROM json_each(?)) AND isrc <> '' LIMIT 50`,
    ).all(JSON.stringify([...new Set(written)])) as Candidate[];
    return rows.map((row) => {
      const named = scoreRow(row, wanted);
      // Codes are given to other cuts by mistake; then the names do not agree either.
      const score = wanted.length > 0 && isAnother(row, wanted) ? 0.5 : 0.95 + named * 0.05;
      return { trackId: row.id, score: score - missingBy(row), by: 'isrc' };
    });
  }

  #byName(facts: EntryFacts, wanted: readonly ComparedPiece[]): EntryMatch[] {
    if (wanted.length === 0) return [];
    const seen = new Map<number, EntryMatch>();
    const note = (candidate: Candidate, piece: ComparedPiece) => {
      const named = Math.max(...wanted.map((each) => scorePieces(each, piece)));
      const score = named - missingBy(candidate) - (candidate.title === facts.title ? 0 : spelledElse);
      seen.set(candidate.id, { trackId: candidate.id, score, by: 'name' });
    };
    for (const { artist } of spellingsOf(facts)) {
      for (const spelling of artistSpellings(artist)) {
        for (const { candidate, piece } of this.#ofArtist(spelling)) note(candidate, piece);
      }
    }
    if ([...seen.values()].every(({ score }) => score < sureScore)) {
      for (const { title } of spellingsOf(facts)) {
        for (const candidate of this.#ofTitle(title)) {
          if (!seen.has(candidate.id)) note(candidate, pieceOf(candidate));
        }
      }
    }
    return [...seen.values()];
  }

  /** A path from another machine: the name and the folders around it are the same. */
  #byFileName(location: LocatedFile | undefined, wanted: readonly ComparedPiece[]): EntryMatch[] {
    const name = location?.parts[0];
    if (!location || name === undefined) return [];
    const names = [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])];
    const rows = prepare(
      this.#db,
      `${selectCandidates} WHERE file_name IN (SELECT value FROM json_each(?)) LIMIT ${mostOfTitle}`,
    ).all(JSON.stringify(names)) as Candidate[];
    const scored = rows.map((row): EntryMatch => {
      const tail = sharedTail(location.parts, row.path.split('/').reverse());
      const byTail = [0, 0.7, 0.86, 0.94][Math.min(tail, 3)] as number;
      const named = scoreRow(row, wanted);
      const isOther = wanted.length > 0 && isAnother(row, wanted);
      const score = isOther ? 0 : Math.max(byTail, named > 0 ? byTail * 0.5 + named * 0.5 : 0);
      return { trackId: row.id, score: score - missingBy(row), by: 'fileName' };
    });
    // Of several that lie alike none is sure.
    const best = Math.max(...scored.map(({ score }) => score));
    const isAlone = scored.filter(({ score }) => score === best).length === 1;
    return isAlone ? scored : scored.map((match) => ({ ...match, score: Math.min(match.score, sureScore - 0.05) }));
  }

  #ofArtist(folded: string): { candidate: Candidate; piece: ComparedPiece }[] {
    const known = this.#byArtist.get(folded);
    if (known) return known;
    const rows = prepare(this.#db, `${selectCandidates} WHERE artist_fold = ? LIMIT ${mostOfArtist}`).all(
      folded,
    ) as Candidate[];
    if (this.#kept > mostKept) {
      this.#byArtist.clear();
      this.#kept = 0;
    }
    const pieces = rows.map((candidate) => ({ candidate, piece: pieceOf(candidate) }));
    this.#byArtist.set(folded, pieces);
    this.#kept += pieces.length + 1;
    return pieces;
  }

  /** Tracks of that title, or of that title and what is said of a version or a guest behind it. */
  #ofTitle(title: string): Candidate[] {
    const folded = foldText(title).trim();
    const bare = withoutVersion(withoutGuests(folded)).trim();
    const exact = prepare(this.#db, `${selectCandidates} WHERE title_fold = ? LIMIT ${mostOfTitle}`);
    const longer = prepare(
      this.#db,
      `${selectCandidates} WHERE title_fold >= ? AND title_fold < ? LIMIT ${mostOfTitle}`,
    );
    const titles = [...new Set([folded, bare])].filter((each) => each !== '');
    return [
      ...titles.flatMap((each) => exact.all(each) as Candidate[]),
      ...[' (', ' [', ' - ', ' feat', ' ft'].flatMap((next) =>
        bare === '' ? [] : (longer.all(`${bare}${next}`, `${bare}${next}\u{10ffff}`) as Candidate[]),
      ),
    ];
  }
}

/** A missing file is taken where no other is as good. */
function missingBy({ missing_since }: Candidate): number {
  return missing_since === null ? 0 : 0.02;
}

/** A name without an artist may hold one: "Artist - Title". */
function spellingsOf({ title, artist }: Pick<EntryFacts, 'title' | 'artist'>): { title: string; artist: string }[] {
  if (title.trim() === '') return [];
  const [first = '', ...rest] = title.split(/ [-–—] /);
  const split = artist.trim() === '' && rest.length > 0 ? [{ title: rest.join(' - '), artist: first }] : [];
  return [{ title, artist }, ...split];
}

function piecesOf(facts: EntryFacts): ComparedPiece[] {
  return spellingsOf(facts).map((spelling) => takeApart({ ...spelling, durationMs: facts.durationMs }));
}

function pieceOf({ title, artist, file_name, duration_ms }: Candidate): ComparedPiece {
  const [spelling] = spellingsOf({ title: title || bareName(file_name), artist }).toReversed();
  return takeApart({ title: '', artist: '', ...spelling, durationMs: duration_ms });
}

/** `03 - Artist - Title.mp3` without number and ending. */
function bareName(fileName: string): string {
  return fileName.replace(/\.[^.]{1,5}$/, '').replace(/^\d{1,3}(?:\s*[-.]\s*|\s+)/, '');
}

function artistSpellings(artist: string): string[] {
  const folded = foldText(artist).trim();
  if (folded === '') return [];
  const bare = folded.replace(/^the /, '');
  const first = folded.split(/\s*(?:[,;/&]|\bfeat\b|\bft\b)/)[0]?.trim() ?? folded;
  const spellings = new Set([folded, bare, `the ${bare}`, first]);
  if (splitArtists(artist).length > 1) for (const part of folded.split(/\s*[,;/&]\s*/)) spellings.add(part.trim());
  spellings.delete('');
  return [...spellings];
}

function scoreRow(row: Candidate, wanted: readonly ComparedPiece[]): number {
  if (wanted.length === 0) return 0;
  const piece = pieceOf(row);
  return Math.max(...wanted.map((each) => scorePieces(each, piece)));
}

/** Neither name nor length agree. */
function isAnother(row: Candidate, wanted: readonly ComparedPiece[]): boolean {
  if (row.title === '') return false;
  const piece = pieceOf(row);
  return wanted.every((each) => {
    if (scorePieces({ ...each, durationMs: null }, { ...piece, durationMs: null }) > 0.4) return false;
    return each.durationMs === null || piece.durationMs === null || Math.abs(each.durationMs - piece.durationMs) > 3000;
  });
}
