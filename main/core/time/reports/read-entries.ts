import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';
import type { ReportFilter } from '#shared/contract/reports.ts';
import { dayNumber, type ZoneClock } from '#shared/zone-clock.ts';
import { personClock } from '../zones.ts';
import type { NameBook } from './name-book.ts';
import type { DayRange } from './period.ts';

/** A piece of an entry that lies in one day; an entry in one day is one piece. Its time is without breaks. */
export type EntryPart = { day: number; ms: number; isInside: boolean };

export type ReportEntry = {
  id: number;
  personId: number;
  projectId: number | null;
  taskId: number | null;
  songId: number | null;
  /** Those of an entry follow from its project and song. */
  packId: null;
  releaseId: null;
  activity: string;
  isBillable: boolean;
  rateMinor: number | null;
  currency: string;
  note: string;
  /** All of them in order, also those outside the period: it is the whole entry that is rounded. */
  parts: EntryPart[];
};

type RawEntry = [
  id: number,
  personId: number,
  projectId: number | null,
  taskId: number | null,
  songId: number | null,
  startAt: number,
  endAt: number,
  breakMs: number,
  isBillable: number,
  rateMinor: number | null,
  // Where it stands among the currencies: texts of a hundred thousand rows take their time.
  currencyAt: number,
  activity: string | null,
  note: string | null,
];

export type EntryScope = { clock: ZoneClock; weekStart: number; range: DayRange; filter: ReportFilter; book: NameBook };

/** What a report wants of each entry besides figures, and whether it minds their order. */
export type EntryNeeds = { notes: boolean; activities: boolean };

/**
 * The entries of a period that the filter lets through, split where a day ends in the workspace's zone; timers that run are
 * left out. They come in order where notes are needed, in any order otherwise.
 */
export function readEntries(db: Db, scope: EntryScope, needs: EntryNeeds, see: (entry: ReportEntry) => void): void {
  const { clock, range } = scope;
  const { where, values } = conditionsOf(scope);
  const currencies = prepare(db, 'SELECT DISTINCT currency FROM time_entry').pluck().all() as string[];
  const statement = prepare(
    db,
    `SELECT id, person_id, project_id, task_id, song_id, start_at, end_at, break_ms, is_billable, rate_minor,
       instr(?, ' ' || currency || ' '), ${needs.activities ? 'activity' : 'NULL'}, ${needs.notes ? 'note' : 'NULL'}
     FROM time_entry WHERE end_at IS NOT NULL ${where} ${needs.notes ? 'ORDER BY start_at, id' : ''}`,
  ).raw();
  const line = currencies.map((currency) => ` ${currency} `).join('');
  const currencyAt = new Map(currencies.map((currency) => [line.indexOf(` ${currency} `) + 1, currency]));
  const isWanted = rowFilter(db, scope);
  for (const row of statement.all(line, ...values) as RawEntry[]) {
    if (isWanted && !isWanted(row)) continue;
    const parts = splitDays(row[5], row[6], row[7], clock, range);
    if (!parts.some(isInside)) continue;
    see({
      id: row[0],
      personId: row[1],
      projectId: row[2],
      taskId: row[3],
      songId: row[4],
      packId: null,
      releaseId: null,
      activity: row[11] ?? '',
      isBillable: row[8] === 1,
      rateMinor: row[9],
      currency: currencyAt.get(row[10]) ?? '',
      note: row[12] ?? '',
      parts,
    });
  }
}

function isInside(part: EntryPart): boolean {
  return part.isInside;
}

/** What SQL does not ask; null where there is nothing. */
function rowFilter(db: Db, { filter, book }: EntryScope): ((row: RawEntry) => boolean) | null {
  const { status } = filter;
  const weeks = status === 'open' || status === 'submitted' || status === 'approved' ? new WeekStates(db) : null;
  const clients = filter.clients.length > 0 ? new Set<number>(filter.clients) : null;
  const songs = filter.songs.length > 0 ? new Set<number>(filter.songs) : null;
  if (!weeks && !clients && !songs) return null;
  return ([, personId, projectId, taskId, songId, startAt]) => {
    if (weeks) {
      if (weeks.stateOf(personId, startAt) !== filter.status) return false;
    }
    if (clients && !clients.has(book.clientOf({ projectId }) ?? -1)) return false;
    return !songs || songs.has(book.songOf({ projectId, taskId, songId, packId: null, releaseId: null }) ?? -1);
  };
}

/**
 * What of an entry lies in which day, and whether that is within the range; a break counts where it fits, from the first day
 * on, as it does in weeks and timesheets (`pieces`).
 */
export function splitDays(
  startAt: number,
  endAt: number,
  breakMs: number,
  clock: ZoneClock,
  range: DayRange,
): EntryPart[] {
  const first = clock.dayOf(startAt);
  const last = clock.dayOf(endAt - 1);
  const isInside = (day: number) => !range || (day >= range.from && day <= range.to);
  if (first === last) return [{ day: first, ms: Math.max(0, endAt - startAt - breakMs), isInside: isInside(first) }];
  const parts: EntryPart[] = [];
  let from = startAt;
  let left = breakMs;
  for (let day = first; day <= last; day += 1) {
    // Where clocks are put back over midnight, a day begins before the hour of the day before that comes again.
    const until = day === last ? endAt : Math.min(endAt, Math.max(from, clock.startOfDay(day + 1)));
    const rest = Math.min(left, until - from);
    parts.push({ day, ms: until - from - rest, isInside: isInside(day) });
    left -= rest;
    from = until;
  }
  return parts;
}

/** Timers that run and that the report would count if they did not. */
export function countRunning(db: Db, scope: EntryScope): number {
  const { where, values } = filterConditions(scope.filter);
  const until = scope.range ? scope.clock.startOfDay(scope.range.to + 1) : Number.MAX_SAFE_INTEGER;
  const rows = prepare(
    db,
    `SELECT id, person_id, project_id, task_id, song_id, start_at FROM time_entry
     WHERE end_at IS NULL AND start_at < ? ${where}`,
  )
    .raw()
    .all(until, ...values) as RawEntry[];
  const isWanted = rowFilter(db, scope);
  return isWanted ? rows.filter(isWanted).length : rows.length;
}

type Conditions = { where: string; values: (string | number)[] };

function conditionsOf({ clock, range, filter }: EntryScope): Conditions {
  const { where, values } = filterConditions(filter);
  if (!range) return { where, values };
  const [from, to] = [clock.startOfDay(range.from), clock.startOfDay(range.to + 1)];
  // Of the last days before the period some entries may reach into it.
  return {
    where: `AND start_at >= ? AND start_at < ? AND end_at > ? ${where}`,
    values: [from - longestEntryMs, to, from, ...values],
  };
}

function filterConditions(filter: ReportFilter): Conditions {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...given: (string | number)[]) => {
    parts.push(`AND ${sql}`);
    values.push(...given);
  };
  if (filter.people.length > 0) add('person_id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.people));
  if (filter.projects.length > 0)
    add('project_id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.projects));
  if (filter.billable !== 'all') add('is_billable = ?', filter.billable === 'billable' ? 1 : 0);
  if (filter.status === 'invoiced') add('invoiced_at IS NOT NULL');
  if (filter.status === 'notInvoiced') add('invoiced_at IS NULL');
  if (filter.tags.length > 0) {
    add(
      `EXISTS (SELECT 1 FROM json_each(time_entry.tags) AS tag WHERE tag.value IN (SELECT value FROM json_each(?)))`,
      JSON.stringify(filter.tags),
    );
  }
  return { where: parts.join(' '), values };
}

/** So that an index on the start can be used. */
const longestEntryMs = 366 * 86_400_000;

/** What became of the weeks that people handed in; a week is the seven days from its first one, in the person's zone. */
class WeekStates {
  readonly #db: Db;
  readonly #days = new Map<number, Map<number, 'submitted' | 'approved'>>();
  readonly #clocks = new Map<number, ZoneClock>();

  constructor(db: Db) {
    this.#db = db;
    const sql = "SELECT person_id, week, state FROM timesheet WHERE state IN ('submitted', 'approved')";
    for (const [personId, week, state] of prepare(db, sql).raw().all() as [
      number,
      string,
      'submitted' | 'approved',
    ][]) {
      const days = this.#days.get(personId) ?? new Map<number, 'submitted' | 'approved'>();
      const first = dayNumber(week) ?? 0;
      for (let day = first; day < first + 7; day += 1) days.set(day, state);
      this.#days.set(personId, days);
    }
  }

  stateOf(personId: number, moment: number): 'open' | 'submitted' | 'approved' {
    const days = this.#days.get(personId);
    if (!days) return 'open';
    const clock = this.#clocks.get(personId) ?? personClock(this.#db, personId);
    this.#clocks.set(personId, clock);
    return days.get(clock.dayOf(moment)) ?? 'open';
  }
}
