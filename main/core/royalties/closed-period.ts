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
