import type { Db } from '#core/db/query.ts';
import { textCell } from '#core/papers/write-csv.ts';
import type { Payment } from '#shared/contract/payments.ts';
import { plainMoney } from '#shared/money.ts';
import { payeeRecord } from '../royalty-records.ts';

const head = ['Reference', 'Payee', 'Amount', 'Currency', 'Withheld', 'IBAN', 'BIC', 'Country', 'E-mail', 'Text'];

/** For banks and programs that take no SEPA file; in every currency. */
export function paymentsCsv(db: Db, payments: readonly Payment[], period: string): string {
  const rows = payments.map(({ payeeId, reference, payeeName, payableMinor, withheldMinor, currency }) => {
    const { iban, bic, country, email } = payeeRecord.get(db, payeeId);
    const [amount, withheld] = [payableMinor, withheldMinor].map((minor) => plainMoney(minor, currency));
    const texts = [iban, bic, country, email, `${reference} ${period}`].map(textCell);
    return [textCell(reference), textCell(payeeName), amount, currency, withheld, ...texts].join(',');
  });
  return `\ufeff${[head.join(','), ...rows].join('\r\n')}\r\n`;
}
