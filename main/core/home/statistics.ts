import { type Db, prepare } from '#core/db/query.ts';

export type Share = { name: string; count: number };

export type StudioStatistics = {
  planned: number;
  inProgress: number;
  released: number;
  packs: number;
  packsReleased: number;
  series: number;
  artists: Share[];
  albums: Share[];
  packSizes: Share[];
  collaborators: Share[];
  years: Share[];
  /** Named by their first year. */
  decades: Share[];
  /** Songs released in a month, 'yyyy-mm', without gaps. */
  months: Share[];
  /** Songs in progress by tenths of what is done: 0 to 9, and those that are complete. */
  completion: number[];
};

/** What the lists name at most. */
const mostNames = 50;
const mostCollaborators = 10;
const mostDrilled = 5;

/** Counts of released songs, and of those under way. Times are counted in the offset given, in ms ahead of UTC. */
export function readStatistics(db: Db, monthOf: (moment: number) => string): StudioStatistics {
  const count = (sql: string) => prepare(db, sql).pluck().get() as number;
  const shares = (sql: string, most = mostNames) => prepare(db, `${sql} LIMIT ${most}`).all() as Share[];
  const released = (column: string) => `SELECT ${column} AS name, count(*) AS count FROM song
    WHERE status = 'released' AND ${column} <> '' GROUP BY ${column} ORDER BY count DESC, name`;
  return {
    planned: count(`SELECT count(*) FROM song WHERE status = 'planned'`),
    inProgress: count(`SELECT count(*) FROM song WHERE status = 'inProgress'`),
    released: count(`SELECT count(*) FROM song WHERE status = 'released'`),
    packs: count('SELECT count(*) FROM pack'),
    packsReleased: count('SELECT count(*) FROM pack WHERE released_at IS NOT NULL'),
    series: count('SELECT count(*) FROM series'),
    artists: shares(released('artist')),
    albums: shares(released('album')),
    packSizes: shares(`SELECT pack.name, count(*) AS count FROM song JOIN pack ON pack.id = song.pack_id
      WHERE song.status = 'released' GROUP BY pack.id ORDER BY count DESC, pack.name`),
    collaborators: shares(
      `SELECT person.name, count(DISTINCT song_id) AS count FROM song_person JOIN person ON person.id = person_id
       JOIN song ON song.id = song_id AND song.owner_id IS NOT person_id
       GROUP BY person.id ORDER BY count DESC, person.name`,
      mostCollaborators,
    ),
    years: shares(
      `SELECT CAST(year AS TEXT) AS name, count(*) AS count FROM song
      WHERE status = 'released' AND year IS NOT NULL GROUP BY year ORDER BY year`,
      500,
    ),
    decades: shares(
      `SELECT CAST(year / 10 * 10 AS TEXT) AS name, count(*) AS count FROM song
      WHERE status = 'released' AND year IS NOT NULL GROUP BY year / 10 ORDER BY year / 10`,
      500,
    ),
    months: months(db, monthOf),
    completion: completion(db),
  };
}

function months(db: Db, monthOf: (moment: number) => string): Share[] {
  const moments = prepare(
    db,
    `SELECT released_at FROM song WHERE status = 'released' AND released_at IS NOT NULL ORDER BY released_at`,
  )
    .pluck()
    .all() as number[];
  const counts = new Map<string, number>();
  for (const moment of moments) counts.set(monthOf(moment), (counts.get(monthOf(moment)) ?? 0) + 1);
  const [first, last] = [[...counts.keys()].at(0), [...counts.keys()].at(-1)];
  if (!first || !last) return [];
  const all: Share[] = [];
  for (let month = first; month <= last; month = nextMonth(month))
    all.push({ name: month, count: counts.get(month) ?? 0 });
  return all;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function completion(db: Db): number[] {
  const rows = prepare(
    db,
    `SELECT sum(is_done) AS done, count(*) AS total FROM song_step JOIN song ON song.id = song_id
     WHERE song.status = 'inProgress' AND is_enabled = 1 GROUP BY song_id`,
  ).all() as { done: number; total: number }[];
  const tenths = new Array<number>(11).fill(0);
  for (const { done, total } of rows) {
    const index = Math.floor((done / total) * 10);
    tenths[index] = (tenths[index] ?? 0) + 1;
  }
  return tenths;
}

/** The artists and albums that released songs of a year, or of a decade named by its first year, are of. */
export function drillYears(db: Db, from: number, to: number): { artists: Share[]; albums: Share[] } {
  const top = (column: string) =>
    prepare(
      db,
      `SELECT ${column} AS name, count(*) AS count FROM song
       WHERE status = 'released' AND ${column} <> '' AND year BETWEEN ? AND ?
       GROUP BY ${column} ORDER BY count DESC, name LIMIT ${mostDrilled}`,
    ).all(from, to) as Share[];
  return { artists: top('artist'), albums: top('album') };
}
