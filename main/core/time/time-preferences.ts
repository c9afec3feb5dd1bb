import { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { type PersonState, personRecord } from '#core/people/people-records.ts';
import { type TimeTarget, timeTarget } from '#shared/contract/time.ts';

export type TimePreferences = { favourites: TimeTarget[]; weekMinutes: number | null };

const timePreferences = z.object({
  favourites: z.array(timeTarget).catch([]),
  weekMinutes: z.number().int().nullable().catch(null),
});
const none: TimePreferences = { favourites: [], weekMinutes: null };

/** What a person keeps at hand, under `time` of their preferences. */
export function preferencesOf(db: Db, personId: number): TimePreferences {
  const text = prepare(db, `SELECT json_extract(preferences, '$.time') FROM person WHERE id = ?`).pluck().get(personId);
  const read = typeof text === 'string' ? timePreferences.safeParse(JSON.parse(text)) : undefined;
  return read?.success ? read.data : none;
}

export function setPreferences(db: Db, personId: number, patch: Partial<TimePreferences>): ValueChange[] {
  const { preferences } = personRecord.get(db, personId);
  const time = { ...preferencesOf(db, personId), ...patch };
  const next = { ...(preferences as Record<string, unknown>), time } as PersonState['preferences'];
  return personRecord.edit(db, personId, { preferences: next });
}
