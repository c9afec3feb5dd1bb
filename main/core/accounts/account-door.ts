import type { Caller } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { isActiveMember } from '#core/people/people.repository.ts';
import { AppError } from '#shared/errors.ts';
import { accountOf, audit, findAccount, findKey, findSession, hashSecret, openSession } from './accounts.repository.ts';
import { checkPassword, nobodysHash } from './passwords.ts';
import { RequestLimit } from './request-limit.ts';
import { isKnownAddress, lockMs, networkOf, Strangers } from './sign-in-locks.ts';

const signInRate = { burst: 10, perMinute: 10 };
const callRate = { burst: 300, perMinute: 1200 };

type DoorOptions = { db: Db; now(): number; onChange(): void };

/** Who comes over the network. */
export type Guest = {
  caller: Caller;
  /** Milliseconds until they may ask again; 0: now. */
  waitMs: number;
};

/** What a host asks of it. */
export type Accounts = Pick<AccountDoor, 'signIn' | 'bySession' | 'byKey' | 'signOut'>;

/**
 * The door for a team: passwords, sessions and keys. Guessing is slow: an address may try ten times a minute, an account is
 * locked after five failures in a row, longer each time, but for addresses its person signed in from, and a name that nobody has
 * is refused in the same time and the same way.
 */
export class AccountDoor {
  readonly #options: DoorOptions;
  readonly #signIns: RequestLimit;
  readonly #calls: RequestLimit;
  readonly #strangers: Strangers;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#signIns = new RequestLimit(signInRate, options.now);
    this.#calls = new RequestLimit(callRate, options.now);
    this.#strangers = new Strangers(options.now);
  }

  /** Answers with the secret of a new session. Throws SIGN_IN_REFUSED, and SIGN_IN_LOCKED (`details.waitMs`). */
  async signIn(login: string, password: string, from: { address: string; agent: string }): Promise<string> {
    const { db, now, onChange } = this.#options;
    const waitMs = this.#signIns.take(networkOf(from.address));
    if (waitMs > 0) throw locked(waitMs);
    const account = findAccount(db, login.trim());
    const lockedMs = account ? (account.lockedUntil ?? 0) - now() : this.#strangers.waitMs(login.trim());
    const isLocked = lockedMs > 0 && !(account && isKnownAddress(db, account.personId, from.address));
    // Also where it cannot be right, so that the time taken tells nothing.
    const isRight = await checkPassword(password, account?.password ?? nobodysHash);
    if (isLocked) throw locked(lockedMs);
    if (!account || !isRight) {
      if (account) this.#noteFailure(account.personId, from.address);
      else this.#strangers.fail(login.trim());
      throw refused();
    }
    // They may have gone, or been given another password, while this one was looked at.
    const isSame = accountOf(db, account.personId)?.password === account.password;
    if (!isSame || !isActiveMember(db, account.personId)) throw refused();
    const secret = db.transaction(() => {
      prepare(
        db,
        'UPDATE account SET failed_count = 0, locked_until = NULL, last_login_at = ? WHERE person_id = ?',
      ).run(now(), account.personId);
      audit(db, { at: now(), personId: account.personId, kind: 'signedIn', detail: { address: from.address } });
      return openSession(db, account.personId, from.agent, now());
    })();
    onChange();
    return secret;
  }

  /** Whose session this is. */
  async bySession(secret: string): Promise<Guest | null> {
    const { db, now } = this.#options;
    const personId = secret === '' ? null : findSession(db, secret, now());
    if (personId === null) return null;
    return { caller: { personId, via: 'account' }, waitMs: this.#calls.take(`person ${personId}`) };
  }

  /** Whose key this is. */
  async byKey(secret: string): Promise<Guest | null> {
    const { db, now } = this.#options;
    const key = findKey(db, secret, now());
    if (!key) return null;
    const caller: Caller = { personId: key.personId, via: 'key', scopes: key.scopes };
    return { caller, waitMs: this.#calls.take(`key ${key.id}`) };
  }

  async signOut(secret: string): Promise<void> {
    const { db, now, onChange } = this.#options;
    const personId = findSession(db, secret, now());
    if (personId === null) return;
    prepare(db, 'DELETE FROM account_session WHERE token_hash = ?').run(hashSecret(secret));
    audit(db, { at: now(), personId, kind: 'signedOut' });
    onChange();
  }

  #noteFailure(personId: number, address: string): void {
    const { db, now, onChange } = this.#options;
    db.transaction(() => {
      const failed = prepare(
        db,
        'UPDATE account SET failed_count = failed_count + 1 WHERE person_id = ? RETURNING failed_count',
      )
        .pluck()
        .get(personId) as number | undefined;
      if (failed === undefined) return;
      audit(db, { at: now(), personId, kind: 'signInFailed', detail: { address } });
      const waitMs = lockMs(failed);
      if (waitMs === 0) return;
      prepare(db, 'UPDATE account SET locked_until = ? WHERE person_id = ?').run(now() + waitMs, personId);
      audit(db, { at: now(), personId, kind: 'accountLocked', detail: { seconds: Math.round(waitMs / 1000) } });
    })();
    onChange();
  }
}

function refused(): AppError {
  return new AppError('SIGN_IN_REFUSED', 'The name or the password is wrong.');
}

function locked(waitMs: number): AppError {
  return new AppError('SIGN_IN_LOCKED', 'Too many tries. Wait a while.', { waitMs });
}
