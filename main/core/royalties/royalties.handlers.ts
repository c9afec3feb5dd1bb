import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { RoyaltyPeriodId, RoyaltyScenarioId, royaltiesContract } from '#shared/contract/royalties.ts';
import { AppError } from '#shared/errors.ts';
import { requireCurrency } from './payee-changes.ts';
import { getPeriod, listPeriods, nextPeriod, problemsOf } from './periods.repository.ts';
import { getPeriodRow, periodRecord } from './royalty-records.ts';
import { listScenarios } from './scenarios.repository.ts';

export function royaltiesHandlers(context: Context): Handlers<typeof royaltiesContract> {
  const { db, history, changes, platform, royalties } = context;
  const apply = (made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('editPeriod', made, subject);
    changes.add({ topics: ['royalties'] });
    return { operation };
  };
  return {
    'royalties.periods': () => listPeriods(db),
    'royalties.nextPeriod': () => nextPeriod(db),
    'royalties.makePeriod': ({ rates = [], ...fields }) => {
      requireCurrency(fields.currency);
      const change = periodRecord.make(db, { ...fields, rates, createdAt: platform.now() });
      return { ...apply([change], fields.name), id: change.itemId as RoyaltyPeriodId };
    },
    'royalties.editPeriod': ({ id, fields }) => {
      const { name } = periodRecord.get(db, id);
      if (fields.currency !== undefined) requireCurrency(fields.currency);
      return apply(periodRecord.edit(db, id, fields), fields.name ?? name);
    },
    'royalties.removePeriod': ({ id }) => apply([periodRecord.remove(db, id)], periodRecord.get(db, id).name),
    'royalties.check': ({ periodId }) => problemsOf(db, getPeriodRow(db, periodId)),
    'royalties.calculate': ({ periodId }) => royalties.startCalculate(periodId),
    'royalties.getWork': () => royalties.state,
    'royalties.cancel': () => royalties.cancel(),
    'royalties.overview': ({ periodId }) => royalties.ask('overview', { period: getPeriod(db, periodId) }),
    'royalties.why': ({ periodId, ...order }) => royalties.ask('why', { periodId, order }),
    'royalties.lines': ({ periodId, ...order }) => royalties.ask('lines', { periodId, order }),
    'royalties.close': ({ periodId, name }) => royalties.close(periodId, name, currentActor().personId),
    'royalties.scenarios': ({ periodId }) => listScenarios(db, periodId),
    'royalties.saveScenario': ({ id, periodId, name, changes: wanted }) => {
      getPeriodRow(db, periodId);
      const text = JSON.stringify(wanted);
      if (id !== null) {
        prepare(db, 'UPDATE royalty_scenario SET name = ?, changes = ? WHERE id = ?').run(name, text, id);
      }
      const kept = id ?? insertScenario(db, { periodId, name, text, at: platform.now() });
      changes.add({ topics: ['royalties'] });
      return { id: kept as RoyaltyScenarioId };
    },
    'royalties.removeScenario': ({ id }) => {
      prepare(db, 'DELETE FROM royalty_scenario WHERE id = ?').run(id);
      changes.add({ topics: ['royalties'] });
    },
    'royalties.compare': ({ periodId, changes: wanted }) => royalties.ask('compare', { periodId, changes: wanted }),
    'royalties.writeStatements': ({ payeeIds, ...order }) => {
      const all = payeeIds ?? payeesWithAnything(db, order.periodId);
      if (all.length === 0) throw new AppError('NOTHING_PAYABLE', 'There is nothing for anybody in this period.');
      for (const id of all) {
        if (prepare(db, 'SELECT 1 FROM payee WHERE id = ?').get(id) === undefined) {
          throw new AppError('NOT_FOUND', 'That payee is not here any more.', { kind: 'payee', id });
        }
      }
      royalties.startWrite({ ...order, payeeIds: all });
    },
  };
}

function insertScenario(
  db: Db,
  { periodId, name, text, at }: { periodId: number; name: string; text: string; at: number },
): number {
  return prepare(
    db,
    'INSERT INTO royalty_scenario (period_id, name, changes, created_at) VALUES (?, ?, ?, ?) RETURNING id',
  )
    .pluck()
    .get(periodId, name, text, at) as number;
}

function payeesWithAnything(db: Db, periodId: number): number[] {
  return prepare(
    db,
    `SELECT DISTINCT payee_id FROM royalty_balance WHERE period_id = ? AND (opening <> 0 OR royalties <> 0 OR costs <> 0
       OR advances <> 0 OR reserves_taken <> 0 OR reserves_released <> 0 OR transfers <> 0 OR adjustments <> 0
       OR prior_adjustments <> 0 OR payments <> 0 OR closing <> 0) ORDER BY payee_id`,
  )
    .pluck()
    .all(periodId) as number[];
}
