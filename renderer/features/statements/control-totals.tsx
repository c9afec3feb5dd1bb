import { useState } from 'react';
import { formatAmount, parseAmount } from '#shared/amount.ts';
import type { ControlTotal, DraftPreview, StatementDraft, StatementTotal } from '#shared/contract/statements.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field } from '../../ui/index.ts';
import { shownAmount } from './amount-text.ts';
import { chooseDraft } from './statements.actions.ts';
import styles from './statements.module.css';

/** The sums of a file, and what the payer said they are. */
export function ControlTotals({ draft, preview }: { draft: StatementDraft; preview: DraftPreview }) {
  const text = useText();
  const { id, choice } = draft;
  const typed = choice.controlTotals ?? [];
  return (
    <>
      <TotalsTable
        totals={preview.totals}
        typed={typed}
        differences={preview.differences}
        onChange={(controlTotals) => void chooseDraft(id, { controlTotals, isDifferenceKnown: false })}
      />
      {preview.differences.length > 0 && (
        <Checkbox
          isSelected={choice.isDifferenceKnown ?? false}
          onChange={(isDifferenceKnown) => void chooseDraft(id, { isDifferenceKnown })}
        >
          {text('statements.knowDifference')}
        </Checkbox>
      )}
    </>
  );
}

type TableProps = {
  totals: readonly StatementTotal[];
  typed: readonly ControlTotal[];
  differences: readonly ControlTotal[];
  onChange: (typed: ControlTotal[]) => void;
};

export function TotalsTable({ totals, typed, differences, onChange }: TableProps) {
  const text = useText();
  const others = (currency: string) => typed.filter((each) => each.currency !== currency);
  return (
    <table className={`${styles.table} ${styles.totals}`}>
      <thead>
        <tr>
          <th scope="col">{text('statements.column.currency')}</th>
          <th scope="col" data-figure>
            {text('statements.column.rows')}
          </th>
          <th scope="col" data-figure>
            {text('statements.column.units')}
          </th>
          <th scope="col" data-figure>
            {text('statements.column.net')}
          </th>
          <th scope="col">{text('statements.control')}</th>
          <th scope="col" data-figure>
            {text('statements.difference')}
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ currency, rows, units, net }) => {
          const difference = differences.find((each) => each.currency === currency);
          const control = typed.find((each) => each.currency === currency);
          return (
            <tr key={currency}>
              <td>{currency}</td>
              <td data-figure>{text('app.count', { count: rows })}</td>
              <td data-figure>{text('app.count', { count: units })}</td>
              <td data-figure>{shownAmount(net)}</td>
              <td>
                <ControlField
                  currency={currency}
                  value={control?.amount ?? ''}
                  onSave={(amount) =>
                    onChange(amount === null ? others(currency) : [...others(currency), { currency, amount }])
                  }
                />
              </td>
              <td data-figure className={difference ? styles.warn : undefined}>
                {difference ? shownAmount(difference.amount) : control ? text('statements.agrees') : '–'}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type ControlFieldProps = { currency: string; value: string; onSave: (amount: string | null) => void };

/** Saved when it is left, or with Enter. */
function ControlField({ currency, value, onSave }: ControlFieldProps) {
  const text = useText();
  const [typed, setTyped] = useState(value);
  const isComma = /,\d{1,2}$/.test(typed.trim());
  const read = typed.trim() === '' ? null : parseAmount(typed, { decimal: isComma ? ',' : '.' });
  const isWrong = typed.trim() !== '' && read === null;
  const save = () => {
    if (isWrong) return;
    const amount = read === null ? null : formatAmount(read.amount);
    if ((amount ?? '') !== value) onSave(amount);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label={text('statements.controlOf', { currency })}
        isLabelHidden
        inputMode="decimal"
        placeholder={text('statements.controlHint')}
        value={typed}
        error={isWrong ? text('statements.controlError') : null}
        onChange={setTyped}
        onBlur={save}
      />
    </form>
  );
}
