import { z } from 'zod';

export const personId = z.number().int().positive().brand<'PersonId'>();
export type PersonId = z.output<typeof personId>;

/** Of members of the workspace, the mightiest first. */
export const memberRoles = ['owner', 'admin', 'manager', 'employee'] as const;
export const memberRole = z.enum(memberRoles);
export type MemberRole = z.output<typeof memberRole>;
