import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId, personRow, pictureHash } from './people.ts';
import { currency, dayOrNone, minor, timeZone } from './studio-ids.ts';

/** What two entries of a person at the same time are: refused, told, or made to fit. */
export const overlapPolicies = ['forbid', 'warn', 'trim'] as const;

/** Whether releases need an approval before they are delivered; 'auto' means as soon as there is more than one member. */
export const releaseApprovals = ['auto', 'always', 'never'] as const;

export const workspaceFacts = z.object({
  name: z.string().trim().max(200),
  currency,
  /** Empty: the machine's. */
  timeZone: z.union([z.literal(''), timeZone]),
  /** 1 is Monday, 7 is Sunday. */
  weekStart: z.number().int().min(1).max(7),
  logoHash: pictureHash.nullable(),
  taxId: z.string().trim().max(60),
  address: z.string().trim().max(1000),
  /** What an hour costs where nothing nearer says so. */
  rateMinor: minor.min(0).nullable(),
  overlapPolicy: z.enum(overlapPolicies),
  /** 0: nobody is asked. */
  idleMinutes: z.number().int().min(0).max(1440),
  longRunMinutes: z.number().int().min(1).max(10_080),
  /** Time and expenses before that day are closed. */
  lockedBefore: dayOrNone,
  hasAchievements: z.boolean(),
  releaseApproval: z.enum(releaseApprovals),
});
export type WorkspaceFacts = z.output<typeof workspaceFacts>;

export const workspaceContract = {
  'workspace.get': query(['people'], z.void(), workspaceFacts),
  'workspace.edit': command(workspaceFacts.partial(), z.object({ operation: operationId.nullable() })),
  /** Who acts now, and the members that a profile can be switched to. */
  'workspace.profiles': query(
    ['people'],
    z.void(),
    z.object({
      active: personRow.nullable(),
      role: z.enum(['owner', 'admin', 'manager', 'employee']),
      /** False for who signed in with an account: they are who they are. */
      canSwitch: z.boolean(),
      members: z.array(personRow),
    }),
  ),
  /**
   * From now on whoever sits at this machine acts as that member. No security boundary: nobody is asked for a password.
   * Throws FORBIDDEN for who signed in with an account.
   */
  'workspace.switchProfile': command(z.object({ personId }), z.void()),
};
