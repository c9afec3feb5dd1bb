import { type Db, prepare } from '#core/db/query.ts';
import { ZoneClock } from '#shared/zone-clock.ts';

const clocks = new WeakMap<Db, Map<string, ZoneClock>>();

/** The clock of a zone; it remembers what it was asked. */
export function clockOf(db: Db, zone: string): ZoneClock {
  let known = clocks.get(db);
  if (!known) {
    known = new Map();
    clocks.set(db, known);
  }
  const found = known.get(zone) ?? new ZoneClock(zone);
  known.set(zone, found);
  return found;
}

/** The zone a person's days and weeks are counted in: their own, the workspace's, or the machine's. */
export function zoneOf(db: Db, personId: number): string {
  const row = prepare(
    db,
    `SELECT coalesce(nullif((SELECT time_zone FROM person WHERE id = ?), ''), nullif(time_zone, '')) FROM workspace`,
  )
    .pluck()
    .get(personId) as string | null;
  return row ?? machineZone();
}

/** Asking the system takes its time, and ten thousand entries ask at once; who travels waits a few seconds. */
function machineZone(): string {
  const now = performance.now();
  if (now > machine.until) {
    machine.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    machine.until = now + 5000;
  }
  return machine.zone;
}

const machine = { zone: 'UTC', until: Number.NEGATIVE_INFINITY };

export function personClock(db: Db, personId: number): ZoneClock {
  return clockOf(db, zoneOf(db, personId));
}

export type TimeRules = {
  currency: string;
  weekStart: number;
  overlapPolicy: 'forbid' | 'warn' | 'trim';
  idleMinutes: number;
  longRunMinutes: number;
  lockedBefore: string;
};

/** What the workspace says of time. */
export function timeRulesOf(db: Db): TimeRules {
  return prepare(
    db,
    `SELECT currency, week_start AS weekStart, overlap_policy AS overlapPolicy, idle_minutes AS idleMinutes,
       long_run_minutes AS longRunMinutes, locked_before AS lockedBefore FROM workspace`,
  ).get() as TimeRules;
}
