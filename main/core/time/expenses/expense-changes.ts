import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import { convertMoney, isCurrency, parseDecimal } from '#shared/money.ts';
import { findRate, workspaceCurrency } from '../exchange-rates.ts';

export type AmountFields = {
  amountMinor: number;
  currency: string;
  date: string;
  /** Empty: the one that was entered last. */
  fxRate: string;
};

/**
 * The rate of an amount and what it comes to in the workspace's currency. Throws INVALID_INPUT for a currency that is none, and
 * RATE_MISSING where no rate was ever entered for it.
 */
export function rateAndValue(db: Db, { amountMinor, currency, date, fxRate }: AmountFields) {
  if (!isCurrency(currency)) throw new AppError('INVALID_INPUT', 'There is no such currency.', { at: 'currency' });
  const own = workspaceCurrency(db);
  if (currency === own) return { fxRate: '1', workspaceMinor: amountMinor };
  const rate = fxRate === '' ? findRate(db, currency, date)?.rate : parseDecimal(fxRate);
  if (!rate) throw new AppError('RATE_MISSING', 'Say what one unit of this currency is worth.', { currency, own });
  return { fxRate: rate, workspaceMinor: convertMoney(amountMinor, currency, own, rate) };
}

export type Subjects = {
  projectId?: number | null | undefined;
  songId?: number | null | undefined;
  packId?: number | null | undefined;
  releaseId?: number | null | undefined;
};

/** Throws NOT_FOUND for a project, song, pack or release that is not there. */
export function checkSubjects(db: Db, subjects: Subjects): void {
  const tables = { projectId: 'project', songId: 'song', packId: 'pack', releaseId: 'release' } as const;
  for (const [key, table] of Object.entries(tables) as [keyof Subjects, string][]) {
    const id = subjects[key];
    if (id === null || id === undefined) continue;
    if (prepare(db, `SELECT 1 FROM ${table} WHERE id = ?`).get(id) === undefined) {
      throw new AppError('NOT_FOUND', 'That is not here any more.', { kind: table, id });
    }
  }
}

export function subjectsOf({ projectId, songId, packId, releaseId }: Subjects) {
  return {
    projectId: projectId ?? null,
    songId: songId ?? null,
    packId: packId ?? null,
    releaseId: releaseId ?? null,
  };
}
