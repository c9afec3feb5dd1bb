import { type Db, prepare } from '#core/db/query.ts';
import type { MatchSuggestion, StatementItemId } from '#shared/contract/statements.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';

const mostShown = 12;
/** Less alike than this is no suggestion. */
const leastLikeness = 0.4;

type Candidate = {
  recordingId: number | null;
  releaseId: number | null;
  title: string;
  versionTitle: string;
  artist: string;
  code: string;
};

const recordings = `SELECT recording.id AS recordingId, NULL AS releaseId, title, version_title AS versionTitle, artist, isrc AS code
  FROM recording`;
const releases = `SELECT NULL AS recordingId, id AS releaseId, title, version_title AS versionTitle, artist,
  CASE WHEN upc <> '' THEN upc ELSE catalogue_number END AS code FROM release WHERE archived_at IS NULL`;

/** What an item of a statement may be. With `text`, what of the catalogue has these words. Nothing of it is ever matched by itself. */
export function suggestMatches(db: Db, { itemId, text }: { itemId: StatementItemId; text: string }): MatchSuggestion[] {
  const item = prepare(db, 'SELECT artist, title, release_title AS releaseTitle FROM statement_item WHERE id = ?').get(
    itemId,
  ) as { artist: string; title: string; releaseTitle: string } | undefined;
  if (!item) return [];
  const all = [...prepare(db, recordings).all(), ...prepare(db, releases).all()] as Candidate[];
  const words = plain(text).split(' ').filter(Boolean);
  const wanted = {
    title: pairs(item.title || item.releaseTitle),
    release: pairs(item.releaseTitle),
    artist: pairs(item.artist),
  };
  return all
    .filter((candidate) => words.length === 0 || hasWords(candidate, words))
    .map((candidate) => ({ candidate, likeness: likenessOf(candidate, wanted) }))
    .filter(({ likeness }) => words.length > 0 || likeness >= leastLikeness)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, mostShown)
    .map(({ candidate, likeness }) => toSuggestion(candidate, likeness));
}

function toSuggestion(candidate: Candidate, likeness: number): MatchSuggestion {
  const { recordingId, releaseId, title, versionTitle, artist, code } = candidate;
  const whole = versionTitle === '' ? title : `${title} (${versionTitle})`;
  return {
    recordingId,
    releaseId,
    title: whole,
    artist,
    code,
    likeness: Math.round(likeness * 100) / 100,
  } as MatchSuggestion;
}

function hasWords({ title, versionTitle, artist, code }: Candidate, words: readonly string[]): boolean {
  const whole = plain(`${title} ${versionTitle} ${artist} ${code}`);
  return words.every((word) => whole.includes(word));
}

type Wanted = { title: Set<string>; release: Set<string>; artist: Set<string> };

function likenessOf({ title, versionTitle, artist, recordingId }: Candidate, wanted: Wanted): number {
  const wantedTitle = recordingId === null && wanted.release.size > 0 ? wanted.release : wanted.title;
  const byTitle = Math.max(alike(pairs(title), wantedTitle), alike(pairs(`${title} ${versionTitle}`), wantedTitle));
  if (artist === '' || wanted.artist.size === 0) return byTitle;
  return 0.7 * byTitle + 0.3 * alike(pairs(artist), wanted.artist);
}

function plain(text: string): string {
  return wordsOf(foldText(text)).join(' ');
}

/** The pairs of letters of a text: what two spellings of one title share most of. */
function pairs(text: string): Set<string> {
  const folded = ` ${plain(text)} `;
  const found = new Set<string>();
  if (folded.trim() === '') return found;
  for (let at = 0; at + 2 <= folded.length; at += 1) found.add(folded.slice(at, at + 2));
  return found;
}

/** Dice's coefficient. */
function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
