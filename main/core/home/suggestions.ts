import { type Db, prepare } from '#core/db/query.ts';

/** Why a song or a pack is suggested. */
export type SuggestionReason =
  | { kind: 'due'; day: string }
  | { kind: 'waiting'; personId: number }
  | { kind: 'almostDone'; percent: number }
  | { kind: 'goOn'; percent: number }
  | { kind: 'recent' }
  | { kind: 'quiet'; days: number }
  | { kind: 'packAlmostDone'; percent: number }
  | { kind: 'underWay'; percent: number };

export type Suggestion = {
  kind: 'song' | 'pack';
  id: number;
  title: string;
  artist: string;
  score: number;
  /** The strongest first. */
  reasons: SuggestionReason[];
  /** The steps that are left, where they are few enough to name. */
  left: string[];
};

export type OpenSong = {
  id: number;
  title: string;
  artist: string;
  /** 'yyyy-mm-dd', or empty. */
  deadline: string;
  changedAt: number;
  /** When the last step was done, or else when it was started. */
  workedAt: number;
  total: number;
  done: number;
  /** Open steps in order, with who they are for; none where there are many and all of them are nobody's. */
  open: { name: string; assigneeId: number | null }[];
};

export type OpenPack = { id: number; name: string; core: number; complete: number };

const dayMs = 86_400_000;
const dueWithinDays = 7;
const recentDays = 7;
const quietDays = 30;
const mostQuiet = 3;
const mostLeft = 3;

type Moment = { now: number; today: string; personId: number | null; limit: number };

/**
 * What to do next: the scores of systems.md 000.12, where a deadline takes the place of a community event. The best ones
 * are picked, and shuffled by the day, so that they are not the same ones every morning and stay where they are until then.
 */
export function suggest(songs: readonly OpenSong[], packs: readonly OpenPack[], moment: Moment): Suggestion[] {
  const { limit, today } = moment;
  const unfinished = songs.filter(({ total, done }) => total === 0 || done < total);
  const newest = unfinished.reduce<OpenSong | null>(
    (best, song) => (best && best.changedAt >= song.changedAt ? best : song),
    null,
  );
  const quiet = new Set(
    songs
      .filter(({ workedAt }) => moment.now - workedAt >= quietDays * dayMs)
      .sort((a, b) => a.workedAt - b.workedAt)
      .slice(0, mostQuiet)
      .map(({ id }) => id),
  );
  const scored = [
    ...songs.flatMap((song) => scoreSong(song, { ...moment, isNewest: song === newest, isQuiet: quiet.has(song.id) })),
    ...packs.flatMap(scorePack),
  ];
  scored.sort((a, b) => b.score - a.score || a.id - b.id);
  const pool = scored.slice(0, Math.max(2 * limit, 10));
  // What cannot wait is never lost to the shuffle.
  const urgent = pool.filter(({ score }) => score >= 100).slice(0, limit);
  const rest = shuffle(
    pool.filter(({ score }) => score < 100),
    seedOf(today),
  );
  return [...urgent, ...rest].slice(0, limit);
}

function scoreSong(
  song: OpenSong,
  { now, today, personId, isNewest, isQuiet }: Moment & { isNewest: boolean; isQuiet: boolean },
): Suggestion[] {
  const share = song.total === 0 ? 0 : song.done / song.total;
  const percent = Math.round(share * 100);
  const found: [number, SuggestionReason][] = [];
  if (song.deadline !== '' && daysBetween(today, song.deadline) <= dueWithinDays) {
    found.push([100, { kind: 'due', day: song.deadline }]);
  }
  const waiting = waitsForMe(song, personId);
  if (waiting !== null) found.push([9, { kind: 'waiting', personId: waiting }]);
  if (percent >= 80 && percent < 100) found.push([8 + share * 2, { kind: 'almostDone', percent }]);
  if (isNewest && percent < 100) found.push([percent >= 70 ? 10 : 7, { kind: 'goOn', percent }]);
  else if (now - song.changedAt < recentDays * dayMs && percent < 100) found.push([6, { kind: 'recent' }]);
  if (isQuiet && percent < 100) found.push([4, { kind: 'quiet', days: Math.floor((now - song.workedAt) / dayMs) }]);
  if (found.length === 0 && percent < 100) found.push([fallbackScore(percent), { kind: 'underWay', percent }]);
  if (found.length === 0) return [];
  found.sort(([a], [b]) => b - a);
  return [
    {
      kind: 'song',
      id: song.id,
      title: song.title,
      artist: song.artist,
      score: found[0]?.[0] ?? 0,
      reasons: found.map(([, reason]) => reason),
      left: song.open.length <= mostLeft ? song.open.map(({ name }) => name) : [],
    },
  ];
}

/** Somebody whose step comes after one that is mine or nobody's, and is next. */
function waitsForMe({ open }: OpenSong, personId: number | null): number | null {
  const [next, ...later] = open;
  if (!next || personId === null || (next.assigneeId !== null && next.assigneeId !== personId)) return null;
  return later.find(({ assigneeId }) => assigneeId !== null && assigneeId !== personId)?.assigneeId ?? null;
}

function fallbackScore(percent: number): number {
  if (percent >= 70) return 3;
  return percent >= 50 ? 2 : 1;
}

function scorePack({ id, name, core, complete }: OpenPack): Suggestion[] {
  const share = core === 0 ? 0 : complete / core;
  const percent = Math.round(share * 100);
  if (percent < 70 || percent >= 100) return [];
  const reasons: SuggestionReason[] = [{ kind: 'packAlmostDone', percent }];
  return [{ kind: 'pack', id, title: name, artist: '', score: 5 + share * 2, reasons, left: [] }];
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

function seedOf(text: string): number {
  let seed = 2166136261;
  for (const letter of text) seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0;
  return seed;
}

/** Fisher and Yates, with mulberry32 for chance, so that a day has one order. */
function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const result = [...items];
  let state = seed;
  for (let index = result.length - 1; index > 0; index -= 1) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const other = ((mixed ^ (mixed >>> 14)) >>> 0) % (index + 1);
    [result[index], result[other]] = [result[other] as Item, result[index] as Item];
  }
  return result;
}

type SongRow = Omit<OpenSong, 'open'> & { isAssigned: 0 | 1 | null };

const selectOpen = `WITH mine AS MATERIALIZED (
    SELECT id FROM song WHERE status = 'inProgress' AND (@person IS NULL OR owner_id IS NULL OR owner_id = @person
      OR EXISTS (SELECT 1 FROM song_person WHERE song_id = song.id AND person_id = @person)
      OR EXISTS (SELECT 1 FROM song_step WHERE song_id = song.id AND assignee_id = @person))),
  steps AS MATERIALIZED (
    SELECT song_id, sum(is_enabled) AS total, sum(is_enabled AND is_done) AS done, max(done_at) AS doneAt,
      max(is_enabled AND NOT is_done AND assignee_id IS NOT NULL) AS isAssigned
    FROM song_step WHERE song_id IN mine GROUP BY song_id)
  SELECT song.id, title, artist, deadline, changed_at AS changedAt, coalesce(total, 0) AS total, coalesce(done, 0) AS done,
    coalesce(doneAt, (SELECT max(at) FROM song_status_change WHERE song_id = song.id), created_at) AS workedAt, isAssigned
  FROM mine JOIN song ON song.id = mine.id LEFT JOIN steps ON song_id = song.id`;

/** Songs in progress that a person owns or takes part in; everybody's where nobody is named. */
export function readOpenSongs(db: Db, personId: number | null): OpenSong[] {
  const rows = prepare(db, selectOpen).all({ person: personId }) as SongRow[];
  // Of most songs nobody is told what is left, nor waits for it.
  const wanted = rows.filter(({ total, done, isAssigned }) => isAssigned === 1 || total - done <= mostLeft);
  const steps = prepare(
    db,
    `SELECT song_id AS songId, name, assignee_id AS assigneeId FROM song_step
     WHERE song_id IN (SELECT value FROM json_each(?)) AND is_enabled = 1 AND is_done = 0 ORDER BY song_id, position`,
  ).all(JSON.stringify(wanted.map(({ id }) => id))) as (OpenSong['open'][number] & { songId: number })[];
  const open = new Map<number, OpenSong['open']>();
  for (const { songId, ...step } of steps) {
    const known = open.get(songId);
    if (known) known.push(step);
    else open.set(songId, [step]);
  }
  return rows.map(({ isAssigned: _, ...row }) => ({ ...row, open: open.get(row.id) ?? [] }));
}

/** Packs that are not out yet, with how many of their core songs are complete. */
export function readOpenPacks(db: Db): OpenPack[] {
  return prepare(
    db,
    `SELECT pack.id, pack.name, count(song.id) AS core,
       sum(song.status = 'released' OR (
         EXISTS (SELECT 1 FROM song_step WHERE song_id = song.id AND is_enabled = 1)
         AND NOT EXISTS (SELECT 1 FROM song_step WHERE song_id = song.id AND is_enabled = 1 AND is_done = 0))) AS complete
     FROM pack JOIN song ON song.pack_id = pack.id AND song.is_optional = 0
     WHERE pack.released_at IS NULL GROUP BY pack.id`,
  ).all() as OpenPack[];
}
