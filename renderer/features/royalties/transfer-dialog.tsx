import { useState } from 'react';
import { readBic, readIban } from '#shared/bank-account.ts';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { today } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { closeDialog } from './royalties.store.ts';

/** A file for the bank: SEPA for euros, CSV for all. */
export function TransferDialog({ period }: { period: RoyaltyPeriod }) {
  const { data: payer } = useCall('payments.payer');
  return payer ? <TransferForm period={period} start={payer} /> : null;
}

type Payer = { name: string; iban: string; bic: string };

function TransferForm({ period, start }: { period: RoyaltyPeriod; start: Payer }) {
  const text = useText();
  const [payer, setPayer] = useState(start);
  const [kind, setKind] = useState<'sepa' | 'csv'>('sepa');
  const [path, setPath] = useState('');
  const [executeOn, setExecuteOn] = useState(today());
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const extension = kind === 'sepa' ? 'xml' : 'csv';
  const ibanError = kind === 'sepa' && payer.iban !== '' && readIban(payer.iban) === null;
  const bicError = kind === 'sepa' && payer.bic !== '' && readBic(payer.bic) === null;
  const canWrite = path.trim() !== '' && executeOn !== '' && !ibanError && !bicError;
  const write = async () => {
    setError(null);
    try {
      if (kind === 'sepa') await call('payments.setPayer', payer);
      const { written, leftOut, sumMinor } = await call('payments.writeFile', {
        periodId: period.id,
        kind,
        path: path.trim(),
        executeOn,
      });
      const sum = kind === 'sepa' ? `${formatMoney(sumMinor, 'EUR')} EUR` : '';
      setDone(text('royalties.transfersWritten', { written, leftOut, sum }));
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  const choose = async () => {
    const folder = await chooseFolder();
    if (folder !== null) setPath(`${folder}${folder.includes('\\') ? '\\' : '/'}${period.name} payments.${extension}`);
  };
  return (
    <Dialog
      isOpen
      title={text('royalties.writeTransfers')}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.close')}</Button>
          <Button kind="primary" isDisabled={!canWrite} onPress={() => void write()}>
            {text('royalties.write')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (canWrite) void write();
        }}
      >
        <Segmented
          label={text('royalties.format')}
          value={kind}
          options={(['sepa', 'csv'] as const).map((value) => ({ value, text: text(`royalties.transfer.${value}`) }))}
          onChange={(value) => {
            setKind(value);
            setPath(path.replace(/\.(xml|csv)$/i, value === 'sepa' ? '.xml' : '.csv'));
          }}
        />
        {kind === 'sepa' && (
          <div className={styles.pair}>
            <Field
              label={text('royalties.payerName')}
              value={payer.name}
              onChange={(name) => setPayer({ ...payer, name })}
            />
            <Field
              label={text('royalties.payerIban')}
              value={payer.iban}
              onChange={(iban) => setPayer({ ...payer, iban })}
              error={ibanError ? text('royalties.ibanError') : null}
            />
            <Field
              label={text('royalties.bic')}
              value={payer.bic}
              onChange={(bic) => setPayer({ ...payer, bic })}
              error={bicError ? text('royalties.bicError') : null}
            />
            <Field label={text('royalties.executeOn')} type="date" value={executeOn} onChange={setExecuteOn} />
          </div>
        )}
        <div className={styles.line}>
          <Field
            label={text('royalties.file')}
            hint={text('royalties.fileHint', { extension })}
            value={path}
            onChange={setPath}
            error={error}
          />
          <Button onPress={() => void attempt(choose)}>{text('royalties.chooseFolder')}</Button>
        </div>
        {done && <p role="status">{done}</p>}
      </form>
    </Dialog>
  );
}
