import { z } from 'zod';
import { command, query } from './define.ts';
import { exchangeRate, moneySubject } from './expenses.ts';
import { operationId } from './operation.ts';
import { currency, day, minor, projectId } from './studio-ids.ts';

export const incomeKinds = ['fee', 'royalties', 'sales', 'grant', 'other'] as const;

export const incomeFields = z.object({
  ...moneySubject,
  date: day,
  kind: z.enum(incomeKinds),
  note: z.string().trim().max(2000),
  /** Less than 0 for what was paid back. */
  amountMinor: minor.refine((amount) => amount !== 0, 'An amount is not 0.'),
  currency,
  fxRate: exchangeRate,
});
export type IncomeFields = z.output<typeof incomeFields>;

export const incomeId = z.number().int().positive().brand<'IncomeId'>();
export type IncomeId = z.output<typeof incomeId>;

export const income = incomeFields.extend({
  id: incomeId,
  projectName: z.string(),
  workspaceMinor: minor,
  workspaceCurrency: currency,
  createdAt: z.number(),
});
export type Income = z.output<typeof income>;

const changed = z.object({ operation: operationId.nullable() });

export const incomeContract = {
  'income.list': query(
    ['expenses', 'time'],
    z.object({ projectId: projectId.optional() }),
    z.object({ incomes: z.array(income), totalMinor: minor, workspaceCurrency: currency }),
  ),
  'income.make': command(
    incomeFields.partial().required({ date: true, kind: true, amountMinor: true, currency: true }),
    changed.extend({ id: incomeId }),
  ),
  'income.edit': command(z.object({ id: incomeId, fields: incomeFields.partial() }), changed),
  'income.remove': command(z.object({ id: incomeId }), changed),
};
