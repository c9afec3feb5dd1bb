import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { packRecord } from '#core/studio/pack-records.ts';
import { requirePackEdit } from '#core/studio/packs/pack-access.ts';
import { requireSongEdit } from '#core/studio/songs/song-rights.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import { approvedParts, type ReleaseState, releaseRecord } from './release-records.ts';

type EditContext = Pick<Context, 'db' | 'history' | 'changes'>;

/** What is set of a release. */
export type ReleasePatch = { readonly [Key in keyof ReleaseState]?: ReleaseState[Key] | undefined };

/** The release of a pack is changed by who may change the pack, another one by who may change its songs. Throws FORBIDDEN. */
export function editableRelease(db: Db, id: number): ReleaseState {
  const release = releaseRecord.get(db, id);
  const pack = release.packId === null ? undefined : packRecord.read(db, release.packId);
  if (pack) requirePackEdit(pack);
  else requireSongEdit(db, songsOf(db, id));
  return release;
}

/** Recordings of songs are changed by who may change those songs. Throws FORBIDDEN. */
export function requireRecordingEdit(db: Db, ids: readonly number[]): void {
  const songIds = prepare(
    db,
    `SELECT DISTINCT song.id FROM recording JOIN song ON song.id = recording.song_id
     WHERE recording.id IN (SELECT value FROM json_each(?))`,
  )
    .pluck()
    .all(JSON.stringify(ids)) as number[];
  requireSongEdit(db, songIds);
}

/** Edits a release in one operation with what else it changes. */
export function editRelease(
  { db, history, changes }: EditContext,
  id: number,
  patch: ReleasePatch,
  others: readonly ItemChange[] = [],
  kind: OperationKind = 'editRelease',
): { operation: OperationId | null } {
  const { title } = editableRelease(db, id);
  const edits = releaseRecord.edit(db, id, patch);
  const isOther = edits.some(({ field }) => !approvedParts.has(field.slice('release:'.length)));
  const reopened = isOther && patch.state === undefined ? reopen(db, [id]) : [];
  const { operation } = history.apply(kind, [...reopened, ...others, ...edits], patch.title ?? title);
  changes.add({ topics: ['releases', 'recordings', 'packs'] });
  return { operation };
}

/**
 * Applies changes of recordings and works; releases they stand on that were approved become drafts again. Throws what their setters
 * throw: ISRC_TAKEN.
 */
export function editRecordings(
  { db, history, changes }: EditContext,
  edits: readonly ItemChange[],
  kind: OperationKind,
  subject: string,
): { operation: OperationId | null } {
  const reopened = reopen(db, releasesTouched(db, edits));
  const { operation } = history.apply(kind, [...reopened, ...edits], subject);
  changes.add({ topics: ['recordings', 'releases'] });
  return { operation };
}

function releasesTouched(db: Db, edits: readonly ItemChange[]): number[] {
  const ids = (prefix: string) => edits.filter(({ field }) => field.startsWith(prefix)).map(({ itemId }) => itemId);
  const ofWorks = prepare(db, 'SELECT id FROM recording WHERE work_id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(ids('work:'))) as number[];
  return releasesOf(db, [...ids('recording:'), ...ofWorks]);
}

/**
 * What was approved is not what it is now: those releases become drafts again. Stands before the other changes of its operation:
 * their setters refuse what changes an approved release, as taking back an older edit would.
 */
export function reopen(db: Db, ids: readonly number[]): ItemChange[] {
  return ids.flatMap((id) =>
    releaseRecord.get(db, id).state === 'approved' ? releaseRecord.edit(db, id, { state: 'draft' }) : [],
  );
}

/** The releases that recordings stand on. */
export function releasesOf(db: Db, recordingIds: readonly number[]): number[] {
  return prepare(
    db,
    'SELECT DISTINCT release_id FROM release_track WHERE recording_id IN (SELECT value FROM json_each(?))',
  )
    .pluck()
    .all(JSON.stringify(recordingIds)) as number[];
}

function songsOf(db: Db, releaseId: number): number[] {
  return prepare(
    db,
    `SELECT DISTINCT song.id FROM release_track JOIN recording ON recording.id = recording_id
       JOIN song ON song.id = recording.song_id WHERE release_id = ?`,
  )
    .pluck()
    .all(releaseId) as number[];
}
