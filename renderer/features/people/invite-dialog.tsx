import { type FormEvent, useId, useState } from 'react';
import { type Invitation, mostInvitations } from '#shared/contract/invitations.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { Failure } from './failure.tsx';
import styles from './merge-dialog.module.css';
import { acceptInvitation, invite } from './people.actions.ts';
import { closePeopleDialog } from './people.store.ts';
import { useProfiles } from './people-data.ts';
import { readInvited } from './read-invited.ts';

const roles: readonly Invitation['role'][] = ['employee', 'manager', 'admin'];

/** Makes join files for a pasted list of people. */
export function InviteDialog() {
  const text = useText();
  const profiles = useProfiles();
  const [list, setList] = useState('');
  const [role, setRole] = useState<Invitation['role']>('employee');
  const [error, setError] = useState<string | null>(null);
  const { people, unread } = readInvited(list);
  const isTooMany = people.length > mostInvitations;
  const hint =
    unread.length > 0
      ? text('people.inviteUnread', { lines: unread.slice(0, 3).join('; ') })
      : text('people.inviteHint', { count: people.length });
  const send = () => {
    invite(people.map((person) => ({ ...person, role }))).catch((failure: unknown) =>
      setError(errorText(text, asAppError(failure).code)),
    );
  };
  return (
    <Dialog
      title={text('people.inviteTitle')}
      isOpen
      onClose={closePeopleDialog}
      footer={
        <>
          <Button onPress={closePeopleDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={people.length === 0 || isTooMany} onPress={send}>
            {text('people.inviteDo', { count: people.length })}
          </Button>
        </>
      }
    >
      <div className={styles.apart}>
        <TextArea
          autoFocus
          label={text('people.inviteList')}
          rows={6}
          value={list}
          onChange={setList}
          hint={isTooMany ? text('people.inviteTooMany', { count: mostInvitations }) : hint}
        />
        <Select
          label={text('people.fact.memberRole')}
          value={role}
          options={roles
            .filter((each) => each !== 'admin' || profiles?.role === 'owner' || profiles?.role === 'admin')
            .map((value) => ({ value, text: text(`people.memberRoleName.${value}`) }))}
          onChange={setRole}
        />
        <Failure text={error} />
      </div>
      <p className={styles.note}>{text('people.inviteHow')}</p>
    </Dialog>
  );
}

/** Who reads a join file in says by their address that it is for them. */
export function JoinDialog({ join }: { join: string }) {
  const text = useText();
  const form = useId();
  const { data: invitation, error: unread } = useCall('invitations.read', { text: join });
  const [email, setEmail] = useState('');
  const [error, setError] = useState<string | null>(null);
  const isOver = invitation !== undefined && invitation.state !== 'pending';
  const accept = (event: FormEvent) => {
    event.preventDefault();
    acceptInvitation(join, email.trim()).catch((failure: unknown) =>
      setError(errorText(text, asAppError(failure).code)),
    );
  };
  return (
    <Dialog
      title={text('people.joinTitle')}
      isOpen
      onClose={closePeopleDialog}
      size="small"
      footer={
        <>
          <Button onPress={closePeopleDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form={form} isDisabled={!invitation || isOver || !email.includes('@')}>
            {text('people.joinDo')}
          </Button>
        </>
      }
    >
      {unread && <p className={styles.note}>{errorText(text, unread.code)}</p>}
      {isOver && <p className={styles.note}>{text('error.INVITATION_OVER')}</p>}
      {invitation && !isOver && (
        <form id={form} onSubmit={accept}>
          <p className={styles.note}>
            {text('people.joinAs', {
              name: invitation.name,
              workspace: invitation.workspace || text('workspace.unnamed'),
              role: text(`people.memberRole.${invitation.role}`),
            })}
          </p>
          <Field autoFocus label={text('people.joinEmail')} value={email} onChange={setEmail} spellCheck="false" />
          <Failure text={error} />
        </form>
      )}
    </Dialog>
  );
}
