import { type Db, prepare } from '#core/db/query.ts';
import type { HistoryEvent } from '#shared/contract/history.ts';

type Value = string | number | boolean | readonly string[] | object | null;
export type NewEvent = {
  at: number;
  actor: 'user' | 'analysis';
  kind: HistoryEvent['kind'];
  trackId: number;
  field: string;
  oldValue: Value;
  newValue: Value;
  confidence: number | null;
  algorithm: string | null;
};

type EventRow = {
  id: number;
  at: number;
  actor: HistoryEvent['actor'];
  kind: HistoryEvent['kind'];
  track_id: number | null;
  field: string;
  old_value: string | null;
  new_value: string | null;
  confidence: number | null;
  algorithm: string | null;
};

/** Adds to what happened; nothing is ever taken away but with its track. */
export function addEvent(db: Db, event: NewEvent): void {
  const json = (value: Value) => (value === null || value === '' ? null : JSON.stringify(value));
  prepare(
    db,
    `INSERT INTO event (at, actor, kind, track_id, field, old_value, new_value, confidence, algorithm)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    event.at,
    event.actor,
    event.kind,
    event.trackId,
    event.field,
    json(event.oldValue),
    json(event.newValue),
    event.confidence,
    event.algorithm,
  );
}

/** Newest first, of one track or of all, older than the event `before`. */
export function listEvents(
  db: Db,
  { trackId, before, count }: { trackId?: number | undefined; before?: number | undefined; count: number },
): HistoryEvent[] {
  const newest = before ?? Number.MAX_SAFE_INTEGER;
  const rows = (
    trackId === undefined
      ? prepare(db, 'SELECT * FROM event WHERE id < ? ORDER BY id DESC LIMIT ?').all(newest, count)
      : prepare(db, 'SELECT * FROM event WHERE track_id = ? AND id < ? ORDER BY id DESC LIMIT ?').all(
          trackId,
          newest,
          count,
        )
  ) as EventRow[];
  return rows.map(({ track_id, old_value, new_value, ...rest }) => ({
    ...rest,
    trackId: track_id as HistoryEvent['trackId'],
    oldValue: old_value === null ? null : JSON.parse(old_value),
    newValue: new_value === null ? null : JSON.parse(new_value),
  }));
}
