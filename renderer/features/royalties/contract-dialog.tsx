import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type ContractId, contractKinds, contractScopes, contractSides } from '#shared/contract/contracts.ts';
import { currencies } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import { AssetChooser } from './asset-chooser.tsx';
import { type ContractForm, type FormProblem, formOf, newForm, newTerm, readForm } from './contract-form.ts';
import { contractWords } from './contract-words.ts';
import styles from './royalties.module.css';
import { closeDialog } from './royalties.store.ts';
import { SplitFields } from './split-fields.tsx';
import { TermFields } from './term-fields.tsx';

/** A contract: about what, at which rates, and who shares it. */
export function ContractDialog({ id }: { id: ContractId | null }) {
  const { data: workspace } = useCall('workspace.get');
  const { data: contract } = useCall('contracts.get', { id: id ?? (1 as ContractId) }, { enabled: id !== null });
  if (!workspace || (id !== null && !contract)) return null;
  return <ContractEditor id={id} start={contract ? formOf(contract) : newForm(workspace.currency)} />;
}

function ContractEditor({ id, start }: { id: ContractId | null; start: ContractForm }) {
  const text = useText();
  const [form, setForm] = useState(start);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (patch: Partial<ContractForm>) => {
    setProblem(null);
    setForm({ ...form, ...patch });
  };
  const read = readForm(form);
  const save = async () => {
    if ('problem' in read) return setProblem(read.problem);
    const { fields } = read;
    try {
      const { operation } =
        id === null ? await call('contracts.make', fields) : await call('contracts.edit', { id, fields });
      showUndoable({ text: text('royalties.didSave', { name: fields.name }), operations: [operation] });
      closeDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      isOpen
      size="large"
      title={text(id === null ? 'contracts.newContract' : 'royalties.contract')}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="contract">
            {text('royalties.save')}
          </Button>
        </>
      }
    >
      <form
        id="contract"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {'fields' in read && <p className={styles.says}>{contractWords(text, read.fields, [])}</p>}
        <Field
          label={text('royalties.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          error={problem === 'name' ? text('royalties.nameError') : null}
          autoFocus
        />
        <FactFields form={form} change={change} />
        {form.scope !== 'default' && (
          <AssetChooser
            scope={form.scope}
            assets={form.assets}
            onChange={(assets) => change({ assets })}
            error={problem === 'assets' ? text('contracts.assetsError') : null}
          />
        )}
        {form.kind === 'royalty' ? (
          <fieldset className={styles.group}>
            <legend>{text('contracts.terms')}</legend>
            <p className={styles.hint}>{text('contracts.termsHint')}</p>
            {form.terms.map((term, index) => (
              <TermFields
                key={term.key}
                term={term}
                number={index + 1}
                onChange={(changed) => change({ terms: form.terms.with(index, changed) })}
                onRemove={form.terms.length > 1 ? () => change({ terms: form.terms.toSpliced(index, 1) }) : null}
              />
            ))}
            {problem === 'term' && <p className={styles.error}>{text('contracts.termError')}</p>}
            <Button
              size="small"
              icon={<Plus size={14} />}
              onPress={() => change({ terms: [newTerm(), ...form.terms] })}
            >
              {text('contracts.addTerm')}
            </Button>
          </fieldset>
        ) : (
          <Field
            label={text('contracts.profitRate')}
            value={form.profitRate}
            onChange={(profitRate) => change({ profitRate })}
            error={problem === 'profitRate' ? text('royalties.percentError') : null}
          />
        )}
        <SplitFields form={form} change={change} problem={problem} />
        <ReserveFields form={form} change={change} problem={problem} />
        <TextArea label={text('royalties.note')} rows={2} value={form.note} onChange={(note) => change({ note })} />
        {id !== null && <History id={id} />}
        {failure && (
          <p role="alert" className={styles.error}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}

type FieldsProps = { form: ContractForm; change(patch: Partial<ContractForm>): void };

function FactFields({ form, change }: FieldsProps) {
  const text = useText();
  const scopes = contractScopes.filter((scope) => scope !== 'work' || form.side === 'composition');
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={text('contracts.contractColumn.side')}
          value={form.side}
          options={contractSides.map((value) => ({ value, text: text(`contracts.side.${value}`) }))}
          onChange={(side) =>
            change({ side, scope: side === 'master' && form.scope === 'work' ? 'default' : form.scope })
          }
        />
        <Select
          label={text('contracts.kind')}
          value={form.kind}
          options={contractKinds.map((value) => ({ value, text: text(`contracts.kind.${value}`) }))}
          onChange={(kind) => change({ kind })}
        />
        <Select
          label={text('contracts.scope')}
          value={form.scope}
          options={scopes.map((value) => ({ value, text: text(`contracts.scope.${value}`) }))}
          onChange={(scope) => change({ scope })}
        />
        <Select
          label={text('royalties.currency')}
          value={form.currency}
          options={currencies.map((value) => ({ value, text: value }))}
          onChange={(currency) => change({ currency })}
        />
        <Field
          label={text('royalties.from')}
          type="month"
          value={form.fromMonth}
          onChange={(fromMonth) => change({ fromMonth })}
        />
        <Field
          label={text('royalties.to')}
          type="month"
          value={form.toMonth}
          onChange={(toMonth) => change({ toMonth })}
        />
      </div>
      <Checkbox isSelected={form.isAlongside} onChange={(isAlongside) => change({ isAlongside })}>
        {text('contracts.alongside')}
      </Checkbox>
    </>
  );
}

function ReserveFields({ form, change, problem }: FieldsProps & { problem: FormProblem | null }) {
  const text = useText();
  return (
    <div className={styles.pair}>
      <Field
        label={text('contracts.reserve')}
        hint={text('contracts.reserveHint')}
        value={form.reserve}
        onChange={(reserve) => change({ reserve })}
        error={problem === 'reserve' ? text('contracts.reserveError') : null}
      />
      <Field label={text('contracts.schedule')} value={form.schedule} onChange={(schedule) => change({ schedule })} />
      <Select
        label={text('contracts.reserveBasis')}
        value={form.reserveBasis}
        options={(['post', 'pre'] as const).map((value) => ({ value, text: text(`contracts.reserveBasis.${value}`) }))}
        onChange={(reserveBasis) => change({ reserveBasis })}
      />
    </div>
  );
}

/** Every change of the contract, so that nobody wonders since when it says that. */
function History({ id }: { id: ContractId }) {
  const text = useText();
  const { data: changes = [] } = useCall('contracts.history', { id });
  return (
    <details className={styles.history}>
      <summary>{text('contracts.history', { count: changes.length })}</summary>
      <ul>
        {changes.map(({ operation, at, isUndo, personName, fields }) => (
          <li key={operation}>
            {text(isUndo ? 'contracts.changeUndone' : 'contracts.change', {
              on: new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
              who: personName,
              fields: fields.join(', '),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
