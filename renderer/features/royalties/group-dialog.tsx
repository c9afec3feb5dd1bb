import { useState } from 'react';
import { type ContractId, groupRules } from '#shared/contract/contracts.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field, Select } from '../../ui/index.ts';
import { FormDialog } from './form-dialog.tsx';
import styles from './royalties.module.css';

/** Contracts that share one pool of recoupment. Without a group none takes from another. */
export function GroupDialog() {
  const text = useText();
  const { data: contracts = [] } = useCall('contracts.list');
  const [name, setName] = useState('');
  const [rule, setRule] = useState<(typeof groupRules)[number]>('recoup');
  const [ids, setIds] = useState<readonly ContractId[]>([]);
  const [main, setMain] = useState('');
  const mainContractId = rule === 'recoup' || main === '' ? null : (Number(main) as ContractId);
  const canSave = name.trim() !== '' && ids.length > 1 && (rule === 'recoup' || mainContractId !== null);
  const order = { id: null, name: name.trim(), rule, contractIds: [...ids], mainContractId };
  return (
    <FormDialog
      title={text('contracts.newGroup')}
      action={text('royalties.save')}
      said="royalties.didSave"
      saidValues={{ name }}
      save={canSave ? () => call('contracts.saveGroup', order) : null}
    >
      <p>{text('contracts.groupHint')}</p>
      <Field label={text('royalties.name')} value={name} onChange={setName} autoFocus />
      <Select
        label={text('contracts.groupRule')}
        value={rule}
        options={groupRules.map((value) => ({ value, text: text(`contracts.groupRule.${value}`) }))}
        onChange={setRule}
      />
      <div className={styles.choices}>
        {contracts
          .filter(({ groupId }) => groupId === null)
          .map((contract) => (
            <Checkbox
              key={contract.id}
              isSelected={ids.includes(contract.id)}
              onChange={(isChosen) => setIds(isChosen ? [...ids, contract.id] : ids.filter((id) => id !== contract.id))}
            >
              {contract.name}
            </Checkbox>
          ))}
      </div>
      {rule !== 'recoup' && (
        <Select
          label={text('contracts.mainContract')}
          value={main}
          options={[
            { value: '', text: text('royalties.choose') },
            ...contracts
              .filter(({ id }) => ids.includes(id))
              .map((contract) => ({ value: String(contract.id), text: contract.name })),
          ]}
          onChange={setMain}
        />
      )}
    </FormDialog>
  );
}
