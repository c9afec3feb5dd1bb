import type { Context } from '#core/context.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { IncomeId, incomeContract } from '#shared/contract/income.ts';
import { workspaceCurrency } from '../exchange-rates.ts';
import { checkSubjects, rateAndValue, subjectsOf } from '../expenses/expense-changes.ts';
import { withoutUndefined } from '../projects/project-changes.ts';
import { type IncomeState, incomeRecord } from '../time-records.ts';
import { listIncomes } from './income.repository.ts';

/** What came in, beside what was spent. */
export function incomeHandlers(context: Context): Handlers<typeof incomeContract> {
  const { db, history, changes, platform } = context;

  const apply = (made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('editIncome', made, subject);
    changes.add({ topics: ['expenses'] });
    return { operation };
  };

  return {
    'income.list': ({ projectId }) => {
      const incomes = listIncomes(db, projectId);
      const totalMinor = incomes.reduce((sum, { workspaceMinor }) => sum + workspaceMinor, 0);
      return { incomes, totalMinor, workspaceCurrency: workspaceCurrency(db) };
    },

    'income.make': (given) => {
      checkSubjects(db, given);
      const { amountMinor, currency, date, kind } = given;
      const change = incomeRecord.make(db, {
        ...subjectsOf(given),
        ...{ date, kind, amountMinor, currency },
        ...rateAndValue(db, { amountMinor, currency, date, fxRate: given.fxRate ?? '' }),
        note: given.note ?? '',
        createdAt: platform.now(),
      });
      return { ...apply([change], given.note ?? ''), id: change.itemId as IncomeId };
    },

    'income.edit': ({ id, fields }) => {
      const before = incomeRecord.get(db, id);
      checkSubjects(db, fields);
      const given = withoutUndefined(fields) as Partial<IncomeState>;
      const after = { ...before, ...given };
      const isOtherCurrency = after.currency !== before.currency && fields.fxRate === undefined;
      const value = rateAndValue(db, { ...after, fxRate: isOtherCurrency ? '' : after.fxRate });
      return apply(incomeRecord.edit(db, id, { ...given, ...value }), after.note);
    },

    'income.remove': ({ id }) => {
      const { note } = incomeRecord.get(db, id);
      return apply([incomeRecord.remove(db, id)], note);
    },
  };
}
