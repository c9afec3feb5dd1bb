import { type Db, prepare } from '#core/db/query.ts';
import { readBic, readIban } from '#shared/bank-account.ts';
import type { PayeeFields } from '#shared/contract/payees.ts';
import { AppError } from '#shared/errors.ts';
import { isCurrency } from '#shared/money.ts';
import type { PayeeState } from './royalty-records.ts';

export function newPayee(now: number): Omit<PayeeState, 'name' | 'currency'> {
  return {
    personId: null,
    minimumMinor: 0,
    withholding: 0,
    withholdingTerritories: [],
    ...{ address: '', country: '', taxNote: '', iban: '', bic: '', email: '' },
    isOnHold: false,
    isSelfBilled: false,
    note: '',
    archivedAt: null,
    createdAt: now,
  };
}

/** With bank details as banks write them. Throws BANK_INVALID, CURRENCY_UNKNOWN, NOT_FOUND. */
export function checkedPayee(
  db: Db,
  fields: { readonly [Key in keyof PayeeFields]?: PayeeFields[Key] | undefined },
): Partial<PayeeState> {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const { iban, bic, currency, personId } = fields;
  if (currency !== undefined) requireCurrency(currency);
  if (personId && prepare(db, 'SELECT 1 FROM person WHERE id = ?').get(personId) === undefined) {
    throw new AppError('NOT_FOUND', 'That person is not here any more.', { kind: 'person', id: personId });
  }
  return {
    ...known,
    ...(iban === undefined ? {} : { iban: requireIban(iban) }),
    ...(bic === undefined ? {} : { bic: requireBic(bic) }),
  };
}

export function requireCurrency(currency: string): void {
  if (!isCurrency(currency)) {
    throw new AppError('CURRENCY_UNKNOWN', `${currency} is no currency of ISO 4217.`, { currency });
  }
}

/** Empty stays empty. Throws BANK_INVALID. */
export function requireIban(text: string): string {
  const iban = text.trim() === '' ? '' : readIban(text);
  if (iban === null)
    throw new AppError('BANK_INVALID', 'That IBAN cannot be right: its check digits do not fit.', { at: 'iban' });
  return iban;
}

export function requireBic(text: string): string {
  const bic = text.trim() === '' ? '' : readBic(text);
  if (bic === null)
    throw new AppError('BANK_INVALID', 'That is no BIC: it has 8 or 11 letters and digits.', { at: 'bic' });
  return bic;
}
