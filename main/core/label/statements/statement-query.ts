import type { AnalyticsAnswer, AnalyticsQuery } from '#core/label/analytics/run-analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import type { LineFilter, StatementItemId } from '#shared/contract/statements.ts';

export type LinesQuery = { type: 'lines'; filter: LineFilter; offset: number; count: number };
export type ItemsQuery = {
  type: 'items';
  match: 'matched' | 'open' | 'ignored';
  text: string;
  statementId: number | null;
  offset: number;
  count: number;
};

/** What is asked of a thread that only reads: each may have to look at a million rows. */
export type StatementQuery =
  | LinesQuery
  | ItemsQuery
  | AnalyticsQuery
  | { type: 'parts'; statementId: number | null }
  | { type: 'suggest'; itemId: StatementItemId; text: string };

export type StatementAnswer = {
  analytics: AnalyticsAnswer;
  lines: Output<'statements.lines'>;
  items: Output<'statements.items'>;
  parts: { parts: Output<'statements.list'>['parts']; openItems: number };
  suggest: Output<'statements.suggest'>;
};
