import { type Db, prepare } from '#core/db/query.ts';

/** Before somebody has to wait for trying passwords. */
export const mostFailures = 5;
const firstLockMs = 60_000;
const longestLockMs = 3_600_000;

/** How long a name waits after so many failures in a row; 0: not at all. */
export function lockMs(failures: number): number {
  if (failures < mostFailures) return 0;
  return Math.min(longestLockMs, firstLockMs * 2 ** Math.min(10, failures - mostFailures));
}

/**
 * Whether somebody signed in from there before and has not failed often since: a lock is not for them, or whoever fails on purpose
 * now and then from elsewhere would keep them out for ever.
 */
export function isKnownAddress(db: Db, personId: number, address: string): boolean {
  const last = prepare(
    db,
    `SELECT max(id) FROM audit_entry WHERE person_id = ? AND kind = 'signedIn' AND json_extract(detail, '$.address') = ?`,
  )
    .pluck()
    .get(personId, address) as number | null;
  if (last === null) return false;
  const failures = prepare(
    db,
    `SELECT count(*) FROM audit_entry WHERE person_id = ? AND id > ? AND kind = 'signInFailed'
       AND json_extract(detail, '$.address') = ?`,
  ).pluck();
  return (failures.get(personId, last, address) as number) < mostFailures;
}

const mostStrangers = 10_000;

/** Names that nobody has wait just as accounts do, so that a wait does not tell which names are accounts. */
export class Strangers {
  readonly #now: () => number;
  readonly #known = new Map<string, { failures: number; until: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds that a name has to wait; 0: not at all. */
  waitMs(login: string): number {
    return Math.max(0, (this.#known.get(login.toLowerCase())?.until ?? 0) - this.#now());
  }

  fail(login: string): void {
    const name = login.toLowerCase();
    const failures = (this.#known.get(name)?.failures ?? 0) + 1;
    this.#known.delete(name);
    this.#known.set(name, { failures, until: this.#now() + lockMs(failures) });
    if (this.#known.size > mostStrangers) this.#known.delete(this.#known.keys().next().value as string);
  }
}

/** What requests are counted by: an address, or of IPv6 the network that somebody has all addresses of. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  return [...groups, ...new Array<string>(zeros).fill('0'), ...rest].slice(0, 4).join(':');
}
