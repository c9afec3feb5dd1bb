import { type Db, prepare } from '#core/db/query.ts';
import { ZoneClock } from '#shared/zone-clock.ts';

/** The zone days are counted in: the workspace's, or the machine's where it has none. */
export function workspaceZone(db: Db): string {
  const zone = prepare(db, 'SELECT time_zone FROM workspace').pluck().get() as string;
  return zone || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const clocks = new Map<string, ZoneClock>();

export function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone) ?? new ZoneClock(zone);
  clocks.set(zone, known);
  return known;
}

/** The day it is, 'yyyy-mm-dd', in the workspace's zone. */
export function workspaceDay(db: Db, now: number): string {
  return formatDay(clockOf(workspaceZone(db)).dayOf(now));
}

/** Of a whole number of days since 1970. */
export function formatDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
