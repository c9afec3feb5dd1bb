import { type Db, prepare } from '#core/db/query.ts';
import type { TimeEntryId } from '#shared/contract/studio-ids.ts';
import { type TimeEntryState, timeEntryRecord } from './time-records.ts';

const weekMs = 604_800_000;

/**
 * The numbers of entries of a person (null: of everybody) that touch [from, to), a running one as if it had no end. Three
 * looks, each short: those that began in the week before and since, the few that are longer than a week, and what runs.
 */
export function entriesTouching(db: Db, personId: number | null, from: number, to: number): number[] {
  const whose = personId === null ? '' : 'person_id = @personId AND';
  return prepare(
    db,
    `SELECT id FROM time_entry WHERE ${whose} start_at >= @from - ${weekMs} AND start_at < @to AND end_at > @from
     UNION ALL SELECT id FROM time_entry INDEXED BY time_entry_long
       WHERE ${whose} end_at - start_at > ${weekMs} AND start_at < @from - ${weekMs} AND end_at > @from
     UNION ALL SELECT id FROM time_entry INDEXED BY time_entry_running WHERE ${whose} end_at IS NULL AND start_at < @to`,
  )
    .pluck()
    .all({ from, to, ...(personId === null ? {} : { personId }) }) as number[];
}

export type StoredEntry = TimeEntryState & { id: TimeEntryId };

/** Oldest first. */
export function findOverlapping(
  db: Db,
  { personId, from, to, except = [] }: { personId: number; from: number; to: number; except?: readonly number[] },
): StoredEntry[] {
  return entriesTouching(db, personId, from, to)
    .filter((id) => !except.includes(id))
    .map((id) => ({ id: id as TimeEntryId, ...timeEntryRecord.get(db, id) }))
    .sort((one, other) => one.startAt - other.startAt);
}

export type Span = { from: number; to: number };

/** What of a span is left without others, in order. Spans are half open: what touches does not overlap. */
export function cutOut(span: Span, others: readonly Span[]): Span[] {
  let left = [span];
  for (const other of others) {
    left = left.flatMap((piece) => {
      if (other.to <= piece.from || other.from >= piece.to) return [piece];
      const pieces = [
        { from: piece.from, to: other.from },
        { from: other.to, to: piece.to },
      ];
      return pieces.filter(({ from, to }) => to > from);
    });
  }
  return left;
}

/** Pairs that share time, of entries in the order of their starts; each with the first of the entries before it that does. */
export function overlapsAmong<Entry extends { startAt: number; endAt: number | null }>(
  entries: readonly Entry[],
  now: number,
): { first: Entry; second: Entry; from: number; to: number }[] {
  const found: { first: Entry; second: Entry; from: number; to: number }[] = [];
  let open: Entry[] = [];
  for (const entry of entries) {
    open = open.filter((other) => (other.endAt ?? now) > entry.startAt);
    for (const other of open) {
      const to = Math.min(other.endAt ?? now, entry.endAt ?? now);
      if (to > entry.startAt) found.push({ first: other, second: entry, from: entry.startAt, to });
    }
    open.push(entry);
  }
  return found;
}
