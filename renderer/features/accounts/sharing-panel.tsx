import { signOut } from '../../api/http-bridge.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { AccountList } from './account-list.tsx';
import styles from './accounts.module.css';
import { AuditList } from './audit-list.tsx';
import { KeyList } from './key-list.tsx';
import { SessionList } from './session-list.tsx';

/** Letting a team in over the network: who can sign in, with what, and what happened. A part of the settings. */
export function SharingPanel() {
  const text = useText();
  const { data: sharing } = useCall('accounts.sharing');
  // Who may not see the accounts of others gets an error for it, and sees their own only.
  const { data: accounts } = useCall('accounts.list');
  if (!sharing) return null;
  return (
    <div className={styles.panel}>
      <p className={styles.about}>
        {sharing.addresses === null
          ? text('accounts.notShared')
          : text('accounts.sharedAt', { addresses: sharing.addresses.join(', ') })}
      </p>
      <p className={styles.about}>{text('accounts.plainWords')}</p>
      {sharing.isAccount && (
        <div className={styles.actions}>
          <span>{text('accounts.signedInAs', { login: sharing.login ?? '' })}</span>
          <Button size="small" onPress={() => void signOut()}>
            {text('accounts.signOut')}
          </Button>
        </div>
      )}
      <AccountList accounts={accounts ?? null} isAccount={sharing.isAccount} />
      {sharing.login !== null && <SessionList />}
      {sharing.login !== null && <KeyList />}
      {accounts && <AuditList />}
    </div>
  );
}
