import { z } from 'zod';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';

export const invitationId = z.number().int().positive().brand<'InvitationId'>();

export const mostInvitations = 50;
/** No join file is larger. */
export const mostJoinBytes = 20_000;
export const joinSuffix = '.ledgerline-join';

/** Nobody is invited to own. */
export const invitedRole = z.enum(['admin', 'manager', 'employee']);

export const invitation = z.object({
  id: invitationId,
  name: z.string(),
  email: z.string(),
  role: invitedRole,
  state: z.enum(['pending', 'accepted', 'expired', 'cancelled']),
  /** Who they became. */
  personId: personId.nullable(),
  expiresAt: z.number(),
  createdAt: z.number(),
});
export type Invitation = z.output<typeof invitation>;

export const invitationsContract = {
  /** Newest first. */
  'invitations.list': query(['people'], z.void(), z.array(invitation)),
  /**
   * Puts a join file for each into a folder, good for seven days; a file that has the name already is left as it is. Throws
   * ALREADY_MEMBER for an address of a member, ALREADY_INVITED for one that an invitation waits for or that is named twice,
   * FORBIDDEN for a role above the caller's, and what a folder can fail with.
   */
  'invitations.make': command(
    z.object({
      people: z
        .array(z.object({ name: z.string().trim().min(1).max(200), email: z.email().max(320), role: invitedRole }))
        .min(1)
        .max(mostInvitations),
      folder: absolutePath,
    }),
    z.object({ paths: z.array(z.string()) }),
  ),
  'invitations.cancel': command(z.object({ id: invitationId }), z.void()),
  /** What a join file says, before it is accepted. Throws INVITATION_INVALID. */
  'invitations.read': query(
    ['people'],
    z.object({ text: z.string().max(mostJoinBytes) }),
    z.object({
      workspace: z.string(),
      name: z.string(),
      role: invitedRole,
      state: z.enum(['pending', 'accepted', 'expired', 'cancelled']),
    }),
  ),
  /**
   * Makes whoever was invited a member: the person with that address, or a new one. Throws INVITATION_INVALID for a file that is
   * not ours, was changed, or whose address is another, INVITATION_OVER for one that is used, cancelled or too old.
   */
  'invitations.accept': command(
    z.object({ text: z.string().max(mostJoinBytes), email: z.email().max(320) }),
    z.object({ personId, operation: operationId.nullable() }),
  ),
};
