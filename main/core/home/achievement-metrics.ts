import { type Db, prepare } from '#core/db/query.ts';
import type { AchievementMetric } from '#shared/achievements.ts';
import { foldText } from '#shared/fold-text.ts';

type Counter = (db: Db, personId: number) => number;

/** A number that one statement answers with, with `@person` as its parameter. */
function counted(sql: string): Counter {
  return (db, person) => prepare(db, sql).pluck().get({ person }) as number;
}

function lifetime(name: string): Counter {
  return (db, person) =>
    (prepare(db, 'SELECT value FROM lifetime_count WHERE person_id = ? AND name = ?').pluck().get(person, name) as
      | number
      | undefined) ?? 0;
}

const released = `song.status = 'released' AND song.owner_id = @person`;
const isComplete = `EXISTS (SELECT 1 FROM song_step WHERE song_id = song.id AND is_enabled = 1)
  AND NOT EXISTS (SELECT 1 FROM song_step WHERE song_id = song.id AND is_enabled = 1 AND is_done = 0)`;

/**
 * How far a person is, in whole numbers. All of it is read from what is there and from what was done, so that nothing can
 * drift; only what was planned and started in a lifetime is counted up, because songs may go again.
 */
const counters: Readonly<Record<Exclude<AchievementMetric, 'letters' | 'streakDays'>, Counter>> = {
  welcome: () => 1,
  songsPlanned: lifetime('total_future_created'),
  songsStarted: lifetime('total_wip_created'),
  songsFinished: counted(`SELECT count(*) FROM song WHERE owner_id = @person AND EXISTS (
    SELECT 1 FROM song_status_change AS before JOIN song_status_change AS after USING (song_id)
    WHERE song_id = song.id AND before.status = 'inProgress' AND after.status = 'released'
      AND after.position > before.position)`),
  songsReleased: counted(`SELECT count(*) FROM song WHERE ${released}`),
  packsMade: counted('SELECT count(*) FROM pack WHERE owner_id = @person'),
  listsImported: counted(`SELECT count(*) FROM operation WHERE person_id = @person AND is_undo = 0 AND undone_by IS NULL
    AND kind IN ('importLibrary', 'enrich')`),
  ideasMade: counted('SELECT count(*) FROM idea WHERE person_id = @person'),
  songsComplete: counted(`SELECT count(*) FROM song WHERE owner_id = @person AND ${isComplete}`),
  packsComplete: counted(`SELECT count(*) FROM pack WHERE owner_id = @person
    AND EXISTS (SELECT 1 FROM song WHERE pack_id = pack.id AND is_optional = 0)
    AND NOT EXISTS (SELECT 1 FROM song WHERE pack_id = pack.id AND is_optional = 0 AND status <> 'released'
      AND NOT (${isComplete}))`),
  seriesMade: counted(`SELECT count(*) FROM operation WHERE person_id = @person AND is_undo = 0 AND undone_by IS NULL
    AND kind = 'makeSeries'`),
  seriesReleased: counted(`SELECT count(*) FROM series WHERE status = 'released' AND (
    EXISTS (SELECT 1 FROM pack WHERE pack.id = series.pack_id AND pack.owner_id = @person)
    OR EXISTS (SELECT 1 FROM song WHERE song.series_id = series.id AND song.owner_id = @person))`),
  collaborations: counted(`SELECT
    (SELECT count(*) FROM song_person JOIN song ON song.id = song_id
      WHERE (song.owner_id = @person) <> (person_id = @person))
    + (SELECT count(*) FROM pack_person JOIN pack ON pack.id = pack_id
      WHERE (pack.owner_id = @person) <> (person_id = @person))`),
  artists: counted(`SELECT count(DISTINCT artist_fold) FROM song WHERE ${released} AND artist_fold <> ''`),
  years: counted(`SELECT count(DISTINCT year) FROM song WHERE ${released}`),
  decades: counted(`SELECT count(DISTINCT year / 10) FROM song WHERE ${released}`),
  publicSongs: counted(
    `SELECT count(*) FROM song WHERE owner_id = @person AND is_public = 1 AND status = 'inProgress'`,
  ),
  requestsSent: counted(`SELECT count(*) FROM exchange WHERE direction = 'out' AND @person IS NOT NULL`),
};

/** The letters A to Z that titles of a person's released songs begin with, sorted. */
export function releasedLetters(db: Db, personId: number): string[] {
  const titles = prepare(db, `SELECT title FROM song WHERE status = 'released' AND owner_id = ?`).pluck().all(personId);
  const letters = (titles as string[]).map((title) => foldText(title).trim().charAt(0).toUpperCase());
  return [...new Set(letters.filter((letter) => /[A-Z]/.test(letter)))].sort();
}

/** Years, or decades as their first year, of a person's released songs, sorted. */
export function releasedYears(db: Db, personId: number): number[] {
  return prepare(
    db,
    `SELECT DISTINCT year FROM song WHERE status = 'released' AND owner_id = ? AND year IS NOT NULL ORDER BY year`,
  )
    .pluck()
    .all(personId) as number[];
}

/** The longest run of days in a row, and the one that `today` still belongs to: it is not broken before the day is over. */
export function streaks(days: readonly string[], today: string): { longest: number; current: number } {
  const numbers = [...new Set(days)].map(dayNumber).sort((a, b) => a - b);
  let longest = 0;
  let run = 0;
  for (const [index, number] of numbers.entries()) {
    run = numbers[index - 1] === number - 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  const last = numbers.at(-1);
  const isAlive = last !== undefined && dayNumber(today) - last <= 1;
  return { longest, current: isAlive ? run : 0 };
}

function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

export function activeDays(db: Db, personId: number): string[] {
  return prepare(db, 'SELECT day FROM active_day WHERE person_id = ? ORDER BY day').pluck().all(personId) as string[];
}

/** How far a person is in all there is to measure. `today` is 'yyyy-mm-dd' in the workspace's zone. */
export function measureAll(db: Db, personId: number, today: string): Record<AchievementMetric, number> {
  const counts = Object.fromEntries(
    Object.entries(counters).map(([metric, counter]) => [metric, counter(db, personId)]),
  );
  return {
    ...(counts as Record<keyof typeof counters, number>),
    letters: releasedLetters(db, personId).length,
    streakDays: streaks(activeDays(db, personId), today).longest,
  };
}
