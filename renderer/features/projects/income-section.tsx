import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { incomeKinds } from '#shared/contract/income.ts';
import type { Project } from '#shared/contract/projects.ts';
import { parseDecimal, parseMoney } from '#shared/money.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton, Select } from '../../ui/index.ts';
import { amountText, localDay, shortDay } from '../approvals/index.ts';
import { addIncome, removeIncome } from './projects.actions.ts';
import styles from './projects.module.css';

/** What came in for a project. */
export function IncomeSection({ project }: { project: Project }) {
  const text = useText();
  const { data } = useCall('income.list', { projectId: project.id });
  return (
    <section className={styles.tasks} aria-label={text('projects.income')}>
      <h2 className={styles.head}>{text('projects.income')}</h2>
      <ul className={styles.taskList}>
        {data?.incomes.map(({ id, date, kind, note, amountMinor, currency }) => (
          <li key={id} className={styles.income}>
            <span>{shortDay(date)}</span>
            <span>{text(`projects.income.${kind}`)}</span>
            <span className={styles.quiet}>{note}</span>
            <span className={styles.spent}>{amountText(amountMinor, currency)}</span>
            <IconButton
              size="small"
              label={text('projects.removeIncome', { amount: amountText(amountMinor, currency) })}
              onPress={() => void removeIncome(id)}
            >
              <Trash2 size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <IncomeForm project={project} />
    </section>
  );
}

function IncomeForm({ project }: { project: Project }) {
  const text = useText();
  const { data: workspace } = useCall('workspace.get');
  const [form, setForm] = useState({
    kind: 'fee' as (typeof incomeKinds)[number],
    amount: '',
    rate: '',
    date: localDay(),
    note: '',
  });
  const [error, setError] = useState<string | null>(null);
  const change = (patch: Partial<typeof form>) => setForm({ ...form, ...patch });
  const isForeign = workspace !== undefined && workspace.currency !== project.currency;
  const save = async () => {
    const amountMinor = parseMoney(form.amount, project.currency);
    if (!amountMinor) return setError(text('projects.amountError'));
    const rate = parseDecimal(form.rate);
    const { kind, date, note } = form;
    try {
      await addIncome({
        ...{ kind, date, note, amountMinor, currency: project.currency, projectId: project.id },
        ...(isForeign && rate !== null ? { fxRate: rate } : {}),
      });
      setError(null);
      change({ amount: '', note: '' });
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Select
        label={text('projects.incomeKind')}
        value={form.kind}
        options={incomeKinds.map((value) => ({ value, text: text(`projects.income.${value}`) }))}
        onChange={(kind) => change({ kind })}
      />
      <Field
        label={text('projects.incomeAmount', { currency: project.currency })}
        value={form.amount}
        onChange={(amount) => change({ amount })}
        inputMode="decimal"
        error={error}
      />
      {isForeign && (
        <Field
          label={text('projects.incomeRate', { currency: project.currency, own: workspace.currency })}
          value={form.rate}
          onChange={(rate) => change({ rate })}
          inputMode="decimal"
        />
      )}
      <Field label={text('projects.incomeDate')} type="date" value={form.date} onChange={(date) => change({ date })} />
      <Field
        label={text('projects.incomeNote')}
        value={form.note}
        onChange={(note) => change({ note })}
        maxLength={2000}
      />
      <Button type="submit" icon={<Plus size={14} />} isDisabled={form.amount.trim() === ''}>
        {text('projects.addIncome')}
      </Button>
    </form>
  );
}
