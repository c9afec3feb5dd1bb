import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { OperationTable } from '#core/db/schema.ts';
import type { Operation, OperationId, OperationKind } from '#shared/contract/operation.ts';

import type { HiddenKinds } from './seen-operations.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** What a value belongs to: a track, or an item (a playlist, a tracklist) as the first part of the field says. */
export type Subject = { trackId: number; itemId?: undefined } | { trackId?: undefined; itemId: number };

/** A value that an operation changes. `field` is a name with a setter (field-setters.ts). */
export type ValueChange = Subject & { field: string; oldValue: JsonValue; newValue: JsonValue };

/** The tracks among what changes, each once. */
export function changedTracks(changes: readonly { trackId?: number | undefined }[]): number[] {
  return [...new Set(changes.flatMap(({ trackId }) => (trackId === undefined ? [] : [trackId])))];
}

export type NewOperation = {
  kind: OperationKind;
  at: number;
  trackCount: number;
  /** A title or a file's name where it is about one thing. */
  subject?: string;
  state?: Operation['state'];
  undoes?: OperationId;
  isUndo?: boolean;
  /** Changes of data that belong to it; they are noted, not applied. */
  changes?: readonly ValueChange[];
};

type OperationRow = OperationTable & { total: number; done: number; failed: number };

const selectOperation = `SELECT operation.*,
  (SELECT count(*) FROM file_step WHERE operation_id = operation.id) AS total,
  (SELECT count(*) FROM file_step WHERE operation_id = operation.id AND state = 'done') AS done,
  (SELECT count(*) FROM file_step WHERE operation_id = operation.id AND state = 'failed') AS failed
  FROM operation`;

/** Notes an operation with its changes; call it inside the transaction that applies them. */
export function insertOperation(db: Db, operation: NewOperation): OperationId {
  const { kind, at, trackCount, subject = '', state = 'done', undoes = null, isUndo = false, changes = [] } = operation;
  const id = prepare(
    db,
    `INSERT INTO operation (at, kind, state, undoes, is_undo, track_count, subject, person_id, root)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?,
       coalesce((SELECT root FROM operation WHERE id = ?), (SELECT coalesce(max(id), 0) + 1 FROM operation)))
     RETURNING id`,
  )
    .pluck()
    .get(at, kind, state, undoes, isUndo ? 1 : 0, trackCount, subject, currentActor().personId, undoes) as OperationId;
  if (undoes !== null) prepare(db, 'UPDATE operation SET undone_by = ? WHERE id = ?').run(id, undoes);
  insertChanges(db, id, changes);
  return id;
}

/** Notes changes of an operation; `first` is how many it has already. */
export function insertChanges(db: Db, id: OperationId, changes: readonly ValueChange[], first = 0): void {
  const insert = prepare(
    db,
    `INSERT INTO operation_change (operation_id, seq, track_id, item_id, field, old_value, new_value)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [index, { trackId, itemId, field, oldValue, newValue }] of changes.entries()) {
    insert.run(
      id,
      first + index,
      trackId ?? null,
      itemId ?? null,
      field,
      JSON.stringify(oldValue),
      JSON.stringify(newValue),
    );
  }
}

export function setOperationState(db: Db, id: OperationId, state: Operation['state']): void {
  prepare(db, 'UPDATE operation SET state = ? WHERE id = ?').run(state, id);
}

export function findOperation(db: Db, id: OperationId): Operation | undefined {
  const row = prepare(db, `${selectOperation} WHERE id = ?`).get(id) as OperationRow | undefined;
  return row && toOperation(row);
}

export type OperationFilter = {
  trackId?: number | undefined;
  /** With the first part of the field: ['playlist', 7]. */
  item?: { kind: string; id: number } | undefined;
  kind?: OperationKind | undefined;
  personId?: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
  before?: number | undefined;
  /** Kinds that are left out, and those that are left out of others. */
  hidden?: HiddenKinds | undefined;
  count: number;
};

/** Newest first. */
export function listOperations(db: Db, filter: OperationFilter): Operation[] {
  const { trackId, item, kind, personId, from, to, before, hidden, count } = filter;
  const conditions = ['id < @before'];
  if (kind !== undefined) conditions.push('kind = @kind');
  if (personId !== undefined) conditions.push('person_id = @personId');
  if (from !== undefined) conditions.push('at >= @from');
  if (to !== undefined) conditions.push('at < @to');
  if (trackId !== undefined) {
    conditions.push(`id IN (SELECT operation_id FROM operation_change WHERE track_id = @trackId
      UNION SELECT operation_id FROM file_step WHERE track_id = @trackId)`);
  }
  if (item) {
    conditions.push(`id IN (SELECT operation_id FROM operation_change
      WHERE item_id = @itemId AND field >= @itemKind || ':' AND field < @itemKind || ';')`);
  }
  if (hidden) {
    conditions.push(`kind NOT IN (SELECT value FROM json_each(@hidden))
      AND (person_id IS @self OR kind NOT IN (SELECT value FROM json_each(@hiddenOfOthers)))`);
  }
  const rows = prepare(db, `${selectOperation} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT @count`).all({
    count,
    before: before ?? Number.MAX_SAFE_INTEGER,
    ...(kind === undefined ? {} : { kind }),
    ...(personId === undefined ? {} : { personId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(trackId === undefined ? {} : { trackId }),
    ...(item ? { itemId: item.id, itemKind: item.kind } : {}),
    ...(hidden ? { hidden: JSON.stringify(hidden.all), hiddenOfOthers: JSON.stringify(hidden.ofOthers) } : {}),
    ...(hidden ? { self: currentActor().personId } : {}),
  }) as OperationRow[];
  return rows.map(toOperation);
}

/** The changes of an operation in the order they were made. */
export function listChanges(db: Db, id: OperationId, limit = -1): ValueChange[] {
  const rows = prepare(
    db,
    `SELECT track_id, item_id, field, old_value, new_value FROM operation_change
     WHERE operation_id = ? ORDER BY seq LIMIT ?`,
  ).all(id, limit) as ChangeRow[];
  return rows.map(toChange);
}

/** Those that are of items; of one kind of items, as the first part of the field names it. */
export function listItemChanges(db: Db, id: OperationId, kind?: string): ValueChange[] {
  const rows = prepare(
    db,
    `SELECT track_id, item_id, field, old_value, new_value FROM operation_change
     WHERE operation_id = @id AND item_id IS NOT NULL
       AND (@kind IS NULL OR (field >= @kind || ':' AND field < @kind || ';')) ORDER BY seq`,
  ).all({ id, kind: kind ?? null }) as ChangeRow[];
  return rows.map(toChange);
}

/** Up to `count` changes before number `seq`, the last first. */
export function listChangesBefore(db: Db, id: OperationId, seq: number, count: number): ValueChange[] {
  const rows = prepare(
    db,
    `SELECT track_id, item_id, field, old_value, new_value FROM operation_change
     WHERE operation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  ).all(id, seq, count) as ChangeRow[];
  return rows.map(toChange);
}

export function countChanges(db: Db, id: OperationId): number {
  return prepare(db, 'SELECT count(*) FROM operation_change WHERE operation_id = ?').pluck().get(id) as number;
}

type ChangeRow = {
  track_id: number | null;
  item_id: number;
  field: string;
  old_value: string;
  new_value: string;
};

function toChange(row: ChangeRow): ValueChange {
  return {
    ...(row.track_id === null ? { itemId: row.item_id } : { trackId: row.track_id }),
    field: row.field,
    oldValue: JSON.parse(row.old_value),
    newValue: JSON.parse(row.new_value),
  };
}

/** What Undo takes back next: the newest thing done that is not taken back, but for those passed over; of one person, or of all. */
export function findUndoable(db: Db, passedOver: Iterable<number> = [], by?: number): Operation | undefined {
  const row = prepare(
    db,
    `${selectOperation} WHERE is_undo = 0 AND undone_by IS NULL AND id NOT IN (SELECT value FROM json_each(@passedOver))
     ${by === undefined ? '' : 'AND person_id = @by'} ORDER BY id DESC LIMIT 1`,
  ).get({ passedOver: JSON.stringify([...passedOver]), ...(by === undefined ? {} : { by }) }) as
    | OperationRow
    | undefined;
  return row && toOperation(row);
}

/** What Redo does again: the newest undo that is not taken back, unless something new was done since; of one person, or of all. */
export function findRedoable(db: Db, by?: number): Operation | undefined {
  const own = by === undefined ? '' : 'AND person_id = @by';
  const row = prepare(
    db,
    `${selectOperation} WHERE is_undo = 1 AND undone_by IS NULL ${own}
      AND id > coalesce((SELECT max(id) FROM operation WHERE undoes IS NULL ${own}), 0)
     ORDER BY id DESC LIMIT 1`,
  ).get(by === undefined ? {} : { by }) as OperationRow | undefined;
  return row && toOperation(row);
}

/**
 * Operations that touch the same value of the same track, the same file or the same track's file, and stand in the way:
 * what was done later and is in force (what is known of a track waits for its file to leave the trash); for doing again also
 * what was done earlier, is not and could still be done again.
 */
export function listBlocking(db: Db, id: OperationId, limit = 20): Operation[] {
  const rows = prepare(db, selectBlocking).all({ id, limit }) as OperationRow[];
  return rows.map(toOperation);
}

/** The field that stands for all of an item: making it and taking it away. */
const wholeItem = (of: string) => `substr(${of}.field, 1, instr(${of}.field, ':')) || 'whole'`;

const ownSteps = `file_step AS own JOIN file_step AS other`;
const bothDone = `own.operation_id = @id AND own.state = 'done' AND other.state IN ('planned', 'prepared', 'done')`;

const selectBlocking = `WITH self AS (SELECT id, root, is_undo FROM operation WHERE id = @id)
  ${selectOperation} WHERE undone_by IS NULL AND id <> @id
    AND (SELECT (root_of.is_undo = 0 AND root_of.root > self.root)
          OR (self.is_undo = 1 AND root_of.is_undo = 1 AND root_of.root < self.root
            AND root_of.id > coalesce((SELECT max(id) FROM operation WHERE undoes IS NULL), 0))
        FROM operation AS root_of, self WHERE root_of.id = operation.id)
    AND id IN (
      SELECT other.operation_id FROM operation_change AS own
        JOIN operation_change AS other ON other.track_id = own.track_id
        WHERE own.operation_id = @id
          AND (other.field = own.field OR other.field = 'library:present' OR own.field = 'library:present')
      UNION SELECT other.operation_id FROM operation_change AS own
        JOIN operation_change AS other ON other.item_id = own.item_id
        WHERE own.operation_id = @id AND (other.field = own.field
          OR other.field = ${wholeItem('own')} OR own.field = ${wholeItem('other')})
      UNION SELECT other.operation_id FROM operation_change AS own JOIN file_step AS other ON other.track_id = own.track_id
        WHERE own.operation_id = @id AND other.kind = 'trash' AND other.state IN ('planned', 'prepared', 'done')
      UNION SELECT other.operation_id FROM ${ownSteps} ON other.track_id = own.track_id WHERE ${bothDone}
      UNION SELECT other.operation_id FROM ${ownSteps} ON other.source IN (own.source, own.target) WHERE ${bothDone}
      UNION SELECT other.operation_id FROM ${ownSteps} ON other.target IN (own.source, own.target) WHERE ${bothDone}
    ) ORDER BY id DESC LIMIT @limit`;

function toOperation(row: OperationRow): Operation {
  return {
    id: row.id as OperationId,
    at: row.at,
    kind: row.kind as OperationKind,
    state: row.state,
    isUndo: row.is_undo === 1,
    undoes: row.undoes as OperationId | null,
    undoneBy: row.undone_by as OperationId | null,
    trackCount: row.track_count,
    subject: row.subject,
    personId: row.person_id,
    files: { total: row.total, done: row.done, failed: row.failed },
  };
}
