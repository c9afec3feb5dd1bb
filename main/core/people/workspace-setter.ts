import { prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import { AppError } from '#shared/errors.ts';
import { workspaceRecord } from './people-records.ts';

/**
 * Sets values of the workspace. Whoever does it, undo and redo included: its currency stays while there are expenses or income,
 * which keep what they come to in it and the rate to it. In another currency those figures would mean something else.
 */
export const setWorkspace: ItemSetter = (db, values, context) => {
  const currency = () => prepare(db, 'SELECT currency FROM workspace').pluck().get() as string | undefined;
  const before = currency();
  workspaceRecord.setter(db, values, context);
  if (before === currency()) return;
  const isCounted = prepare(db, 'SELECT EXISTS (SELECT 1 FROM expense) OR EXISTS (SELECT 1 FROM income)').pluck().get();
  if (isCounted === 1) {
    throw new AppError('CURRENCY_IN_USE', 'Expenses and income are counted in this currency.', {
      currency: before ?? '',
    });
  }
};
