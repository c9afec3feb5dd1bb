import { type Db, prepare } from '#core/db/query.ts';
import type { TimeEntry } from '#shared/contract/time.ts';
import { matchesTime, type TimeQuery } from '#shared/time/time-query.ts';

/** Those that a search finds. */
export function filterEntries(db: Db, entries: readonly TimeEntry[], query: TimeQuery): TimeEntry[] {
  if (query.terms.length === 0) return [...entries];
  const names = new Map<number, string>();
  const nameOf = (id: number) => {
    const known =
      names.get(id) ?? (prepare(db, 'SELECT name FROM person WHERE id = ?').pluck().get(id) as string) ?? '';
    names.set(id, known);
    return known;
  };
  return entries.filter((entry) =>
    matchesTime(
      {
        project: `${entry.names.project} ${entry.names.pack}`,
        who: nameOf(entry.personId),
        tags: entry.tags,
        task: entry.names.task,
        song: `${entry.names.song} ${entry.names.step}`,
        client: entry.names.client,
        activity: entry.activity,
        note: entry.note,
        isBillable: entry.isBillable,
      },
      query,
    ),
  );
}
