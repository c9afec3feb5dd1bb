import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';

export function closedError(name: string): AppError {
  return new AppError('ROYALTIES_CLOSED', `“${name}” is closed and stays as it is.`, { name });
}

/** The closed period that owes again what this one left unpaid; null where none is closed behind it. */
export function carriedOnTo(db: Db, periodId: number): string | null {
  const later = prepare(
    db,
    `SELECT later.name FROM royalty_period AS own JOIN royalty_period AS later ON later.from_month > own.to_month
     WHERE own.id = ? AND later.closed_at IS NOT NULL ORDER BY later.from_month LIMIT 1`,
  );
  return (later.pluck().get(periodId) as string | undefined) ?? null;
}

/** Throws ROYALTIES_CLOSED: what was not paid of a period before the next was closed is owed by that one. */
export function refuseCarriedOn(db: Db, periodId: number): void {
  const later = carriedOnTo(db, periodId);
  if (later !== null) throw closedError(later);
}

/**
 * Music that contracts are about or that a closed period has counted stays in the catalogue: without it, what was posted would be
 * taken back. Throws PROJECT_IN_USE and ROYALTIES_CLOSED.
 */
export function refuseWithMoney(db: Db, kind: 'recording' | 'release', id: number): void {
  const contract = prepare(db, `SELECT 1 FROM contract, json_each(assets, '$.${kind}Ids') WHERE value = ? LIMIT 1`);
  if (contract.get(id) !== undefined) {
    throw new AppError('PROJECT_IN_USE', 'A contract is about this.', { kind, id });
  }
  const counted = prepare(
    db,
    `SELECT name FROM statement_item JOIN statement_sum ON statement_sum.item_id = statement_item.id
       JOIN royalty_used ON kind = 'statement' AND royalty_used.item_id = statement_id
       JOIN royalty_period ON royalty_period.id = period_id WHERE ${kind}_id = ? LIMIT 1`,
  );
  const name = counted.pluck().get(id) as string | undefined;
  if (name !== undefined) throw closedError(name);
}
