import type { Db } from '#core/db/query.ts';
import { runAnalytics } from '#core/label/analytics/run-analytics.ts';
import { findItems } from './items.repository.ts';
import { findLines, findParts } from './lines.repository.ts';
import type { StatementAnswer, StatementQuery } from './statement-query.ts';
import { suggestMatches } from './suggest-matches.ts';

export function runStatementQuery(db: Db, query: StatementQuery): StatementAnswer[StatementQuery['type']] {
  switch (query.type) {
    case 'lines':
      return findLines(db, query);
    case 'items':
      return findItems(db, query);
    case 'parts':
      return findParts(db, query.statementId);
    case 'analytics':
      return runAnalytics(db, query);
    case 'suggest':
      return suggestMatches(db, query);
  }
}
