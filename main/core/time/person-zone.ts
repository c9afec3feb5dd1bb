import { type Db, prepare } from '#core/db/query.ts';
import { isZone, ZoneClock } from '#shared/zone-clock.ts';

const clocks = new WeakMap<Db, Map<string, ZoneClock>>();

/** The zone of a person's days and weeks: their own, else the workspace's, else the machine's. */
export function zoneOfPerson(db: Db, personId: number): string {
  const named = prepare(
    db,
    `SELECT coalesce(nullif((SELECT time_zone FROM person WHERE id = ?), ''), time_zone) FROM workspace`,
  )
    .pluck()
    .get(personId) as string;
  return isZone(named) ? named : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Clocks of that zone, kept with what they remember. */
export function clockOfPerson(db: Db, personId: number): ZoneClock {
  const zone = zoneOfPerson(db, personId);
  const known = clocks.get(db) ?? new Map<string, ZoneClock>();
  clocks.set(db, known);
  const clock = known.get(zone) ?? new ZoneClock(zone);
  known.set(zone, clock);
  return clock;
}

/** 1 is Monday, 7 is Sunday. */
export function weekStartOf(db: Db): number {
  return prepare(db, 'SELECT week_start FROM workspace').pluck().get() as number;
}
