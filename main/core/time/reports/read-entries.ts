import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';
import type { ReportFilter } from '#shared/contract/reports.ts';
import { dayText, weekOf, type ZoneClock } from '#shared/zone-clock.ts';
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
  activity: string;
  isBillable: boolean;
  rateMinor: number | null;
  currency: string;
  note: string;
  startAt: number;
  endAt: number;
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
  activity: string,
  isBillable: number,
  rateMinor: number | null,
  currency: string,
  note: string,
];

export type EntryScope = { clock: ZoneClock; weekStart: number; range: DayRange; filter: ReportFilter; book: NameBook };

/**
 * The entries of a period that the filter lets through, split where a day ends in the workspace's zone; timers that run are
 * left out. `see` must not keep the entry: it is the same object each time.
 */
export function readEntries(
  db: Db,
  scope: EntryScope,
  needs: { notes: boolean },
  see: (entry: ReportEntry) => void,
): void {
  const { clock, range, filter, weekStart, book } = scope;
  const { where, values } = conditionsOf(scope);
  const weeks = filter.status === 'all' || filter.status.endsWith('nvoiced') ? null : readWeeks(db);
  const statement = prepare(
    db,
    `SELECT id, person_id, project_id, task_id, song_id, start_at, end_at, break_ms, activity, is_billable, rate_minor,
       currency, ${needs.notes ? 'note' : "''"}
     FROM time_entry WHERE end_at IS NOT NULL ${where} ORDER BY start_at, id`,
  ).raw();
  const clients = filter.clients.length > 0 ? new Set<number>(filter.clients) : null;
  const songs = filter.songs.length > 0 ? new Set<number>(filter.songs) : null;
  for (const row of statement.iterate(...values) as IterableIterator<RawEntry>) {
    const [
      id,
      personId,
      projectId,
      taskId,
      songId,
      startAt,
      endAt,
      breakMs,
      activity,
      isBillable,
      rate,
      currency,
      note,
    ] = row;
    if (weeks) {
      const week = dayText(weekOf(clock.dayOf(startAt), weekStart));
      if ((weeks.get(`${personId} ${week}`) ?? 'open') !== filter.status) continue;
    }
    if (clients && !clients.has(book.clientOf({ projectId }) ?? -1)) continue;
    const subject = { projectId, taskId, songId, packId: null, releaseId: null };
    if (songs && !songs.has(book.songOf(subject) ?? -1)) continue;
    const parts = splitDays(startAt, endAt, breakMs, clock, range);
    if (!parts.some(({ isInside }) => isInside)) continue;
    see({
      ...{ id, personId, projectId, taskId, songId, startAt, endAt, activity, currency, note, parts },
      isBillable: isBillable === 1,
      rateMinor: rate,
    });
  }
}

/** What of an entry lies in which day, and whether that is within the range; breaks are taken from all of it alike. */
export function splitDays(
  startAt: number,
  endAt: number,
  breakMs: number,
  clock: ZoneClock,
  range: DayRange,
): EntryPart[] {
  const first = clock.dayOf(startAt);
  const last = clock.dayOf(endAt - 1);
  const whole = endAt - startAt;
  const net = Math.max(0, whole - breakMs);
  const isInside = (day: number) => !range || (day >= range.from && day <= range.to);
  if (first === last) return [{ day: first, ms: net, isInside: isInside(first) }];
  const parts: EntryPart[] = [];
  let given = 0;
  for (let day = first; day <= last; day += 1) {
    const until = day === last ? endAt : clock.startOfDay(day + 1);
    const upTo = Math.round((net * (until - startAt)) / whole);
    parts.push({ day, ms: upTo - given, isInside: isInside(day) });
    given = upTo;
  }
  return parts;
}

export function countRunning(db: Db): number {
  return prepare(db, 'SELECT count(*) FROM time_entry WHERE end_at IS NULL').pluck().get() as number;
}

function conditionsOf({ clock, range, filter }: EntryScope): { where: string; values: (string | number)[] } {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...given: (string | number)[]) => {
    parts.push(`AND ${sql}`);
    values.push(...given);
  };
  if (range) {
    // Of the last days before the period some entries may reach into it.
    add(
      'start_at >= ? AND start_at < ?',
      clock.startOfDay(range.from) - longestEntryMs,
      clock.startOfDay(range.to + 1),
    );
    add('end_at > ?', clock.startOfDay(range.from));
  }
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

function readWeeks(db: Db): Map<string, 'open' | 'submitted' | 'approved'> {
  const rows = prepare(db, 'SELECT person_id, week, state FROM timesheet').raw().all() as [number, string, string][];
  return new Map(
    rows.map(([personId, week, state]) => [
      `${personId} ${week}`,
      state === 'submitted' || state === 'approved' ? state : 'open',
    ]),
  );
}
