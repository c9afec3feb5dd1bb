import { useState } from 'react';
import type { ContractFields, ContractScope } from '#shared/contract/contracts.ts';
import { foldText } from '#shared/fold-text.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field } from '../../ui/index.ts';
import { assetKeys } from './contract-form.ts';
import styles from './royalties.module.css';

type AssetsProps = {
  scope: Exclude<ContractScope, 'default'>;
  assets: ContractFields['assets'];
  onChange(assets: ContractFields['assets']): void;
  error: string | null;
};

const lists = { artist: 'artists', release: 'releases', recording: 'recordings', work: 'works' } as const;
const mostShown = 60;

/** What a contract is about: chosen ones first, then what the words find. */
export function AssetChooser({ scope, assets, onChange, error }: AssetsProps) {
  const text = useText();
  const [words, setWords] = useState('');
  const { data: choices } = useCall('contracts.choices');
  const key = assetKeys[scope];
  const chosen: readonly number[] = assets[key];
  const wanted = foldText(words);
  const all = choices?.[lists[scope]] ?? [];
  const shown = all
    .filter(({ id, name, detail }) => chosen.includes(id) || foldText(`${name} ${detail}`).includes(wanted))
    .sort((one, other) => Number(chosen.includes(other.id)) - Number(chosen.includes(one.id)))
    .slice(0, mostShown);
  const toggle = (id: number, isChosen: boolean) =>
    onChange({
      ...assets,
      [key]: isChosen ? [...chosen, id] : chosen.filter((each) => each !== id),
    } as ContractFields['assets']);
  return (
    <fieldset className={styles.group}>
      <legend>{text(`contracts.scope.${scope}`)}</legend>
      <Field label={text('contracts.find')} value={words} onChange={setWords} error={error} />
      <div className={styles.choices}>
        {shown.map(({ id, name, detail }) => (
          <Checkbox key={id} isSelected={chosen.includes(id)} onChange={(isChosen) => toggle(id, isChosen)}>
            {name} <em>{detail}</em>
          </Checkbox>
        ))}
      </div>
      {all.length > shown.length && (
        <p className={styles.hint}>{text('contracts.moreFound', { count: all.length - shown.length })}</p>
      )}
    </fieldset>
  );
}
