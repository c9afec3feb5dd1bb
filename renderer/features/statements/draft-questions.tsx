import { useState } from 'react';
import type { DraftPreview, StatementDraft } from '#shared/contract/statements.ts';
import { currencies } from '#shared/money.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Segmented, Select } from '../../ui/index.ts';
import { chooseDraft } from './statements.actions.ts';
import styles from './statements.module.css';

type Props = { draft: StatementDraft; preview: DraftPreview };

/** What a file leaves open: asked once, before anything is written. */
export function DraftQuestions({ draft, preview }: Props) {
  const text = useText();
  const { id, choice } = draft;
  const asks = (question: DraftPreview['needs'][number], answered: unknown) =>
    preview.needs.includes(question) || (answered !== undefined && answered !== null);
  return (
    <>
      {asks('currency', choice.currency) && (
        <Select
          label={text('statements.ask.currency')}
          value={choice.currency ?? ''}
          options={[
            { value: '', text: text('statements.chooseOne') },
            ...currencies.map((value) => ({ value, text: value })),
          ]}
          onChange={(currency) => void chooseDraft(id, { currency: currency === '' ? null : currency })}
        />
      )}
      {asks('dateOrder', choice.dateOrder) && (
        <fieldset className={styles.mapper}>
          <legend className={styles.legend}>{text('statements.ask.dateOrder')}</legend>
          <Segmented
            label={text('statements.ask.dateOrder')}
            value={choice.dateOrder ?? ''}
            options={(['dmy', 'mdy'] as const).map((value) => ({ value, text: text(`statements.dateOrder.${value}`) }))}
            onChange={(dateOrder) => void chooseDraft(id, { dateOrder: dateOrder === '' ? null : dateOrder })}
          />
        </fieldset>
      )}
      {asks('decimal', choice.decimal) && (
        <fieldset className={styles.mapper}>
          <legend className={styles.legend}>{text('statements.ask.decimal')}</legend>
          <Segmented
            label={text('statements.ask.decimal')}
            value={choice.decimal ?? ''}
            options={[
              { value: '.' as const, text: '1,234.50' },
              { value: ',' as const, text: '1.234,50' },
            ]}
            onChange={(decimal) => void chooseDraft(id, { decimal: decimal === '' ? null : decimal })}
          />
        </fieldset>
      )}
      {asks('period', choice.period) && <PeriodQuestion draft={draft} />}
    </>
  );
}

function PeriodQuestion({ draft: { id, choice } }: { draft: StatementDraft }) {
  const text = useText();
  const [from, setFrom] = useState(choice.period?.from ?? '');
  const [to, setTo] = useState(choice.period?.to ?? '');
  const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day);
  const isWhole = isDay(from) && isDay(to) && from <= to;
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) void chooseDraft(id, { period: { from, to } });
      }}
    >
      <Field label={text('statements.ask.from')} value={from} onChange={setFrom} placeholder="2026-07-01" />
      <Field label={text('statements.ask.to')} value={to} onChange={setTo} placeholder="2026-07-31" />
      <Button type="submit" isDisabled={!isWhole}>
        {text('statements.setPeriod')}
      </Button>
    </form>
  );
}
