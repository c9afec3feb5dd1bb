import { useState } from 'react';
import type { StatementDetail, StatementRate } from '#shared/contract/statements.ts';
import { currencies } from '#shared/money.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Field, SavedField, Select, TextArea } from '../../ui/index.ts';
import { formatDay } from '../tracks/index.ts';
import { TotalsTable } from './control-totals.tsx';
import { editStatement } from './statements.actions.ts';
import styles from './statements.module.css';

/** What is known of a statement beside its rows: name, source, control totals, rates, note. */
export function StatementFacts({ statement }: { statement: StatementDetail }) {
  const text = useText();
  const { id, name, source, note, controlTotals, differences, isDifferenceKnown, replaces, corrects } = statement;
  const [typedNote, setNote] = useState(note);
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('statements.view.facts')} data-pane-focus>
      <div className={`${styles.form} ${styles.side}`}>
        <SavedField
          key={`name ${name}`}
          label={text('statements.nameOf')}
          value={name}
          saveText={text('statements.save')}
          onSave={(saved) => void editStatement(id, { name: saved })}
        />
        <SavedField
          key={`source ${source}`}
          label={text('statements.sourceOf')}
          value={source}
          saveText={text('statements.save')}
          onSave={(saved) => void editStatement(id, { source: saved })}
        />
        <TotalsTable
          totals={statement.totals}
          typed={controlTotals}
          differences={differences}
          onChange={(typed) => void editStatement(id, { controlTotals: typed, isDifferenceKnown: false })}
        />
        {differences.length > 0 && (
          <Checkbox
            isSelected={isDifferenceKnown}
            onChange={(isKnown) => void editStatement(id, { isDifferenceKnown: isKnown })}
          >
            {text('statements.knowDifference')}
          </Checkbox>
        )}
        <Rates statement={statement} />
        <TextArea label={text('statements.note')} value={typedNote} onChange={setNote} />
        {typedNote !== note && (
          <div className={styles.actions}>
            <Button onPress={() => void editStatement(id, { note: typedNote })}>{text('statements.save')}</Button>
          </div>
        )}
        <dl className={styles.facts}>
          <dt>{text('statements.column.imported')}</dt>
          <dd>{formatDay(statement.importedAt, Date.now())}</dd>
          <dt>{text('statements.sha256')}</dt>
          <dd>{statement.sha256}</dd>
          {replaces && (
            <>
              <dt>{text('statements.replaces')}</dt>
              <dd>{replaces.name}</dd>
            </>
          )}
          {corrects && (
            <>
              <dt>{text('statements.corrects')}</dt>
              <dd>{corrects.name}</dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}

/** One rate for each currency, which stays as it was typed. */
function Rates({ statement: { id, rates, totals } }: { statement: StatementDetail }) {
  const text = useText();
  const [form, setForm] = useState<StatementRate>({ from: totals[0]?.currency ?? 'USD', to: 'EUR', rate: '', on: '' });
  const change = (part: Partial<StatementRate>) => setForm({ ...form, ...part });
  const isWhole =
    /^\d{1,20}(\.\d{1,20})?$/.test(form.rate) && /^\d{4}-\d{2}-\d{2}$/.test(form.on) && form.from !== form.to;
  const isSame = (one: StatementRate) => one.from === form.from && one.to === form.to;
  const codes = currencies.map((value) => ({ value, text: value }));
  return (
    <fieldset className={styles.plain}>
      <legend className={styles.legend}>{text('statements.rates')}</legend>
      <ul className={styles.list}>
        {rates.map((rate) => (
          <li key={`${rate.from} ${rate.to}`} className={styles.fields}>
            <span>{text('statements.rateOf', rate)}</span>
            <Button
              size="small"
              kind="link"
              onPress={() => void editStatement(id, { rates: rates.filter((each) => each !== rate) })}
            >
              {text('statements.removeRate')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) void editStatement(id, { rates: [...rates.filter((each) => !isSame(each)), form] });
        }}
      >
        <Select
          label={text('statements.rateFrom')}
          value={form.from}
          options={codes}
          onChange={(from) => change({ from })}
        />
        <Select label={text('statements.rateTo')} value={form.to} options={codes} onChange={(to) => change({ to })} />
        <Field
          label={text('statements.rate')}
          value={form.rate}
          inputMode="decimal"
          onChange={(rate) => change({ rate })}
        />
        <Field
          label={text('statements.rateOn')}
          value={form.on}
          placeholder="2026-09-30"
          onChange={(on) => change({ on })}
        />
        <Button type="submit" isDisabled={!isWhole}>
          {text('statements.setRate')}
        </Button>
      </form>
    </fieldset>
  );
}
