import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import type { Numbers } from '#core/history/numbers.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import type {
  EntryFacts,
  PlaylistKind,
  PlaylistLayout,
  PlaylistSource,
  SetPlan,
  SmartRules,
} from '#shared/contract/playlists.ts';
import { requireTree } from './check-tree.ts';
import { type EntryStep, takeSteps } from './entry-steps.ts';
import { type EntryState, readEntries } from './playlists.repository.ts';

export { Numbers } from '#core/history/numbers.ts';
export { entriesChange } from './entry-steps.ts';

/** An entry to be: of a track, or of one that is not in the library. */
export type NewEntry = EntryFacts & { trackId: number | null; note?: string; isLocked?: boolean };

/** A playlist with all it holds, as history keeps it. */
export type PlaylistState = {
  parentId: number | null;
  position: number;
  kind: PlaylistKind;
  name: string;
  note: string;
  rules: SmartRules | null;
  plan: SetPlan | null;
  source: PlaylistSource | null;
  createdAt: number;
  /** How its rows are shown; not undone, but kept with it. */
  layout?: PlaylistLayout | null;
  entries: EntryState[];
};

export type NewPlaylist = {
  name: string;
  kind: PlaylistKind;
  parentId?: number | null;
  note?: string;
  rules?: SmartRules | null;
  plan?: SetPlan | null;
  source?: PlaylistSource | null;
  entries?: readonly NewEntry[];
};

/** The change that makes a playlist, at the end of its siblings, or at `position`. Applied by `history.apply`. */
export function createChange(
  db: Db,
  numbers: Numbers,
  playlist: NewPlaylist,
  { now, position }: { now: number; position?: number },
): ValueChange & { itemId: number } {
  const { parentId = null, entries = [], note = '', rules = null, plan = null, source = null, name, kind } = playlist;
  const last = prepare(db, 'SELECT coalesce(max(position), -1) FROM playlist WHERE parent_id IS ?').pluck();
  const state: PlaylistState = {
    parentId,
    position: position ?? (last.get(parentId) as number) + 1,
    kind,
    name,
    note,
    rules,
    plan,
    source,
    createdAt: now,
    entries: toStates(numbers, entries, now),
  };
  return {
    itemId: numbers.take('playlist'),
    field: 'playlist:whole',
    oldValue: null,
    newValue: state as unknown as JsonValue,
  };
}

/** Entries to be, with numbers of their own. */
export function toStates(numbers: Numbers, entries: readonly NewEntry[], now: number): EntryState[] {
  return entries.map(({ note = '', isLocked = false, ...entry }) => ({
    ...entry,
    note,
    isLocked,
    id: numbers.take('playlist_entry'),
    addedAt: now,
  }));
}

/** A playlist with all it holds; undefined where it is gone. */
export function readState(db: Db, id: number): PlaylistState | undefined {
  const row = prepare(db, 'SELECT * FROM playlist WHERE id = ?').get(id) as Record<string, string | null> | undefined;
  if (!row) return undefined;
  const parsed = (column: string) => (row[column] === null ? null : JSON.parse(row[column] as string));
  return {
    parentId: row.parent_id as unknown as number | null,
    position: row.position as unknown as number,
    kind: row.kind as PlaylistKind,
    name: row.name as string,
    note: row.note as string,
    rules: parsed('rules'),
    plan: parsed('plan'),
    source: parsed('source'),
    layout: parsed('layout'),
    createdAt: row.created_at as unknown as number,
    entries: readEntries(db, id),
  };
}

type Place = { parentId: number | null; position: number };

/** Fields `playlist:whole`, `entries`, `place`, and one for each of the columns below. */
export const setPlaylistFields: ItemSetter = (db, values, { now }) => {
  for (const { itemId, field, value } of values) {
    const part = field.slice('playlist:'.length);
    if (part === 'whole') setWhole(db, itemId, value as unknown as PlaylistState | null, now);
    else if (part === 'entries') takeSteps(db, itemId, value as unknown as EntryStep[]);
    else if (part === 'place') setPlace(db, itemId, value as unknown as Place);
    else setColumn(db, itemId, part, value);
    prepare(db, 'UPDATE playlist SET changed_at = ? WHERE id = ?').run(now, itemId);
  }
  const placed = values.filter(({ field }) => field === 'playlist:whole' || field === 'playlist:place');
  requireTree(db, new Set(placed.map(({ itemId }) => itemId)));
};

function setColumn(db: Db, id: number, part: string, value: JsonValue): void {
  if (part === 'name' || part === 'note') {
    prepare(db, `UPDATE playlist SET ${part} = ? WHERE id = ?`).run(value, id);
  } else if (part === 'rules' || part === 'plan' || part === 'source') {
    const json = value === null ? null : JSON.stringify(value);
    prepare(db, `UPDATE playlist SET ${part} = ? WHERE id = ?`).run(json, id);
  } else {
    throw new Error(`A playlist has no field ${part}`);
  }
}

function setPlace(db: Db, id: number, { parentId, position }: Place): void {
  prepare(db, 'UPDATE playlist SET parent_id = ?, position = ? WHERE id = ?').run(parentId, position, id);
}

function setWhole(db: Db, id: number, state: PlaylistState | null, now: number): void {
  if (!state) {
    prepare(db, 'DELETE FROM playlist WHERE id = ?').run(id);
    return;
  }
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  prepare(
    db,
    `INSERT INTO playlist (id, parent_id, position, kind, name, note, rules, plan, source, layout, created_at, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    state.parentId,
    state.position,
    state.kind,
    state.name,
    state.note,
    json(state.rules),
    json(state.plan),
    json(state.source),
    json(state.layout ?? null),
    state.createdAt,
    now,
  );
  takeSteps(db, id, [{ do: 'put', entries: state.entries.map((entry, at) => ({ at, entry })) }]);
}
