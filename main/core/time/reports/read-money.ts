import { type Db, prepare } from '#core/db/query.ts';
import type { ReportFilter } from '#shared/contract/reports.ts';
import { dayNumber, dayText } from '#shared/zone-clock.ts';
import type { NameBook } from './name-book.ts';
import type { DayRange } from './period.ts';

/** Money that went out or came in, in the workspace's currency, whole smallest units. */
export type MoneyItem = {
  /** 0 where nobody is named. */
  personId: number;
  projectId: number | null;
  taskId: null;
  songId: number | null;
  packId: number | null;
  releaseId: number | null;
  day: number;
  /** The category of an expense, the kind of an income. */
  activity: string;
  minor: number;
  isBillable: boolean;
  /** Of an expense: nobody has decided on it yet. */
  isOpen: boolean;
};

type Scope = { range: DayRange; filter: ReportFilter; book: NameBook };

type Row = {
  person_id: number;
  project_id: number | null;
  song_id: number | null;
  pack_id: number | null;
  release_id: number | null;
  date: string;
  activity: string;
  minor: number;
  is_billable: number;
  state: string;
};

const subjectColumns = 'project_id, song_id, pack_id, release_id, date, workspace_minor AS minor';

/** Expenses of the period that the filter lets through; rejected ones cost nothing. */
export function readExpenses(db: Db, scope: Scope): MoneyItem[] {
  const rows = read(
    db,
    `SELECT person_id, ${subjectColumns}, category AS activity, is_billable, state FROM expense WHERE state <> 'rejected'`,
    scope.range,
  );
  const { status, billable, people } = scope.filter;
  const states: Partial<Record<typeof status, string[]>> = {
    open: ['draft'],
    submitted: ['submitted'],
    approved: ['approved', 'reimbursed'],
  };
  const wanted = states[status];
  const persons = new Set<number>(people);
  return rows
    .filter(({ state }) => !wanted || wanted.includes(state))
    .filter(({ is_billable }) => billable === 'all' || (is_billable === 1) === (billable === 'billable'))
    .filter(({ person_id }) => persons.size === 0 || persons.has(person_id))
    .map(toItem)
    .filter((item) => isWanted(item, scope));
}

/** What came in; it is nobody's, so a filter by people leaves it as it is. */
export function readIncome(db: Db, scope: Scope): MoneyItem[] {
  const sql = `SELECT 0 AS person_id, ${subjectColumns}, kind AS activity, 1 AS is_billable, '' AS state FROM income WHERE true`;
  return read(db, sql, scope.range)
    .map(toItem)
    .filter((item) => isWanted(item, scope));
}

function read(db: Db, sql: string, range: DayRange): Row[] {
  if (!range) return prepare(db, `${sql} ORDER BY date, id`).all() as Row[];
  return prepare(db, `${sql} AND date BETWEEN ? AND ? ORDER BY date, id`).all(
    dayText(range.from),
    dayText(range.to),
  ) as Row[];
}

function toItem(row: Row): MoneyItem {
  return {
    ...{ personId: row.person_id, projectId: row.project_id, taskId: null, songId: row.song_id },
    ...{ packId: row.pack_id, releaseId: row.release_id, day: dayNumber(row.date) ?? 0 },
    activity: row.activity,
    minor: row.minor,
    isBillable: row.is_billable === 1,
    isOpen: row.state === 'draft' || row.state === 'submitted',
  };
}

function isWanted(item: MoneyItem, { filter, book }: Scope): boolean {
  const lets = (wanted: readonly number[], value: () => number | null) =>
    wanted.length === 0 || wanted.includes(value() ?? -1);
  return (
    lets(filter.projects, () => item.projectId) &&
    lets(filter.clients, () => book.clientOf(item)) &&
    lets(filter.songs, () => book.songOf(item))
  );
}
