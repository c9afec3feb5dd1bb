import { useState } from 'react';
import type { ReadSplits } from '#shared/contract/contracts.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Segmented, TextArea } from '../../ui/index.ts';
import { FormDialog } from './form-dialog.tsx';
import styles from './royalties.module.css';
import { percentText, readPercent } from './royalty-text.ts';

/** A table of splits: what it would make, and what is wrong with it, before anything is made. */
export function SplitsDialog() {
  const text = useText();
  const { data: workspace } = useCall('workspace.get');
  const [csv, setCsv] = useState('');
  const [side, setSide] = useState<'master' | 'composition'>('master');
  const [percentOf, setPercentOf] = useState<'artistSide' | 'receipts'>('artistSide');
  const [rate, setRate] = useState('50');
  const artistRate = readPercent(rate);
  const order = { csv, side, percentOf, artistRate: artistRate ?? 0, currency: workspace?.currency ?? 'EUR' };
  const isTyped = csv.trim() !== '' && artistRate !== null;
  const { data: read } = useCall('contracts.readSplits', order, { enabled: isTyped, keepsPrevious: true });
  const canSave = isTyped && read !== undefined && read.problems.length === 0 && read.tracks.length > 0;
  return (
    <FormDialog
      title={text('contracts.importSplits')}
      action={text('contracts.makeContracts')}
      said="contracts.didMakeContracts"
      save={canSave ? () => call('contracts.importSplits', order) : null}
    >
      <TextArea
        label={text('contracts.splitTable')}
        hint={text('contracts.splitTableHint')}
        rows={6}
        value={csv}
        onChange={setCsv}
      />
      <label className={styles.fileInput}>
        <span>{text('contracts.chooseFile')}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void file.text().then(setCsv);
          }}
        />
      </label>
      <Segmented
        label={text('contracts.contractColumn.side')}
        value={side}
        options={(['master', 'composition'] as const).map((value) => ({
          value,
          text: text(`contracts.side.${value}`),
        }))}
        onChange={setSide}
      />
      <Segmented
        label={text('contracts.percentOf')}
        value={percentOf}
        options={(['artistSide', 'receipts'] as const).map((value) => ({
          value,
          text: text(`contracts.percentOf.${value}`),
        }))}
        onChange={setPercentOf}
      />
      {percentOf === 'artistSide' && (
        <Field
          label={text('contracts.artistRate')}
          value={rate}
          onChange={setRate}
          error={artistRate === null ? text('royalties.percentError') : null}
        />
      )}
      {isTyped && read && <Preview read={read} />}
    </FormDialog>
  );
}

const mostShown = 20;

function Preview({ read }: { read: ReadSplits }) {
  const text = useText();
  return (
    <>
      {read.problems.length > 0 && (
        <ul className={styles.findings} aria-label={text('royalties.findings')}>
          {read.problems.slice(0, mostShown).map(({ row, code, value }) => (
            <li key={`${row} ${code}`} data-tone="error">
              {text('contracts.splitRow', { row })} {text(`contracts.splitProblem.${code}`)} <span>{value}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.previewList}>
        {read.tracks.slice(0, mostShown).map(({ recordingId, title, payees, artistRate }) => (
          <li key={recordingId}>
            <b>{title}</b> {percentText(artistRate)}:{' '}
            {payees
              .map(
                ({ name, percent, isNew }) =>
                  `${name} ${percentText(percent)}${isNew ? ` (${text('contracts.new')})` : ''}`,
              )
              .join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
}
