import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { invitationsContract } from '#shared/contract/invitations.ts';
import { acceptInvitation, cancelInvitation, invite, listInvitations, readInvitation } from './invitations.ts';

export function invitationsHandlers(context: Context): Handlers<typeof invitationsContract> {
  const { db, platform } = context;
  return {
    'invitations.list': () => listInvitations(db, platform.now()),
    'invitations.make': ({ people, folder }) => invite(context, people, folder),
    'invitations.cancel': ({ id }) => cancelInvitation(context, id),
    'invitations.read': ({ text }) => readInvitation(db, text, platform.now()),
    'invitations.accept': ({ text, email }) => acceptInvitation(context, text, email),
  };
}
