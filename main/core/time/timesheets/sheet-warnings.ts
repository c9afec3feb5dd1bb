import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { SheetWarning } from '#shared/contract/timesheets.ts';
import { overlapsAmong, type StoredEntry } from '../overlaps.ts';
import { type BudgetOfProject, readBurns } from '../projects/project-burn.ts';
import { personClock, timeRulesOf } from '../zones.ts';

const msPerMinute = 60_000;

/** A gap that somebody may have forgotten to enter; a meal is shorter. */
const gapMs = 90 * msPerMinute;

type Week = { personId: number; from: number; to: number; now: number };

/** What an approver should look at in a week; `entries` by their starts. */
export function findWarnings(db: Db, entries: readonly StoredEntry[], week: Week): SheetWarning[] {
  if (entries.length === 0) return [];
  const overlaps = overlapsAmong(entries, week.now).length;
  const longest = timeRulesOf(db).longRunMinutes * msPerMinute;
  const long = entries.filter(({ startAt, endAt }) => (endAt ?? week.now) - startAt > longest).length;
  const unrated = entries.filter(
    ({ isBillable, rateMinor, endAt }) => isBillable && rateMinor === null && endAt !== null,
  );
  const gaps = findGaps(db, entries, week);
  return [
    ...overBudget(db, entries, week.now),
    ...(overlaps > 0 ? [{ code: 'overlap' as const, count: overlaps }] : []),
    ...(long > 0 ? [{ code: 'long' as const, count: long }] : []),
    ...(gaps.length > 0
      ? [{ code: 'gap' as const, count: gaps.length, ms: gaps.reduce((sum, ms) => sum + ms, 0) }]
      : []),
    ...(unrated.length > 0 ? [{ code: 'unrated' as const, count: unrated.length }] : []),
  ];
}

function overBudget(db: Db, entries: readonly StoredEntry[], now: number): SheetWarning[] {
  const ids = new Set(entries.map(({ projectId }) => projectId).filter((id) => id !== null));
  return [...ids].flatMap((id): SheetWarning[] => {
    const project = prepare(
      db,
      `SELECT id, name, currency, budget_minutes AS budgetMinutes, budget_minor AS budgetMinor FROM project
       WHERE id = ? AND (budget_minutes > 0 OR budget_minor > 0)`,
    ).get(id) as (BudgetOfProject & { name: string }) | undefined;
    if (!project) return [];
    const burn = readBurns(db, [project], now).get(id);
    if (!burn) return [];
    const { name, currency, budgetMinutes, budgetMinor } = project;
    const overMs = budgetMinutes === null ? 0 : burn.trackedMs - budgetMinutes * msPerMinute;
    // What is spent in money is not for everybody to see.
    const overMinor = budgetMinor === null || !actorMay('viewReports') ? 0 : burn.spentMinor - budgetMinor;
    return [
      ...(overMs > 0 ? [{ code: 'overHours' as const, project: name, overMs }] : []),
      ...(overMinor > 0 ? [{ code: 'overMoney' as const, project: name, overMinor, currency }] : []),
    ];
  });
}

/** Lengths of what lies between the entries of a day, of that week. */
function findGaps(db: Db, entries: readonly StoredEntry[], { personId, from, to, now }: Week): number[] {
  const clock = personClock(db, personId);
  let end = Number.NEGATIVE_INFINITY;
  return entries.flatMap((entry) => {
    const before = end;
    end = Math.max(end, entry.endAt ?? now);
    const isInWeek = before >= from && entry.startAt < to;
    const isOneDay = isInWeek && clock.dayOf(before - 1) === clock.dayOf(entry.startAt);
    return isOneDay && entry.startAt - before > gapMs ? [entry.startAt - before] : [];
  });
}
