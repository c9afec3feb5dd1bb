import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId, TimeEntryId } from '#shared/contract/studio-ids.ts';
import type {
  TimeCell,
  TimeEntry,
  TimeGroup,
  TimeLock,
  TimeOverlap,
  TimeRow,
  TimeTarget,
  TimeWeek,
} from '#shared/contract/time.ts';
import { timeName } from '#shared/time/time-name.ts';
import { parseTimeQuery } from '#shared/time/time-query.ts';
import { dayNumber, dayText, weekdayOf, weekOf } from '#shared/zone-clock.ts';
import { listEntriesTouching } from './entries.repository.ts';
import { filterEntries } from './filter-entries.ts';
import { overlapsAmong } from './overlaps.ts';
import { type ProjectFigures, projectsOf, spentMs } from './project-figures.ts';
import { readBurns } from './projects/project-burn.ts';
import { TimeLocks } from './time-locks.ts';
import { preferencesOf } from './time-preferences.ts';
import { personClock, timeRulesOf } from './zones.ts';

/** The days of a person's week and what was worked in them; pieces of entries that cross midnight count in both days. */
export function weekGrid(
  db: Db,
  { personId, day, query, now }: { personId: PersonId; day?: string | undefined; query: string; now: number },
): TimeWeek {
  const clock = personClock(db, personId);
  const today = clock.dayOf(now);
  const first = weekOf((day === undefined ? null : dayNumber(day)) ?? today, timeRulesOf(db).weekStart);
  const starts = Array.from({ length: 8 }, (_, index) => clock.startOfDay(first + index));
  const [from, to] = [starts[0] as number, starts[7] as number];
  const inWeek = listEntriesTouching(db, personId, from, to).filter(({ endAt }) => (endAt ?? now) > from);
  const overlapping = overlapsAmong(inWeek, now);
  const entries = filterEntries(db, inWeek, parseTimeQuery(query));
  const locks = new TimeLocks(db);
  const dayLocks = starts.slice(0, 7).map((_, index) => locks.ofDay(personId, first + index));
  const groups = groupEntries(db, entries, { starts, now, dayLocks, clashing: idsOf(overlapping) });
  const totals = sumUp(groups.map((group) => group.totals));
  const billableMs = entries.reduce(
    (sum, entry) => sum + (entry.isBillable ? total(pieces(entry, starts, now)) : 0),
    0,
  );
  return {
    personId,
    isOwn: personId === currentActor().personId,
    personName: prepare(db, 'SELECT name FROM person WHERE id = ?').pluck().get(personId) as string,
    timeZone: clock.zone,
    weekNumber: isoWeek(first),
    days: starts.slice(0, 7).map((_, index) => dayText(first + index)),
    starts,
    today: dayText(today),
    groups,
    totals,
    totalMs: total(totals),
    billableMs,
    targetMinutes: preferencesOf(db, personId).weekMinutes,
    overlaps: overlapping.map(toOverlap),
    lock: dayLocks.find((lock) => lock !== '') ?? '',
  };
}

export function toOverlap(pair: ReturnType<typeof overlapsAmong<TimeEntry>>[number]): TimeOverlap {
  const { first, second, from, to } = pair;
  // As short as tells the two apart.
  const short = ({ names }: TimeEntry) => names.task || names.step || names.song || names.project;
  const [name, other] = [short(first), short(second)];
  const isClear = name !== other && name !== '' && other !== '';
  return {
    ...{ first: first.id, second: second.id, from, to },
    firstName: isClear ? name : timeName(first),
    secondName: isClear ? other : timeName(second),
  };
}

function idsOf(pairs: readonly { first: TimeEntry; second: TimeEntry }[]): Set<number> {
  return new Set(pairs.flatMap(({ first, second }) => [first.id, second.id]));
}

type GridContext = {
  starts: readonly number[];
  now: number;
  dayLocks: readonly TimeLock[];
  clashing: ReadonlySet<number>;
};

/** Projects in the order of the drawing: those with most time first, time without a project last. */
function groupEntries(db: Db, entries: readonly TimeEntry[], context: GridContext): TimeGroup[] {
  const byProject = new Map<ProjectId | null, TimeEntry[]>();
  for (const entry of entries) byProject.set(entry.projectId, [...(byProject.get(entry.projectId) ?? []), entry]);
  const projects = projectsOf(db, [...byProject.keys()]);
  const seesMoney = actorMay('viewReports');
  const groups = [...byProject].map(([projectId, own]): TimeGroup => {
    const rows = rowsOf(own, context);
    const totals = sumUp(rows.map(({ cells }) => cells.map(({ ms }) => ms)));
    const known = projectId === null ? undefined : projects.get(projectId);
    const project = known && !seesMoney ? { ...known, rateMinor: null, budgetMinor: null } : known;
    const hasBudget = project && (project.budgetMinutes !== null || project.budgetMinor !== null);
    const [{ names }] = own as [TimeEntry];
    return {
      projectId,
      names: { ...names, task: '', song: '', step: '' },
      isBillable: project?.isBillable ?? false,
      rateMinor: project?.rateMinor ?? null,
      currency: project?.currency ?? '',
      totals,
      totalMs: total(totals),
      budget: hasBudget ? budgetOf(db, project, context.now) : null,
      rows,
    };
  });
  return groups.sort((one, other) => rank(one) - rank(other) || other.totalMs - one.totalMs);
}

function rank({ projectId }: TimeGroup): number {
  return projectId === null ? 1 : 0;
}

/** Money is added up only where there is a budget of it: that takes longer than hours. */
function budgetOf(db: Db, project: ProjectFigures, now: number): TimeGroup['budget'] {
  const { budgetMinutes: minutes, budgetMinor, currency } = project;
  if (budgetMinor === null)
    return { minutes, budgetMinor, currency, spentMs: spentMs(db, project.id, now), spentMinor: 0 };
  const burn = readBurns(db, [project], now).get(project.id);
  return { minutes, budgetMinor, currency, spentMs: burn?.trackedMs ?? 0, spentMinor: burn?.spentMinor ?? 0 };
}

export function targetKey({ projectId, taskId, songId, stepKey }: TimeTarget): string {
  return `${projectId ?? ''}/${taskId ?? ''}/${songId ?? ''}/${stepKey}`;
}

function rowsOf(entries: readonly TimeEntry[], context: GridContext): TimeRow[] {
  const byTarget = new Map<string, TimeEntry[]>();
  for (const entry of entries) {
    const key = targetKey(entry);
    byTarget.set(key, [...(byTarget.get(key) ?? []), entry]);
  }
  return [...byTarget.values()].map((own) => {
    const [{ projectId, taskId, songId, stepKey, names }] = own as [TimeEntry];
    const cells = cellsOf(own, context);
    return { target: { projectId, taskId, songId, stepKey }, names, cells, totalMs: total(cells.map(({ ms }) => ms)) };
  });
}

function cellsOf(entries: readonly TimeEntry[], { starts, now, dayLocks, clashing }: GridContext): TimeCell[] {
  const cells = dayLocks.map(
    (lock): TimeCell => ({ ms: 0, entryIds: [], isRunning: false, isOverlapping: false, lock }),
  );
  for (const entry of entries) {
    for (const [index, ms] of pieces(entry, starts, now).entries()) {
      const cell = cells[index] as TimeCell;
      const isHere = ms > 0 || touches(entry, starts, index, now);
      if (!isHere) continue;
      cell.ms += ms;
      cell.entryIds.push(entry.id as TimeEntryId);
      cell.isRunning ||= entry.endAt === null && index === lastDay(starts, now);
      cell.isOverlapping ||= clashing.has(entry.id);
      if (cell.lock === '') cell.lock = entry.lock;
    }
  }
  return cells;
}

function touches({ startAt, endAt }: TimeEntry, starts: readonly number[], index: number, now: number): boolean {
  const [from, to] = [starts[index] as number, starts[index + 1] as number];
  return startAt < to && Math.max(endAt ?? now, startAt + 1) > from;
}

function lastDay(starts: readonly number[], now: number): number {
  return starts.findIndex((start, index) => now >= start && now < (starts[index + 1] ?? 0));
}

/** Milliseconds of work of an entry in each of the days; a break counts where it fits, from the first day on. */
export function pieces(
  { startAt, endAt, breakMs }: { startAt: number; endAt: number | null; breakMs: number },
  starts: readonly number[],
  now: number,
): number[] {
  let left = breakMs;
  const end = endAt ?? Math.max(now, startAt);
  const before = Math.max(0, Math.min(end, starts[0] as number) - startAt);
  left -= Math.min(left, before);
  return starts.slice(0, -1).map((start, index) => {
    const whole = Math.max(0, Math.min(end, starts[index + 1] as number) - Math.max(startAt, start));
    const rest = Math.min(left, whole);
    left -= rest;
    return whole - rest;
  });
}

function sumUp(lists: readonly (readonly number[])[]): number[] {
  return Array.from({ length: 7 }, (_, index) => lists.reduce((sum, list) => sum + (list[index] ?? 0), 0));
}

function total(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}

/** The number of the week by ISO 8601: that of its Thursday. */
function isoWeek(firstDay: number): number {
  const thursday = firstDay + ((4 - weekdayOf(firstDay) + 7) % 7);
  const yearStart = dayNumber(`${dayText(thursday).slice(0, 4)}-01-01`) as number;
  return Math.floor((thursday - yearStart) / 7) + 1;
}
