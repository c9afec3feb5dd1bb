import { useState } from 'react';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import { FormDialog } from './form-dialog.tsx';
import { readPercent } from './royalty-text.ts';

/** Contracts from the shares of a release's credits, in one step. */
export function CreditsDialog() {
  const text = useText();
  const { data: choices } = useCall('contracts.choices');
  const { data: workspace } = useCall('workspace.get');
  const [release, setRelease] = useState('');
  const [rate, setRate] = useState('50');
  const artistRate = readPercent(rate);
  const currency = workspace?.currency;
  const save =
    release !== '' && artistRate !== null && currency
      ? () => call('contracts.makeFromCredits', { releaseId: Number(release) as ReleaseId, artistRate, currency })
      : null;
  return (
    <FormDialog
      size="small"
      title={text('contracts.fromCredits')}
      action={text('contracts.makeContracts')}
      said="contracts.didMakeContracts"
      save={save}
    >
      <p>{text('contracts.creditsHint')}</p>
      <Select
        label={text('contracts.scope.release')}
        value={release}
        options={[
          { value: '', text: text('royalties.choose') },
          ...(choices?.releases ?? []).map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
        onChange={setRelease}
      />
      <Field
        label={text('contracts.artistRate')}
        value={rate}
        onChange={setRate}
        error={artistRate === null ? text('royalties.percentError') : null}
      />
    </FormDialog>
  );
}
