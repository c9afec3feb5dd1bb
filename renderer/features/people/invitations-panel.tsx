import { Mail } from 'lucide-react';
import type { Invitation } from '#shared/contract/invitations.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDay } from '../tracks/index.ts';
import { openPeopleDialog } from './people.store.ts';
import styles from './teams-panel.module.css';

const tones = { pending: 'accent', accepted: 'ok', expired: 'warn', cancelled: 'plain' } as const;

/** Who was asked to join, and what became of it. */
export function InvitationsPanel() {
  const text = useText();
  const { data: invitations, error } = useCall('invitations.list');
  if (error) return <EmptyState icon={<Mail size={20} />} text={errorText(text, error.code)} />;
  if (invitations?.length === 0) {
    return (
      <EmptyState
        icon={<Mail size={20} />}
        text={text('people.noInvitations')}
        action={<Button onPress={() => openPeopleDialog({ kind: 'invite' })}>{text('people.invite')}</Button>}
      />
    );
  }
  return (
    <div className={styles.panel}>
      <ul className={styles.tree} aria-label={text('people.tab.invitations')}>
        {invitations?.map((invitation) => (
          <InvitationLine key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </div>
  );
}

function InvitationLine({ invitation }: { invitation: Invitation }) {
  const text = useText();
  const { id, name, email, role, state, expiresAt } = invitation;
  const now = Date.now();
  return (
    <li className={styles.line}>
      <Mail size={16} aria-hidden="true" />
      <span className={styles.name}>{name}</span>
      <span className={styles.email}>{email}</span>
      <span className={styles.note}>{text(`people.memberRoleName.${role}`)}</span>
      <Tag tone={tones[state]}>{text(`people.invitation.${state}`)}</Tag>
      <span className={styles.date}>
        {state === 'pending' ? text('people.until', { day: formatDay(expiresAt, now) }) : ''}
      </span>
      {state === 'pending' && (
        <Button size="small" onPress={() => void attempt(() => call('invitations.cancel', { id }))}>
          {text('people.cancelInvitation')}
        </Button>
      )}
    </li>
  );
}
