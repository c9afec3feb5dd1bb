import { type Db, prepare } from '#core/db/query.ts';
import { songRecord } from '../song-records.ts';

/** As much as a window shows. */
const mostEntries = 300;

type HistoryEntry = { at: number; field: string; from: string; to: string; isUndo: boolean };
type Row = { at: number; field: string; oldValue: string; newValue: string; isUndo: 0 | 1 };
type ListedStep = { key: string; name: string; isDone: boolean };

/**
 * What happened to a song, newest first: one entry for each value that changed; of steps one for each that was done or opened
 * again (`done`, `opened`), else one for all of them.
 */
export function listHistory(db: Db, id: number): HistoryEntry[] {
  songRecord.get(db, id);
  const rows = prepare(
    db,
    `SELECT operation.at, substr(field, 6) AS field, old_value AS oldValue, new_value AS newValue, is_undo AS isUndo
     FROM operation_change JOIN operation ON operation.id = operation_id
     WHERE item_id = ? AND field LIKE 'song:%' ORDER BY operation.id DESC, seq LIMIT ${mostEntries}`,
  ).all(id) as Row[];
  return rows.flatMap(({ at, field, oldValue, newValue, isUndo }) =>
    describe(db, field, [JSON.parse(oldValue), JSON.parse(newValue)]).map((entry) => ({
      ...entry,
      at,
      isUndo: isUndo === 1,
    })),
  );
}

/** Follow from others, or say nothing by themselves. */
const quiet = new Set(['statuses', 'position', 'releasedAt', 'workflowId', 'createdAt']);
/** Numbers of what has a name. */
const names: Readonly<Record<string, string>> = {
  packId: 'SELECT name FROM pack WHERE id = ?',
  ownerId: 'SELECT name FROM person WHERE id = ?',
  seriesId: 'SELECT album FROM series WHERE id = ?',
};

function describe(
  db: Db,
  field: string,
  [from, to]: [unknown, unknown],
): Pick<HistoryEntry, 'field' | 'from' | 'to'>[] {
  if (field === 'whole') return [{ field: from === null ? 'made' : 'removed', from: '', to: '' }];
  if (field === 'people') return [{ field: 'people', from: '', to: '' }];
  if (field === 'links') return [{ field: 'links', from: '', to: '' }];
  if (quiet.has(field)) return [];
  if (field === 'steps') return describeSteps(from as ListedStep[], to as ListedStep[]);
  const name = names[field];
  const nameOf = (id: unknown) => (name ? prepare(db, name).pluck().get(id) : id) ?? '';
  return [{ field, from: plain(nameOf(from)), to: plain(nameOf(to)) }];
}

function describeSteps(from: ListedStep[], to: ListedStep[]): Pick<HistoryEntry, 'field' | 'from' | 'to'>[] {
  const before = new Map(from.map((step) => [step.key, step]));
  const ticked = to.filter((step) => (before.get(step.key)?.isDone ?? false) !== step.isDone);
  if (ticked.length === 0) return [{ field: 'steps', from: '', to: '' }];
  return ticked.map(({ name, isDone }) => ({ field: isDone ? 'done' : 'opened', from: '', to: name }));
}

function plain(value: unknown): string {
  return value === null ? '' : String(value);
}
