import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';

/**
 * The workspace's currency stays while there are expenses or income, which keep what they come to in it and the rate to it: in
 * another currency those figures would mean something else. Throws CURRENCY_IN_USE.
 */
export function requireFreeCurrency(db: Db): void {
  const isCounted = prepare(db, 'SELECT EXISTS (SELECT 1 FROM expense) OR EXISTS (SELECT 1 FROM income)').pluck().get();
  if (isCounted === 1) throw new AppError('CURRENCY_IN_USE', 'Expenses and income are counted in this currency.');
}
