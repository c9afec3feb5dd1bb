import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import { getPeriodRow } from './royalty-records.ts';
import type { BalanceRow, CalculateAnswer } from './royalty-task.ts';

type Calculated = Extract<CalculateAnswer, { kind: 'calculated' }>;

/** Puts a result in the place of the one before. Throws ROYALTIES_CLOSED where the period was closed meanwhile. */
export function keepResult(
  db: Db,
  periodId: number,
  answer: Calculated,
  { at, stamp }: { at: number; stamp: string },
): void {
  db.transaction(() => {
    const { closedAt, name } = getPeriodRow(db, periodId);
    if (closedAt !== null) throw new AppError('ROYALTIES_CLOSED', `“${name}” is closed and stays as it is.`, { name });
    const { input, output, base, books } = answer;
    prepare(
      db,
      `INSERT OR REPLACE INTO royalty_result (period_id, input_hash, base_hash, output_hash, input, output, books)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(periodId, input.hash, base, output.hash, Buffer.from(input.bytes), Buffer.from(output.bytes), books);
    keepBalances(db, periodId, answer.balances);
    keepPayouts(db, periodId, answer.payouts);
    prepare(db, 'UPDATE royalty_period SET calculated_at = ?, stamp = ? WHERE id = ?').run(at, stamp, periodId);
  }).immediate();
}

function keepBalances(db: Db, periodId: number, balances: readonly BalanceRow[]): void {
  prepare(db, 'DELETE FROM royalty_balance WHERE period_id = ?').run(periodId);
  const insert = prepare(
    db,
    `INSERT INTO royalty_balance VALUES (@periodId, @contractId, @payeeId, @currency, @opening, @royalties, @costs, @advances,
       @reservesTaken, @reservesReleased, @transfers, @adjustments, @priorAdjustments, @payments, @closing)`,
  );
  for (const { movements, ...balance } of balances) insert.run({ periodId, ...balance, ...movements });
}

function keepPayouts(db: Db, periodId: number, payouts: Calculated['payouts']): void {
  prepare(db, 'DELETE FROM royalty_payout WHERE period_id = ?').run(periodId);
  const insert = prepare(
    db,
    'INSERT INTO royalty_payout VALUES (@periodId, @payeeId, @currency, @gross, @withheld, @payable, @carried, @reason)',
  );
  for (const payout of payouts) insert.run({ periodId, ...payout });
}
