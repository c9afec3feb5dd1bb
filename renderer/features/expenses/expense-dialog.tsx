import { useState } from 'react';
import { type Expense, expenseCategories } from '#shared/contract/expenses.ts';
import type { PackId, ProjectId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { convertMoney, currencies } from '#shared/money.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select } from '../../ui/index.ts';
import { amountText, categoryText, shortDay } from '../approvals/index.ts';
import { type ExpenseForm, type FormProblem, formOf, newForm, readForm } from './expense-form.ts';
import { editExpense, makeExpense } from './expenses.actions.ts';
import styles from './expenses.module.css';
import { closeExpense, type ExpenseDialogState, useExpenses } from './expenses.store.ts';
import { ReceiptWell } from './receipt-well.tsx';

/** The dialog of an expense, while one is open. */
export function ExpenseDialogs() {
  const dialog = useExpenses((state) => state.dialog);
  if (dialog === null) return null;
  return dialog.kind === 'new' ? <NewExpense dialog={dialog} /> : <OpenExpense dialog={dialog} />;
}

function NewExpense({ dialog }: { dialog: Extract<ExpenseDialogState, { kind: 'new' }> }) {
  const { data: workspace } = useCall('workspace.get');
  return workspace ? (
    <EditDialog expense={null} own={workspace.currency} start={newForm(workspace.currency, dialog.receipt)} />
  ) : null;
}

function OpenExpense({ dialog }: { dialog: Extract<ExpenseDialogState, { kind: 'open' }> }) {
  const { data: expense } = useCall('expenses.get', { id: dialog.id });
  if (!expense) return null;
  if (!expense.may.edit) return <ClosedDialog expense={expense} />;
  return <EditDialog expense={expense} own={expense.workspaceCurrency} start={formOf(expense)} />;
}

type EditDialogProps = { expense: Expense | null; own: string; start: ExpenseForm };

function EditDialog({ expense, own, start }: EditDialogProps) {
  const text = useText();
  const [form, setForm] = useState(start);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (patch: Partial<ExpenseForm>) => {
    setProblem(null);
    setForm({ ...form, ...patch });
  };
  const isForeign = form.currency !== own;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(form.date);
  const { data: known = null } = useCall(
    'expenses.rate',
    { currency: form.currency, day: form.date },
    { enabled: isForeign && isDay },
  );
  const read = readForm(form, own, known?.rate ?? null);
  const save = async () => {
    if ('problem' in read) return setProblem(read.problem);
    try {
      await (expense ? editExpense(expense.id, read.fields) : makeExpense(read.fields));
      closeExpense();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={text(expense ? 'expenses.editTitle' : 'expenses.newTitle')}
      isOpen
      onClose={closeExpense}
      footer={
        <>
          <Button onPress={closeExpense}>{text('expenses.cancel')}</Button>
          <Button kind="primary" type="submit" form="expense">
            {text('expenses.save')}
          </Button>
        </>
      }
    >
      <form
        id="expense"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {expense?.state === 'rejected' && (
          <p className={styles.warn}>{text('expenses.returned', { reason: expense.reason })}</p>
        )}
        <div className={styles.pair}>
          <Field
            label={text('expenses.amount')}
            value={form.amount}
            onChange={(amount) => change({ amount })}
            inputMode="decimal"
            error={problem === 'amount' ? text('expenses.amountError', { currency: form.currency }) : null}
            autoFocus
          />
          <Select
            label={text('expenses.currency')}
            value={form.currency}
            options={currencies.map((value) => ({ value, text: value }))}
            onChange={(currency) => change({ currency, fxRate: '' })}
          />
        </div>
        {isForeign && (
          <Field
            label={text('expenses.rate', { currency: form.currency, own })}
            value={form.fxRate}
            onChange={(fxRate) => change({ fxRate })}
            inputMode="decimal"
            placeholder={known?.rate}
            hint={rateHint()}
            error={problem === 'rate' ? text('expenses.rateError') : null}
          />
        )}
        <div className={styles.pair}>
          <Field
            label={text('expenses.date')}
            type="date"
            value={form.date}
            onChange={(date) => change({ date })}
            error={problem === 'date' ? text('expenses.dateError') : null}
          />
          <CategorySelect value={form.category} onChange={(category) => change({ category })} />
        </div>
        <Field
          label={text('expenses.description')}
          value={form.description}
          onChange={(description) => change({ description })}
          maxLength={2000}
        />
        <AboutFields form={form} onChange={change} />
        <Checkbox isSelected={form.isReimbursable} onChange={(isReimbursable) => change({ isReimbursable })}>
          {text('expenses.reimbursable')}
        </Checkbox>
        <Checkbox isSelected={form.isBillable} onChange={(isBillable) => change({ isBillable })}>
          {text('expenses.billable')}
        </Checkbox>
        <ReceiptWell receipt={form.receipt} onChange={(receipt) => change({ receipt })} />
        {failure && (
          <p role="alert" className={styles.error}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );

  /** What the amount comes to, or which rate would be taken. */
  function rateHint(): string | undefined {
    if ('fields' in read) {
      const { amountMinor, currency, fxRate = '1' } = read.fields;
      return text('expenses.comesTo', { amount: amountText(convertMoney(amountMinor, currency, own, fxRate), own) });
    }
    return known ? text('expenses.rateOf', { rate: known.rate, day: shortDay(known.date) }) : undefined;
  }
}

function CategorySelect({ value, onChange }: { value: string; onChange: (category: string) => void }) {
  const text = useText();
  const known = expenseCategories.map((category) => ({
    value: category as string,
    text: text(`expenses.category.${category}`),
  }));
  const options = known.some((option) => option.value === value) ? known : [{ value, text: value }, ...known];
  return <Select label={text('expenses.category')} value={value} options={options} onChange={onChange} />;
}

type AboutFieldsProps = { form: ExpenseForm; onChange: (patch: Partial<ExpenseForm>) => void };

/** What it was spent on. */
function AboutFields({ form, onChange }: AboutFieldsProps) {
  const text = useText();
  const { data: projects = [] } = useCall('projects.list', {});
  const { data: packs = [] } = useCall('packs.list');
  const { data: releases = [] } = useCall('releases.list');
  const none = { value: '', text: text('expenses.nothing') };
  return (
    <div className={styles.pair}>
      <Select
        label={text('expenses.project')}
        value={form.projectId === null ? '' : String(form.projectId)}
        options={[none, ...projects.map(({ id, name }) => ({ value: String(id), text: name }))]}
        onChange={(value) => onChange({ projectId: value === '' ? null : (Number(value) as ProjectId) })}
      />
      <Select
        label={text('expenses.pack')}
        value={form.packId === null ? '' : String(form.packId)}
        options={[none, ...packs.map(({ id, name }) => ({ value: String(id), text: name }))]}
        onChange={(value) => onChange({ packId: value === '' ? null : (Number(value) as PackId) })}
      />
      {releases.length > 0 && (
        <Select
          label={text('expenses.release')}
          value={form.releaseId === null ? '' : String(form.releaseId)}
          options={[none, ...releases.map(({ id, title }) => ({ value: String(id), text: title }))]}
          onChange={(value) => onChange({ releaseId: value === '' ? null : (Number(value) as ReleaseId) })}
        />
      )}
    </div>
  );
}

/** One whose figures are fixed now. */
function ClosedDialog({ expense }: { expense: Expense }) {
  const text = useText();
  const { amountMinor, currency, workspaceMinor, workspaceCurrency, state, decidedByName, reason } = expense;
  const facts = [
    [text('expenses.amount'), amountText(amountMinor, currency)],
    ...(currency === workspaceCurrency
      ? []
      : [[text('expenses.inOwn', { own: workspaceCurrency }), amountText(workspaceMinor, workspaceCurrency)]]),
    [text('expenses.date'), shortDay(expense.date)],
    [text('expenses.person'), expense.personName],
    [text('expenses.project'), expense.projectName || text('expenses.nothing')],
    [text('expenses.state'), text(`expenses.state.${state}`)],
    ...(decidedByName === '' ? [] : [[text('expenses.decidedBy'), decidedByName]]),
    ...(reason === '' ? [] : [[text('expenses.reason'), reason]]),
  ];
  return (
    <Dialog
      title={expense.description || categoryText(text, expense.category)}
      isOpen
      onClose={closeExpense}
      footer={<Button onPress={closeExpense}>{text('expenses.close')}</Button>}
    >
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {expense.receiptHash !== null && (
        <ReceiptWell receipt={{ hash: expense.receiptHash, name: expense.receiptName }} />
      )}
    </Dialog>
  );
}
