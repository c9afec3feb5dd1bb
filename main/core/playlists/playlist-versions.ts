import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue } from '#core/history/operations.repository.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import type { PlaylistVersion } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import type { EntryStep } from './entry-steps.ts';
import type { PlaylistState } from './playlist-changes.ts';
import { type EntryState, readEntries, requirePlaylist } from './playlists.repository.ts';

/*
 * Every operation on a playlist leaves a version of it. None is kept as such: what the playlist was is what it is now, with
 * the operations since taken back in memory, as undo would take them back.
 */

type ChangeRow = {
  id: number;
  at: number;
  kind: OperationKind;
  is_undo: 0 | 1;
  field: string;
  old_value: string;
  new_value: string;
};

/** Newest first. */
export function listVersions(db: Db, playlistId: number, count: number): PlaylistVersion[] {
  requirePlaylist(db, playlistId);
  const versions = new Map<number, PlaylistVersion>();
  let entries = prepare(db, 'SELECT count(*) FROM playlist_entry WHERE playlist_id = ?')
    .pluck()
    .get(playlistId) as number;
  for (const row of changesOf(db, playlistId)) {
    const version = versions.get(row.id) ?? newVersion(row, entries);
    if (!versions.has(row.id) && versions.size === count) break;
    versions.set(row.id, version);
    entries -= noteChange(version, row);
  }
  return [...versions.values()];
}

/** The name and the entries a playlist had after an operation. Throws NOT_FOUND where it is not one on that playlist. */
export function readVersion(
  db: Db,
  playlistId: number,
  operation: OperationId,
): { name: string; entries: EntryState[] } {
  let { name } = requirePlaylist(db, playlistId);
  let entries = readEntries(db, playlistId);
  for (const row of changesOf(db, playlistId)) {
    if (row.id === operation) return { name, entries };
    const before = JSON.parse(row.old_value) as JsonValue;
    if (row.field === 'playlist:entries') entries = takeInMemory(entries, before as unknown as EntryStep[]);
    else if (row.field === 'playlist:name') name = String(before);
    else if (row.field === 'playlist:whole') {
      const state = before as unknown as PlaylistState | null;
      entries = state?.entries ?? [];
      name = state?.name ?? name;
    }
  }
  throw new AppError('NOT_FOUND', 'That version is no longer known.', { id: playlistId, operation });
}

/** Entries after some steps, without a database. */
export function takeInMemory(before: readonly EntryState[], steps: readonly EntryStep[]): EntryState[] {
  let entries = [...before];
  for (const step of steps) {
    if (step.do === 'drop') {
      const gone = new Set(step.ids);
      entries = entries.filter(({ id }) => !gone.has(id));
    } else if (step.do === 'put') {
      for (const { at, entry } of step.entries) entries.splice(at, 0, entry);
    } else if (step.do === 'order') {
      const byId = new Map(entries.map((entry) => [entry.id, entry]));
      const stretch = step.ids.flatMap((id) => byId.get(id) ?? []);
      entries.splice(step.at, stretch.length, ...stretch);
    } else {
      const edited = new Map(step.entries.map((entry) => [entry.id, entry]));
      entries = entries.map((entry) => edited.get(entry.id) ?? entry);
    }
  }
  return entries;
}

/** Changes of a playlist's name and entries, the newest first. Where it stands, its note and its plan are no version of it. */
function* changesOf(db: Db, playlistId: number): Generator<ChangeRow> {
  const page = db.prepare(
    `SELECT operation.id, operation.at, operation.kind, operation.is_undo, field, old_value, new_value
     FROM operation_change JOIN operation ON operation.id = operation_id
     WHERE item_id = ? AND field IN ('playlist:whole', 'playlist:entries', 'playlist:name') ORDER BY operation_id DESC, seq DESC`,
  );
  yield* page.iterate(playlistId) as IterableIterator<ChangeRow>;
}

function newVersion({ id, at, kind, is_undo }: ChangeRow, count: number): PlaylistVersion {
  const none = { added: 0, removed: 0, edited: 0, isReordered: false, isRenamed: false };
  return { operation: id as OperationId, at, kind, isUndo: is_undo === 1, count, ...none };
}

/** Adds what a change did to what is told of its version; answers by how many entries it made the playlist longer. */
function noteChange(version: PlaylistVersion, row: ChangeRow): number {
  if (row.field === 'playlist:whole') {
    const state = (JSON.parse(row.new_value) ?? JSON.parse(row.old_value)) as PlaylistState;
    const isMade = row.new_value !== 'null';
    if (isMade) version.added += state.entries.length;
    else version.removed += state.entries.length;
    return isMade ? state.entries.length : -state.entries.length;
  }
  if (row.field !== 'playlist:entries') {
    if (row.field === 'playlist:name') version.isRenamed = true;
    return 0;
  }
  let longer = 0;
  for (const step of JSON.parse(row.new_value) as EntryStep[]) {
    if (step.do === 'drop') {
      version.removed += step.ids.length;
      longer -= step.ids.length;
    } else if (step.do === 'put') {
      version.added += step.entries.length;
      longer += step.entries.length;
    } else if (step.do === 'order') version.isReordered = true;
    else version.edited += step.entries.length;
  }
  return longer;
}
