import { useState } from 'react';
import { leastPassword } from '#shared/contract/accounts.ts';
import type { Output } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './accounts.module.css';

type Account = Output<'accounts.list'>[number];
type Member = { id: number; name: string };

/** Members with what they sign in with; of whoever may not see the others, only their own. */
export function AccountList({ accounts, isAccount }: { accounts: readonly Account[] | null; isAccount: boolean }) {
  const text = useText();
  const { data: people } = useCall('people.all');
  const { data: me } = useCall('notifications.unread');
  const [edited, setEdited] = useState<number | null>(null);
  const members: Member[] = (people ?? []).filter(
    ({ id, memberRole, isRemoved }) => memberRole !== null && !isRemoved && (accounts !== null || id === me?.personId),
  );
  return (
    <section aria-label={text('accounts.accounts')}>
      <h2 className={styles.heading}>{text('accounts.accounts')}</h2>
      <ul className={styles.list}>
        {members.map((member) => {
          const account = accounts?.find(({ personId }) => personId === member.id);
          const isLocked = account?.lockedUntil != null && account.lockedUntil > Date.now();
          return (
            <li key={member.id} className={styles.item}>
              <span className={styles.name}>{member.name}</span>
              <span className={styles.quiet}>{account ? account.login : text('accounts.none')}</span>
              <span className={styles.quiet}>
                {isLocked
                  ? text('accounts.locked', { time: formatDayAndTime(account.lockedUntil ?? 0) })
                  : account?.lastLoginAt != null && formatDayAndTime(account.lastLoginAt)}
              </span>
              <span className={styles.actions}>
                {isLocked && (
                  <Button
                    size="small"
                    onPress={() => void attempt(() => call('accounts.unlock', { personId: member.id as PersonId }))}
                  >
                    {text('accounts.unlock')}
                  </Button>
                )}
                <Button size="small" onPress={() => setEdited(edited === member.id ? null : member.id)}>
                  {text('accounts.setPassword', { name: member.name })}
                </Button>
                {account && (
                  <Button
                    size="small"
                    onPress={() => void attempt(() => call('accounts.remove', { personId: member.id as PersonId }))}
                  >
                    {text('accounts.remove', { name: member.name })}
                  </Button>
                )}
              </span>
              {edited === member.id && (
                <PasswordForm
                  member={member}
                  login={account?.login ?? ''}
                  asksCurrent={isAccount && member.id === me?.personId}
                  onDone={() => setEdited(null)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type PasswordFormProps = { member: Member; login: string; asksCurrent: boolean; onDone: () => void };

function PasswordForm({ member, login: known, asksCurrent, onDone }: PasswordFormProps) {
  const text = useText();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState('');
  const [current, setCurrent] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const isComplete = login.trim().length >= 2 && password.length >= leastPassword;

  const submit = async () => {
    try {
      await call('accounts.setPassword', {
        ...{ personId: member.id as PersonId, login: login.trim(), password },
        ...(asksCurrent ? { current } : {}),
      });
      onDone();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };

  return (
    <form
      className={styles.form}
      aria-label={text('accounts.setPassword', { name: member.name })}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void submit();
      }}
    >
      <Field label={text('accounts.login')} autoComplete="off" value={login} onChange={setLogin} />
      {asksCurrent && (
        <Field
          label={text('accounts.current')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
      )}
      <Field
        label={text('accounts.newPassword')}
        hint={text('accounts.passwordHint', { count: leastPassword })}
        type="password"
        autoComplete="new-password"
        error={failure}
        value={password}
        onChange={(typed) => {
          setPassword(typed);
          setFailure(null);
        }}
      />
      <Button kind="primary" type="submit" isDisabled={!isComplete}>
        {text('accounts.save')}
      </Button>
    </form>
  );
}
