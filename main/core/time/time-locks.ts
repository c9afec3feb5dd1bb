import { type Db, prepare } from '#core/db/query.ts';
import type { TimeLock } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { dayText } from '#shared/zone-clock.ts';
import { personClock, timeRulesOf } from './zones.ts';

/** No entry is asked about more days than that; what runs longer is asked about its first ones and its last. */
const mostDays = 400;

/** Tells which time may not be changed any more, of many entries. Made for one call: it remembers what it was told. */
export class TimeLocks {
  readonly #db: Db;
  readonly #lockedBefore: string;
  readonly #days = new Map<string, TimeLock>();

  constructor(db: Db) {
    this.#db = db;
    this.#lockedBefore = timeRulesOf(db).lockedBefore;
  }

  /** Of the days that [startAt, endAt) touches in the person's zone. What still runs is not locked. */
  of(entry: { personId: number; startAt: number; endAt: number | null }): TimeLock {
    if (entry.endAt === null) return '';
    const clock = personClock(this.#db, entry.personId);
    const first = clock.dayOf(entry.startAt);
    const last = clock.dayOf(Math.max(entry.startAt, entry.endAt - 1));
    const lastLock = this.ofDay(entry.personId, last);
    for (let day = first; day < last && day < first + mostDays; day += 1) {
      const lock = this.ofDay(entry.personId, day);
      if (lock !== '') return lock;
    }
    return lastLock;
  }

  /** `day` counts from 1970. */
  ofDay(personId: number, day: number): TimeLock {
    const key = `${personId} ${day}`;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const lock = this.#look(personId, day);
    this.#days.set(key, lock);
    return lock;
  }

  /** Throws TIME_LOCKED. */
  check(entry: { personId: number; startAt: number; endAt: number | null }): void {
    const lock = this.of(entry);
    if (lock === '') return;
    throw new AppError('TIME_LOCKED', 'This time was handed in or closed, so it stays as it is.', { lock });
  }

  #look(personId: number, day: number): TimeLock {
    const text = dayText(day);
    if (this.#lockedBefore !== '' && text < this.#lockedBefore) return 'closed';
    // A week is the seven days from its first one, whatever the workspace's weeks begin with now.
    const state = prepare(
      this.#db,
      `SELECT state FROM timesheet WHERE person_id = ? AND week > ? AND week <= ? AND state IN ('submitted', 'approved')
       ORDER BY state LIMIT 1`,
    )
      .pluck()
      .get(personId, dayText(day - 7), text) as TimeLock | undefined;
    return state ?? '';
  }
}
