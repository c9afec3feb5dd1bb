import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import { requirePermission } from '#core/people/authorize.ts';
import type { AuditKind, accountsContract } from '#shared/contract/accounts.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { type MemberRole, memberRoles } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { mayDo, type Permission } from '#shared/permissions/roles.ts';
import { accountOf, audit, endSessions, findAccount, hashSecret, newSecret } from './accounts.repository.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { RequestLimit } from './request-limit.ts';

const changeRate = { burst: 5, perMinute: 2 };

type KeyRow = {
  id: number;
  name: string;
  prefix: string;
  scopes: string;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
  created_at: number;
};

/** A key is seen by whoever holds it: nobody may make one of a key, or change what they sign in with by one. */
function requirePerson(): number {
  const { personId, via } = currentActor();
  if (personId === null || via === 'key') throw new AppError('FORBIDDEN', 'A key cannot do this.');
  return personId;
}

export function accountsHandlers({ db, platform, changes }: Context): Handlers<typeof accountsContract> {
  // Whoever finds a window open does not find out its person's password there.
  const guesses = new RequestLimit(changeRate, () => platform.now());
  const tell = () => changes.add({ topics: ['accounts'] });
  const note = (kind: AuditKind, detail: Record<string, string | number> = {}) => {
    audit(db, { at: platform.now(), personId: currentActor().personId, kind, detail });
    tell();
  };
  const nameOf = (id: number) => (prepare(db, 'SELECT name FROM person WHERE id = ?').pluck().get(id) ?? '') as string;

  /** One's own, or of somebody who is no mightier, by who manages users; also of who left, where their account goes. */
  const requireFor = (personId: number, mayBeGone = false): void => {
    const me = requirePerson();
    if (personId === me) return;
    requirePermission('manageUsers');
    const role = prepare(db, 'SELECT member_role FROM person WHERE id = ? AND (@mayBeGone OR removed_at IS NULL)')
      .pluck()
      .get(personId, { mayBeGone: mayBeGone ? 1 : 0 });
    if (!role && mayBeGone) return;
    if (!role) throw new AppError('NOT_FOUND', 'That is no member.', { personId });
    if (memberRoles.indexOf(role as MemberRole) < memberRoles.indexOf(currentActor().role)) {
      throw new AppError('FORBIDDEN', 'Their role is above yours.');
    }
  };

  return {
    'accounts.list': () => {
      requirePermission('manageUsers');
      return prepare(
        db,
        `SELECT person_id AS personId, name, login, last_login_at AS lastLoginAt, locked_until AS lockedUntil,
           (SELECT count(*) FROM account_session WHERE person_id = account.person_id AND expires_at > @now) AS sessions
         FROM account JOIN person ON person.id = person_id ORDER BY name`,
      ).all({ now: platform.now() }) as never;
    },

    'accounts.sharing': () => {
      const { personId, via } = currentActor();
      return {
        addresses: platform.sharedAt?.() ?? null,
        isAccount: via === 'account',
        login: personId === null ? null : (accountOf(db, personId)?.login ?? null),
      };
    },

    'accounts.setPassword': async ({ personId, login, password, current }) => {
      requireFor(personId);
      const known = accountOf(db, personId);
      const isOwn = personId === currentActor().personId && currentActor().via === 'account';
      const waitMs = known && isOwn ? guesses.take(`${personId}`) : 0;
      if (waitMs > 0) throw new AppError('SIGN_IN_LOCKED', 'Too many tries. Wait a while.', { waitMs });
      if (known && isOwn && !(await checkPassword(current ?? '', known.password))) {
        throw new AppError('SIGN_IN_REFUSED', 'The current password is wrong.');
      }
      const name = login ?? known?.login;
      if (name === undefined) throw new AppError('INVALID_INPUT', 'A name to sign in with is needed.', { at: 'login' });
      if ((findAccount(db, name)?.personId ?? personId) !== personId) {
        throw new AppError('LOGIN_TAKEN', 'Somebody else signs in with this name.', { login: name });
      }
      const hash = await hashPassword(password);
      db.transaction(() => {
        prepare(
          db,
          `INSERT INTO account (person_id, login, password, created_at) VALUES (@id, @name, @hash, @now)
           ON CONFLICT (person_id) DO UPDATE SET login = @name, password = @hash, failed_count = 0, locked_until = NULL`,
        ).run({ id: personId, name, hash, now: platform.now() });
        endSessions(db, personId);
        note(known ? 'passwordChanged' : 'accountMade', { person: nameOf(personId) });
      })();
    },

    'accounts.remove': ({ personId }) => {
      requireFor(personId, true);
      const { changes: count } = prepare(db, 'DELETE FROM account WHERE person_id = ?').run(personId);
      if (count > 0) note('accountRemoved', { person: nameOf(personId) });
    },

    'accounts.unlock': ({ personId }) => {
      requirePermission('manageUsers');
      requireFor(personId);
      prepare(db, 'UPDATE account SET failed_count = 0, locked_until = NULL WHERE person_id = ?').run(personId);
      note('accountUnlocked', { person: nameOf(personId) });
    },

    'accounts.sessions': () =>
      prepare(
        db,
        `SELECT token_hash AS id, agent, created_at AS createdAt, seen_at AS seenAt FROM account_session
         WHERE person_id = ? AND expires_at > ? ORDER BY seen_at DESC`,
      ).all(requirePerson(), platform.now()) as never,

    'accounts.endSessions': ({ id }) => {
      const me = requirePerson();
      prepare(db, 'DELETE FROM account_session WHERE person_id = @me AND (@id IS NULL OR token_hash = @id)').run({
        me,
        id: id ?? null,
      });
      note('sessionsEnded');
    },

    'accounts.keys': () =>
      (prepare(db, 'SELECT * FROM api_key WHERE person_id = ? ORDER BY id DESC').all(requirePerson()) as KeyRow[]).map(
        (row) => ({
          ...{ id: row.id, name: row.name, prefix: row.prefix, scopes: JSON.parse(row.scopes) as Permission[] },
          ...{ expiresAt: row.expires_at, lastUsedAt: row.last_used_at, revokedAt: row.revoked_at },
          createdAt: row.created_at,
        }),
      ),

    'accounts.makeKey': ({ name, scopes, expiresAt }) => {
      const me = requirePerson();
      if (!accountOf(db, me)) throw new AppError('INVALID_INPUT', 'A key belongs to an account. Set a password first.');
      const above = scopes.find((scope) => !mayDo(currentActor().role, scope));
      if (above) throw new AppError('FORBIDDEN', 'A key cannot do more than you.', { permission: above });
      if (expiresAt !== null && expiresAt <= platform.now()) {
        throw new AppError('INVALID_INPUT', 'It would be over already.', { at: 'expiresAt' });
      }
      const key = `ll_${newSecret()}`;
      prepare(
        db,
        `INSERT INTO api_key (person_id, name, prefix, key_hash, scopes, expires_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(me, name, key.slice(0, 9), hashSecret(key), JSON.stringify(scopes), expiresAt, platform.now());
      note('keyMade', { name });
      return { key };
    },

    'accounts.revokeKey': ({ id }) => {
      const revoke = prepare(
        db,
        'UPDATE api_key SET revoked_at = ? WHERE id = ? AND person_id = ? AND revoked_at IS NULL',
      );
      const { changes: count } = revoke.run(platform.now(), id, requirePerson());
      if (count > 0) note('keyRevoked', { id });
    },

    'accounts.audit': ({ before = Number.MAX_SAFE_INTEGER, count }) =>
      (
        prepare(
          db,
          `SELECT audit_entry.id, at, coalesce(person.name, '') AS personName, audit_entry.kind, detail
           FROM audit_entry LEFT JOIN person ON person.id = person_id
           WHERE audit_entry.id < ? ORDER BY audit_entry.id DESC LIMIT ?`,
        ).all(before, count) as { id: number; at: number; personName: string; kind: AuditKind; detail: string }[]
      ).map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, string | number> })),
  };
}
