import { Plus, X } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton, Select } from '../../ui/index.ts';
import { type ContractForm, type FormProblem, newShare, splitSum } from './contract-form.ts';
import styles from './royalties.module.css';
import { percentText } from './royalty-text.ts';

type SplitProps = {
  form: ContractForm;
  change(patch: Partial<ContractForm>): void;
  problem: FormProblem | null;
};

/** Who shares the artists' side; what is missing of 100 % is said while it is typed. */
export function SplitFields({ form, change, problem }: SplitProps) {
  const text = useText();
  const { data: payees = [] } = useCall('payees.list');
  const options = [
    { value: '', text: text('royalties.choose') },
    ...payees.map(({ id, name }) => ({ value: String(id), text: name })),
  ];
  const sum = splitSum(form);
  const missing = sum === null ? null : 1_000_000 - sum;
  return (
    <fieldset className={styles.group}>
      <legend>{text('contracts.split')}</legend>
      {form.payees.map((payee, index) => (
        <div key={payee.key} className={styles.line}>
          <Select
            label={text('contracts.payeeNumber', { number: index + 1 })}
            value={payee.payeeId}
            options={options}
            onChange={(payeeId) => change({ payees: form.payees.with(index, { ...payee, payeeId }) })}
          />
          <Field
            label={text('contracts.shareNumber', { number: index + 1 })}
            value={payee.share}
            onChange={(share) => change({ payees: form.payees.with(index, { ...payee, share }) })}
          />
          {form.payees.length > 1 && (
            <IconButton
              size="small"
              label={text('contracts.removePayeeNumber', { number: index + 1 })}
              onPress={() => change({ payees: form.payees.toSpliced(index, 1) })}
            >
              <X size={14} />
            </IconButton>
          )}
        </div>
      ))}
      <p role="status" className={missing === 0 ? styles.hint : styles.warn}>
        {missing === null
          ? text('royalties.percentError')
          : missing === 0
            ? text('contracts.splitWhole')
            : text(missing > 0 ? 'contracts.splitMissing' : 'contracts.splitOver', {
                sum: percentText(sum ?? 0),
                missing: percentText(Math.abs(missing)),
              })}
      </p>
      {problem === 'payees' && <p className={styles.error}>{text('contracts.payeesError')}</p>}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onPress={() => change({ payees: [...form.payees, newShare('', percentLeft(missing))] })}
      >
        {text('contracts.addPayee')}
      </Button>
    </fieldset>
  );
}

function percentLeft(missing: number | null): string {
  return missing !== null && missing > 0 ? percentText(missing).replace(' %', '') : '0';
}
