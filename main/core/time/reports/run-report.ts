import type { Db } from '#core/db/query.ts';
import type { ReportDefinition, ReportResult } from '#shared/contract/reports.ts';
import { budgetReport } from './budget-report.ts';
import { entriesReport } from './entries-report.ts';
import { earningsReport, expensesReport } from './money-reports.ts';
import { openScope, type ReportScope } from './report-scope.ts';
import { matrixReport, timeReport } from './time-report.ts';

const kinds: Readonly<Record<ReportDefinition['kind'], (scope: ReportScope) => ReportResult>> = {
  time: timeReport,
  matrix: matrixReport,
  entries: entriesReport,
  budget: budgetReport,
  expenses: expensesReport,
  earnings: earningsReport,
};

/** A report with all its rows, as the library is at one moment. */
export function runReport(db: Db, definition: ReportDefinition, now: number): ReportResult {
  // One look for all tables: what is committed meanwhile is in the next report.
  return db.transaction(() => kinds[definition.kind](openScope(db, definition, now)))();
}
