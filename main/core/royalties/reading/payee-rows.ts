import { type Db, prepare } from '#core/db/query.ts';
import type { PayeeRow } from '#shared/contract/royalties.ts';
import { foldText } from '#shared/fold-text.ts';
import { type Movements, movementKinds, type Output, type Payout } from '../engine/output.ts';

const nothing = (): Movements => Object.fromEntries(movementKinds.map((kind) => [kind, 0])) as unknown as Movements;

/** A row for each payee and currency of contracts with anything to say; the most that is owed first. */
export function payeeRows(db: Db, output: Output): PayeeRow[] {
  const names = new Map(
    (prepare(db, 'SELECT id, name FROM payee').all() as { id: number; name: string }[]).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  const payouts = new Map(output.payees.map((payout) => [payout.payeeId, payout]));
  const rows = new Map<string, PayeeRow>();
  for (const { currency, accounts } of output.ledgers) {
    for (const { payeeId, movements, closing } of accounts) {
      const key = `${payeeId} ${currency}`;
      const row = rows.get(key) ?? emptyRow(payeeId, names.get(payeeId) ?? '', currency, payouts.get(payeeId));
      for (const kind of movementKinds) row.movements[kind] += movements[kind];
      row.closing += closing;
      rows.set(key, row);
    }
  }
  return [...rows.values()]
    .map((row) => withPayout(row, payouts.get(row.payeeId)))
    .filter(({ movements, closing }) => closing !== 0 || movementKinds.some((kind) => movements[kind] !== 0))
    .sort(
      (one, other) =>
        other.payable - one.payable ||
        other.closing - one.closing ||
        compare(foldText(one.name), foldText(other.name)) ||
        one.payeeId - other.payeeId,
    );
}

function emptyRow(payeeId: number, name: string, currency: string, payout: Payout | undefined): PayeeRow {
  return {
    ...{ payeeId: payeeId as PayeeRow['payeeId'], name, currency, movements: nothing(), closing: 0 },
    ...{ payable: 0, withheld: 0, carried: 0, reason: payout?.reason ?? 'nothing', isRecouped: false },
  };
}

/** What of it may be paid: contracts that are below nothing take from no other. */
function withPayout(row: PayeeRow, payout: Payout | undefined): PayeeRow {
  const due = (payout?.accounts ?? [])
    .filter(({ currency }) => currency === row.currency)
    .reduce((sum, account) => sum + account.due, 0);
  const isPaid = payout?.reason === 'payable';
  const { opening, advances } = row.movements;
  return {
    ...row,
    payable: isPaid ? due : 0,
    withheld: isPaid && payout.currency === row.currency ? payout.withheld : 0,
    carried: isPaid ? row.closing - due : row.closing,
    isRecouped: opening + advances < 0 && row.closing >= 0,
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
