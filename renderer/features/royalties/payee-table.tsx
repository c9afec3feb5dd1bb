import type { KeyboardEvent } from 'react';
import type { PayeeRow } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Face } from '../../ui/index.ts';
import styles from './royalties.module.css';
import { useRoyalties } from './royalties.store.ts';
import { figureText } from './royalty-text.ts';

const otherKinds = [
  'advances',
  'reservesTaken',
  'reservesReleased',
  'transfers',
  'adjustments',
  'priorAdjustments',
] as const;

function otherOf({ movements }: PayeeRow): number {
  return otherKinds.reduce((sum, kind) => sum + movements[kind], 0);
}

/** Who is owed what, in one table for each currency, with a row that adds up. */
export function PayeeTable({ rows }: { rows: readonly PayeeRow[] }) {
  const text = useText();
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  if (rows.length === 0) return <p className={styles.hint}>{text('royalties.nobody')}</p>;
  return currencies.map((currency) => (
    <CurrencyTable key={currency} currency={currency} rows={rows.filter((row) => row.currency === currency)} />
  ));
}

function CurrencyTable({ currency, rows }: { currency: string; rows: readonly PayeeRow[] }) {
  const text = useText();
  const hasOther = rows.some((row) => otherOf(row) !== 0);
  const sum = (of: (row: PayeeRow) => number) =>
    formatMoney(
      rows.reduce((total, row) => total + of(row), 0),
      currency,
    );
  return (
    <table className={styles.table} aria-label={text('royalties.payees', { currency })}>
      <thead>
        <tr>
          <th scope="col">{text('royalties.column.payee')}</th>
          <th scope="col" data-figure="true">
            {text('royalties.column.opening')}
          </th>
          <th scope="col" data-figure="true">
            {text('royalties.column.earned')}
          </th>
          <th scope="col" data-figure="true">
            {text('royalties.column.costs')}
          </th>
          {hasOther && (
            <th scope="col" data-figure="true">
              {text('royalties.column.other')}
            </th>
          )}
          <th scope="col" data-figure="true">
            {text('royalties.column.paid')}
          </th>
          <th scope="col" data-figure="true">
            {text('royalties.column.payable')}
          </th>
          <th scope="col">{text('royalties.column.note')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.payeeId} row={row} hasOther={hasOther} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text('royalties.totalIn', { currency })}</th>
          <td data-figure="true">{sum(({ movements }) => movements.opening)}</td>
          <td data-figure="true">{sum(({ movements }) => movements.royalties)}</td>
          <td data-figure="true">{sum(({ movements }) => movements.costs)}</td>
          {hasOther && <td data-figure="true">{sum(otherOf)}</td>}
          <td data-figure="true">{sum(({ movements }) => movements.payments)}</td>
          <td data-figure="true">{sum(({ payable }) => payable)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

function Row({ row, hasOther }: { row: PayeeRow; hasOther: boolean }) {
  const text = useText();
  const { payeeId, name, currency, movements } = row;
  const isChosen = useRoyalties((state) => state.row?.payeeId === payeeId && state.row.currency === currency);
  const { isInspectorOpen } = useSettings();
  const choose = () => {
    useRoyalties.setState({ row: { payeeId, currency } });
    // Every figure opens its why.
    if (!isInspectorOpen) void updateSettings({ isInspectorOpen: true });
  };
  return (
    <tr data-chosen={isChosen || undefined} onClick={choose}>
      <th scope="row">
        <button type="button" className={styles.name} aria-pressed={isChosen} onClick={choose} onKeyDown={moveFocus}>
          <Face name={name} size="small" />
          <span>{name}</span>
        </button>
      </th>
      <td data-figure="true" data-negative={movements.opening < 0 || undefined}>
        {formatMoney(movements.opening, currency)}
      </td>
      <td data-figure="true">{formatMoney(movements.royalties, currency)}</td>
      <td data-figure="true">{figureText(movements.costs, currency)}</td>
      {hasOther && <td data-figure="true">{figureText(otherOf(row), currency)}</td>}
      <td data-figure="true">{figureText(movements.payments, currency)}</td>
      <td data-figure="true">
        <b>{formatMoney(row.payable, currency)}</b>
      </td>
      <td className={styles.note}>{noteOf()}</td>
    </tr>
  );

  function noteOf(): string {
    if (row.reason === 'payable' && row.isRecouped) return text('royalties.note.recouped');
    if (row.reason === 'payable') {
      return row.withheld > 0 ? text('royalties.note.withheld', { amount: formatMoney(row.withheld, currency) }) : '';
    }
    return text(`royalties.note.${row.reason}`);
  }
}

/** Up and down go from payee to payee. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = [...(event.currentTarget.closest('table')?.querySelectorAll<HTMLButtonElement>('tbody button') ?? [])];
  const next = all[all.indexOf(event.currentTarget) + step];
  next?.focus();
  next?.click();
}
