import { createHash, randomBytes } from 'node:crypto';
import { type Db, prepare } from '#core/db/query.ts';
import type { AuditKind } from '#shared/contract/accounts.ts';

export type Account = {
  personId: number;
  login: string;
  password: string;
  failedCount: number;
  lockedUntil: number | null;
};

const accountColumns = `person_id AS personId, login, password, failed_count AS failedCount, locked_until AS lockedUntil`;

export function findAccount(db: Db, login: string): Account | undefined {
  return prepare(db, `SELECT ${accountColumns} FROM account WHERE login = ?`).get(login) as Account | undefined;
}

export function accountOf(db: Db, personId: number): Account | undefined {
  return prepare(db, `SELECT ${accountColumns} FROM account WHERE person_id = ?`).get(personId) as Account | undefined;
}

/** 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Secrets have 256 random bits, so that a plain hash of them is enough, and it can be looked up. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** How long a session lasts, and how long without being used. */
const sessionMs = 30 * 86_400_000;
const idleMs = 7 * 86_400_000;
/** When it was seen is kept this exactly. */
const seenEveryMs = 60_000;

export function openSession(db: Db, personId: number, agent: string, now: number): string {
  const secret = newSecret();
  prepare(db, 'DELETE FROM account_session WHERE expires_at <= ? OR seen_at <= ?').run(now, now - idleMs);
  prepare(
    db,
    `INSERT INTO account_session (token_hash, person_id, agent, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(hashSecret(secret), personId, agent.slice(0, 300), now, now, now + sessionMs);
  return secret;
}

/** Who was taken out or switched off comes in no more, whatever they hold. */
const isMember = `EXISTS (SELECT 1 FROM person WHERE id = person_id AND member_role IS NOT NULL
  AND member_state = 'active' AND removed_at IS NULL)`;

/** Whose session it is; null for one that is none, too old, has not been used for long, or is of no member any more. */
export function findSession(db: Db, secret: string, now: number): number | null {
  const hash = hashSecret(secret);
  const row = prepare(
    db,
    `SELECT person_id, seen_at FROM account_session
     WHERE token_hash = ? AND expires_at > ? AND seen_at > ? AND ${isMember}`,
  ).get(hash, now, now - idleMs) as { person_id: number; seen_at: number } | undefined;
  if (!row) return null;
  if (now - row.seen_at > seenEveryMs) {
    prepare(db, 'UPDATE account_session SET seen_at = ? WHERE token_hash = ?').run(now, hash);
  }
  return row.person_id;
}

/** Ends sessions of a person, but for the one named. */
export function endSessions(db: Db, personId: number, except = ''): void {
  prepare(db, 'DELETE FROM account_session WHERE person_id = ? AND token_hash <> ?').run(personId, except);
}

export type ApiKey = { id: number; personId: number; scopes: string[] };

/** The key whose secret this is; null for one that is none, was revoked, is too old, or is of no member any more. */
export function findKey(db: Db, secret: string, now: number): ApiKey | null {
  const row = prepare(
    db,
    `SELECT id, person_id, scopes, last_used_at FROM api_key
     WHERE key_hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND ${isMember}`,
  ).get(hashSecret(secret), now) as
    | { id: number; person_id: number; scopes: string; last_used_at: number | null }
    | undefined;
  if (!row) return null;
  if (now - (row.last_used_at ?? 0) > seenEveryMs) {
    prepare(db, 'UPDATE api_key SET last_used_at = ? WHERE id = ?').run(now, row.id);
  }
  return { id: row.id, personId: row.person_id, scopes: JSON.parse(row.scopes) as string[] };
}

type AuditDetail = Record<string, string | number>;

/** Append only. Nothing secret stands in it: no password, no key, no login that was tried and is none. */
export function audit(
  db: Db,
  entry: { at: number; personId: number | null; kind: AuditKind; detail?: AuditDetail },
): void {
  const { at, personId, kind, detail = {} } = entry;
  prepare(db, 'INSERT INTO audit_entry (at, person_id, kind, detail) VALUES (?, ?, ?, ?)').run(
    at,
    personId,
    kind,
    JSON.stringify(detail),
  );
}
