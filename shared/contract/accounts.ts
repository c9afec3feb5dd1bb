import { z } from 'zod';
import { permissions } from '../permissions/roles.ts';
import { command, query } from './define.ts';
import { personId } from './people.ts';

/** What somebody signs in with: a name of their own or an e-mail address. */
const login = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .regex(/^[^\s]+$/);

/** Long rather than odd: NIST SP 800-63B asks for length and nothing else. */
export const leastPassword = 10;
const password = z.string().min(leastPassword).max(200);

export const auditKinds = [
  'signedIn',
  'signInFailed',
  'accountLocked',
  'signedOut',
  'accountMade',
  'accountRemoved',
  'accountUnlocked',
  'passwordChanged',
  'sessionsEnded',
  'keyMade',
  'keyRevoked',
  'roleChanged',
] as const;
export type AuditKind = (typeof auditKinds)[number];

const done = z.void();

export const accountsContract = {
  /** Who can sign in over the network, and who asks. */
  'accounts.list': query(
    ['accounts', 'people'],
    z.void(),
    z.array(
      z.object({
        personId: z.number().int(),
        name: z.string(),
        login: z.string(),
        lastLoginAt: z.number().nullable(),
        lockedUntil: z.number().nullable(),
        sessions: z.number().int(),
      }),
    ),
  ),
  /** Where the library is shared now; null where it is not. `isAccount`: whoever asks signed in with one. */
  'accounts.sharing': query(
    ['accounts', 'people'],
    z.void(),
    z.object({ addresses: z.array(z.string()).nullable(), isAccount: z.boolean(), login: z.string().nullable() }),
  ),
  /**
   * Gives a member an account, or another password. One's own asks for the `current` one where one signed in with it. Ends all
   * other sessions. Throws LOGIN_TAKEN, SIGN_IN_REFUSED (the current password is wrong), INVALID_INPUT.
   */
  'accounts.setPassword': command(
    z.object({ personId, login: login.optional(), password, current: z.string().max(200).optional() }),
    done,
  ),
  'accounts.remove': command(z.object({ personId }), done),
  'accounts.unlock': command(z.object({ personId }), done),
  /** One's own. */
  'accounts.sessions': query(
    ['accounts'],
    z.void(),
    z.array(z.object({ id: z.string(), agent: z.string(), createdAt: z.number(), seenAt: z.number() })),
  ),
  /** All of one's own where none is named. */
  'accounts.endSessions': command(z.object({ id: z.string().max(100).optional() }), done),
  'accounts.keys': query(
    ['accounts'],
    z.void(),
    z.array(
      z.object({
        id: z.number().int(),
        name: z.string(),
        prefix: z.string(),
        scopes: z.array(z.enum(permissions)),
        expiresAt: z.number().nullable(),
        lastUsedAt: z.number().nullable(),
        revokedAt: z.number().nullable(),
        createdAt: z.number(),
      }),
    ),
  ),
  /** The key is told once, here. It may do what its scopes say, and never more than its person. */
  'accounts.makeKey': command(
    z.object({
      name: z.string().trim().min(1).max(100),
      scopes: z.array(z.enum(permissions)).min(1),
      expiresAt: z.number().nullable(),
    }),
    z.object({ key: z.string() }),
  ),
  'accounts.revokeKey': command(z.object({ id: z.number().int() }), done),
  /** Newest first; `before` is the last id of the page before. */
  'accounts.audit': query(
    ['accounts'],
    z.object({ before: z.number().int().optional(), count: z.number().int().min(1).max(500) }),
    z.array(
      z.object({
        id: z.number().int(),
        at: z.number(),
        personName: z.string(),
        kind: z.enum(auditKinds),
        detail: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  ),
};
