import { Ellipsis, Paperclip, Plus, Receipt, Send } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { type Expense, expenseStates } from '#shared/contract/expenses.ts';
import { formatMoney } from '#shared/money.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, Select } from '../../ui/index.ts';
import { amountText, categoryText, shortDay } from '../approvals/index.ts';
import { ExpenseDialogs } from './expense-dialog.tsx';
import { beginWithReceipt, step } from './expenses.actions.ts';
import styles from './expenses.module.css';
import { openExpense, useExpenses } from './expenses.store.ts';

/** What was spent, whoever may see it, and where each expense is on its way. A receipt dropped here begins a new one. */
export function ExpensesView() {
  const text = useText();
  const filter = useExpenses((state) => state.filter);
  const { data } = useCall('expenses.list', filter === 'all' ? {} : { state: filter }, { keepsPrevious: true });
  const [isOver, setOver] = useState(false);
  const expenses = data?.expenses ?? [];
  const drafts = expenses.filter(({ state, may }) => state === 'draft' && may.submit);
  const create = () => openExpense({ kind: 'new', receipt: null });
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const isEmpty = data !== undefined && expenses.length === 0;
  return (
    <section
      className={styles.view}
      aria-label={text('expenses.title')}
      data-over={isOver || undefined}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (event.defaultPrevented || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        void beginWithReceipt(event.dataTransfer.files);
      }}
    >
      <AreaHead area="time">
        {drafts.length > 0 && (
          <Button icon={<Send size={14} />} onPress={() => void step('submit', drafts)}>
            {text('expenses.submitDrafts', { count: drafts.length })}
          </Button>
        )}
        {!(isEmpty && filter === 'all') && (
          <Button kind="primary" icon={<Plus size={16} />} onPress={create}>
            {text('expenses.new')}
          </Button>
        )}
      </AreaHead>
      {isEmpty && filter === 'all' ? (
        <EmptyState
          icon={<Receipt size={24} />}
          text={text('expenses.empty')}
          action={<Button onPress={create}>{text('expenses.new')}</Button>}
        />
      ) : (
        <>
          <div className={styles.bar}>
            <Select
              label={text('expenses.show')}
              isLabelHidden
              value={filter}
              options={(['all', ...expenseStates] as const).map((value) => ({
                value,
                text: text(`expenses.show.${value}`),
              }))}
              onChange={(chosen) => useExpenses.setState({ filter: chosen })}
            />
          </div>
          {data && <ExpenseTable expenses={expenses} total={data.totalMinor} own={data.workspaceCurrency} />}
        </>
      )}
      <ExpenseDialogs />
    </section>
  );
}

type ExpenseTableProps = { expenses: readonly Expense[]; total: number; own: string };

const columns = ['date', 'what', 'project', 'person', 'amount', 'own', 'state', 'more'] as const;
const figures: ReadonlySet<string> = new Set(['amount', 'own']);

function ExpenseTable({ expenses, total, own }: ExpenseTableProps) {
  const text = useText();
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('expenses.list')} data-pane-focus>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure={figures.has(column)}>
                {column === 'own' ? text('expenses.inOwn', { own }) : text(`expenses.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {expenses.map((expense) => (
            <ExpenseRow key={expense.id} expense={expense} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={5}>
              {text('expenses.total', { own })}
            </th>
            <td data-figure="true">{formatMoney(total, own)}</td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function ExpenseRow({ expense }: { expense: Expense }) {
  const text = useText();
  const { date, description, projectName, personName, amountMinor, currency, state, reason } = expense;
  const category = categoryText(text, expense.category);
  const what = description || category;
  return (
    <tr>
      <td>{shortDay(date)}</td>
      <td>
        <span className={styles.what}>
          <Button kind="link" onPress={() => openExpense({ kind: 'open', id: expense.id })}>
            {what}
          </Button>
          {expense.receiptHash !== null && <Paperclip size={12} role="img" aria-label={text('expenses.hasReceipt')} />}
          {description !== '' && <span className={styles.quiet}>{category}</span>}
        </span>
      </td>
      <td>{projectName}</td>
      <td>{personName}</td>
      <td data-figure="true">{amountText(amountMinor, currency)}</td>
      <td data-figure="true">{formatMoney(expense.workspaceMinor, expense.workspaceCurrency)}</td>
      <td>
        <span className={styles.state} data-state={state} title={reason}>
          {text(`expenses.state.${state}`)}
        </span>
        {reason !== '' && <span className={styles.quiet}> {reason}</span>}
      </td>
      <td>
        <RowMenu expense={expense} name={what} />
      </td>
    </tr>
  );
}

function RowMenu({ expense, name }: { expense: Expense; name: string }) {
  const text = useText();
  const { may } = expense;
  const trigger = (
    <IconButton size="small" label={text('expenses.more', { name })}>
      <Ellipsis size={14} />
    </IconButton>
  );
  return (
    <Menu label={text('expenses.more', { name })} trigger={trigger} placement="bottom end">
      <MenuItem text={text('expenses.open')} onAction={() => openExpense({ kind: 'open', id: expense.id })} />
      {may.submit && <MenuItem text={text('expenses.submit')} onAction={() => void step('submit', [expense])} />}
      {may.recall && <MenuItem text={text('expenses.recall')} onAction={() => void step('recall', [expense])} />}
      {may.decide && <MenuItem text={text('expenses.approve')} onAction={() => void step('approve', [expense])} />}
      {may.reimburse && (
        <MenuItem text={text('expenses.reimburse')} onAction={() => void step('reimburse', [expense])} />
      )}
      {may.edit && <MenuItem text={text('expenses.remove')} onAction={() => void step('remove', [expense])} />}
    </Menu>
  );
}
