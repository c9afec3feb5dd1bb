import type { PersonId } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';

export type CreditList = 'credits' | 'writers';

/** What one percent is counted as. */
export const creditUnit: Readonly<Record<CreditList, number>> = { credits: 100, writers: 10_000 };

/** '33.3333' of what is stored; without zeros behind. */
export function writeShare(share: number, list: CreditList): string {
  return String(share / creditUnit[list]);
}

/** '50', '33,33', '12.5 %' as it is stored; null for empty. Throws INVALID_INPUT. */
export function readShare(typed: string, list: CreditList): number | null {
  const plain = typed.replace('%', '').replace(',', '.').trim();
  if (plain === '') return null;
  const share = /^\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) * creditUnit[list] : Number.NaN;
  const whole = Math.round(share);
  if (!(whole >= 0 && whole <= 100 * creditUnit[list]) || Math.abs(whole - share) > 1e-6) {
    throw new AppError('INVALID_INPUT', 'A share is a number from 0 to 100.');
  }
  return whole;
}

/** Null where nobody has one. */
export function sumOf(rows: readonly { share: number | null }[]): number | null {
  const shares = rows.flatMap(({ share }) => (share === null ? [] : [share]));
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0);
}

type Row = { personId: PersonId; role: string; share: number | null };

/** With one more person; of writers who is alone has all of it. */
export function addTo(rows: readonly Row[], personId: PersonId, list: CreditList): Row[] {
  const share = list === 'writers' && rows.length === 0 ? 100 * creditUnit[list] : null;
  return [...rows, { personId, role: '', share }];
}
