import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { say } from './royalties.actions.ts';
import styles from './royalties.module.css';
import { closeDialog } from './royalties.store.ts';

/** Closing is for good, so it is asked once, with the period's name and what is owed. */
export function CloseDialog({ period }: { period: RoyaltyPeriod }) {
  const text = useText();
  const { data: problems } = useCall('royalties.check', { periodId: period.id });
  const { data: overview } = useCall('royalties.overview', { periodId: period.id });
  const [error, setError] = useState<string | null>(null);
  const [isClosing, setClosing] = useState(false);
  const { name, currency } = period;
  const close = async () => {
    if (isClosing) return;
    setClosing(true);
    try {
      await call('royalties.close', { periodId: period.id, name });
      say('royalties.didClose', { name });
      closeDialog();
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
      setClosing(false);
    }
  };
  return (
    <Dialog
      isOpen
      role="alertdialog"
      size="small"
      title={text('royalties.closeTitle', { name })}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.cancel')}</Button>
          <Button
            kind="primary"
            icon={<Lock size={16} />}
            isDisabled={!problems || problems.length > 0}
            onPress={() => void close()}
          >
            {text('royalties.closeNamed', { name })}
          </Button>
        </>
      }
    >
      <p>
        {text('royalties.closeSays', {
          amount: overview ? `${formatMoney(overview.owed.minor, currency)} ${currency}` : '',
          count: overview?.owed.payeeCount ?? 0,
        })}
      </p>
      {problems && problems.length > 0 && (
        <ul className={styles.findings}>
          {problems.map(({ code, names, value }) => (
            <li key={`${code} ${names.join()} ${value}`} data-tone="error">
              {text(`royalties.problem.${code}`)} <span>{[...names, value].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </Dialog>
  );
}
