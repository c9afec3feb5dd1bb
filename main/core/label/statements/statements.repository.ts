import { inflateRawSync } from 'node:zlib';
import { type Db, prepare } from '#core/db/query.ts';
import type { StatementTable } from '#core/db/statement-tables.ts';
import type { Output } from '#shared/contract/index.ts';
import type {
  ControlTotal,
  MatchPart,
  OtherStatement,
  StatementDetail,
  StatementId,
  StatementProblem,
  StatementRate,
  StatementSummary,
  StatementTotal,
} from '#shared/contract/statements.ts';
import { AppError } from '#shared/errors.ts';
import { differencesOf } from './preview.ts';
import type { ReadingPlan } from './reading/reading-plan.ts';
import { isUsedByClosedPeriod } from './statement-records.ts';

export function listStatements(db: Db): StatementSummary[] {
  const rows = prepare(
    db,
    `SELECT * FROM statement WHERE state = 'counted' ORDER BY imported_at DESC, id DESC`,
  ).all() as StatementTable[];
  return rows.map(toSummary);
}

/** Throws NOT_FOUND; a statement that counts no more is not here. */
export function getStatement(db: Db, id: StatementId, parts: MatchPart[]): StatementDetail {
  const row = findRow(db, id);
  return {
    ...toSummary(row),
    ...{ sha256: row.sha256, sizeBytes: row.size_bytes, parts },
    replaces: findOther(db, row.replaces_id),
    corrects: findOther(db, row.corrects_id),
    isClosed: isUsedByClosedPeriod(db, id),
  };
}

function findRow(db: Db, id: StatementId): StatementTable {
  const row = prepare(db, `SELECT * FROM statement WHERE id = ? AND state = 'counted'`).get(id);
  if (!row) throw new AppError('NOT_FOUND', 'That statement is not here any more.', { id });
  return row as StatementTable;
}

function findOther(db: Db, id: number | null): OtherStatement | null {
  const found = prepare(db, 'SELECT id, name, imported_at AS importedAt FROM statement WHERE id = ?').get(id);
  return (found as OtherStatement | undefined) ?? null;
}

function toSummary(row: StatementTable): StatementSummary {
  const totals = JSON.parse(row.totals) as StatementTotal[];
  const controlTotals = JSON.parse(row.control_totals) as ControlTotal[];
  return {
    ...{ id: row.id, name: row.name, kind: row.kind, format: row.format, source: row.source },
    ...{ fromMonth: row.from_month, toMonth: row.to_month, reportedMonth: row.reported_month, rows: row.row_count },
    ...{ problemCount: row.problem_count, totals, controlTotals, note: row.note, importedAt: row.imported_at },
    differences: differencesOf(controlTotals, totals),
    isDifferenceKnown: row.is_difference_known === 1,
    rates: JSON.parse(row.rates) as StatementRate[],
    ...{ replacesId: row.replaces_id, correctsId: row.corrects_id },
  } as StatementSummary;
}

/** Months of sale between the first and the last of a source that none of its statements has. */
export function missingMonths(statements: readonly StatementSummary[]): Output<'statements.list'>['missing'] {
  const bySource = new Map<string, Set<number>>();
  for (const { kind, source, fromMonth, toMonth } of statements) {
    if (kind !== 'sales' || source === '' || fromMonth === '' || toMonth === '') continue;
    const months = bySource.get(source) ?? new Set();
    for (let month = monthIndex(fromMonth); month <= monthIndex(toMonth); month += 1) months.add(month);
    bySource.set(source, months);
  }
  return [...bySource].flatMap(([source, found]) => {
    const [first, last] = [Math.min(...found), Math.max(...found)];
    const months: string[] = [];
    for (let month = first; month <= last && months.length < 24; month += 1) {
      if (!found.has(month)) months.push(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`);
    }
    return months.length > 0 ? [{ source, months }] : [];
  });
}

function monthIndex(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The row behind a line as it stood in its file. Throws NOT_FOUND. */
export function findRawRow(
  db: Db,
  { statementId, line }: { statementId: StatementId; line: number },
): Output<'statements.row'> {
  const { name, plan, row_count: rows } = findRow(db, statementId);
  const piece = prepare(
    db,
    'SELECT rows FROM statement_rows WHERE statement_id = ? AND first_line <= ? ORDER BY first_line DESC LIMIT 1',
  )
    .pluck()
    .get(statementId, line) as Buffer | undefined;
  const all = piece ? (JSON.parse(inflateRawSync(piece).toString()) as [number, ...string[]][]) : [];
  const found = all.find(([number]) => number === line);
  if (!found) throw new AppError('NOT_FOUND', 'There is no such row.', { line });
  const [, ...cells] = found;
  return { fileName: name, rows, columns: (JSON.parse(plan) as ReadingPlan).keptColumns, cells };
}

export function listProblems(
  db: Db,
  { id, offset, count }: { id: StatementId; offset: number; count: number },
): Output<'statements.problems'> {
  const total = prepare(db, 'SELECT count(*) FROM statement_problem WHERE statement_id = ?').pluck().get(id) as number;
  const problems = prepare(
    db,
    `SELECT line, code, column_name AS "column", text FROM statement_problem WHERE statement_id = ?
     ORDER BY position LIMIT ? OFFSET ?`,
  ).all(id, count, offset) as StatementProblem[];
  return { total, problems };
}
