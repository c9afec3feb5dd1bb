import { type Db, prepare } from '#core/db/query.ts';
import { formatAmount, fromParts } from '#shared/amount.ts';
import type { AnalyticsFilter } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { storeLabel } from './labels.ts';
import { monthText } from './months.ts';
import { scopeOf } from './overview.ts';
import { scopeConditions } from './read-sums.ts';

type Line = Omit<Output<'analytics.lines'>['lines'][number], 'month' | 'store' | 'net'> & {
  month: number;
  storeName: string;
  storeKey: string;
  micro: number;
  pico: number;
};

/** Rows of statements that the figures are made of, the largest first. */
export function findRows(db: Db, filter: AnalyticsFilter, limit: number): Output<'analytics.lines'> {
  const { scope, span, isAll } = scopeOf(db, filter);
  const { conditions, values } = scopeConditions({ ...scope, span: isAll ? null : (span ?? { from: 1, to: 0 }) });
  const where = conditions.join(' AND ');
  const total = prepare(db, `SELECT count(*) FROM statement_line WHERE ${where}`).pluck().get(values) as number;
  const lines = prepare(
    db,
    `WITH line AS (SELECT * FROM statement_line WHERE ${where}
       ORDER BY net_micro DESC, net_pico DESC, statement_id, line LIMIT @limit)
     SELECT line.statement_id AS statementId, statement.name AS statement, line.line, line.month, line.territory,
       line.sale_type AS saleType, item.artist, coalesce(nullif(item.title, ''), item.release_title) AS title, line.units,
       line.net_micro AS micro, line.net_pico AS pico, line.currency, store.name AS storeName, store.store_key AS storeKey
     FROM line JOIN statement ON statement.id = line.statement_id
       JOIN statement_item AS item ON item.id = line.item_id JOIN statement_store AS store ON store.id = line.store_id
     ORDER BY line.net_micro DESC, line.net_pico DESC, line.statement_id, line.line`,
  ).all({ ...values, limit }) as Line[];
  return {
    total,
    lines: lines.map(({ micro, pico, month, storeName, storeKey, ...line }) => ({
      ...line,
      ...{ month: monthText(month), store: storeKey === '' ? storeName : storeLabel(storeKey) },
      net: formatAmount(fromParts({ micro, pico })),
    })),
  };
}
