import { type Db, prepare } from '#core/db/query.ts';
import type { FoundDuplicates } from './find-duplicates.ts';
import type { GroupKind } from './group-files.ts';

export type GroupRow = {
  id: number;
  kind: GroupKind;
  likeness: number | null;
  is_sure: 0 | 1;
  suggested_id: number;
};

export type MemberRow = { track_id: number; offset_ms: number };

/** Files that are still what they were when they were looked at, where they should be, and not on their way to the trash. */
const members = `duplicate_file AS member
  JOIN track ON track.id = member.track_id AND track.audio_hash IS member.audio_hash AND track.missing_since IS NULL
  JOIN folder ON folder.id = track.folder_id AND folder.state = 'online'
    AND NOT EXISTS (SELECT 1 FROM file_step JOIN operation ON operation.id = file_step.operation_id
      WHERE file_step.track_id = track.id AND file_step.kind = 'trash' AND file_step.state IN ('planned', 'prepared')
        AND operation.state = 'running')`;

/** A pair within a group that the user has said something about since it was found. */
const isDismissed = `EXISTS (SELECT 1 FROM duplicate_dismissal AS said
  JOIN duplicate_file AS one ON one.track_id = said.track_id AND one.group_id = duplicate_group.id
  JOIN duplicate_file AS other ON other.track_id = said.other_id AND other.group_id = duplicate_group.id)`;

/** Groups with two files or more; the suggested file is one of those that are left. */
const liveGroups = `SELECT duplicate_group.id, duplicate_group.kind, duplicate_group.likeness, duplicate_group.is_sure,
    coalesce(max(iif(track.id = duplicate_group.suggested_id, track.id, NULL)), min(track.id)) AS suggested_id,
    count(*) AS file_count, sum(track.size_bytes) AS size_bytes
  FROM ${members} JOIN duplicate_group ON duplicate_group.id = member.group_id
  WHERE NOT ${isDismissed}
  GROUP BY duplicate_group.id HAVING count(*) > 1`;

export type Summary = { same: number; maybe: number; sure: number; sizeBytes: number; lookedAt: number | null };

export function summariseGroups(db: Db): Summary {
  const row = prepare(
    db,
    `SELECT count(*) FILTER (WHERE kind <> 'maybe') AS same, count(*) FILTER (WHERE kind = 'maybe') AS maybe,
       count(*) FILTER (WHERE is_sure) AS sure,
       coalesce(sum(live.size_bytes - kept.size_bytes) FILTER (WHERE kind <> 'maybe'), 0) AS sizeBytes
     FROM (${liveGroups}) AS live JOIN track AS kept ON kept.id = live.suggested_id`,
  ).get() as Omit<Summary, 'lookedAt'>;
  return { ...row, lookedAt: findLookedAt(db) };
}

export type ListedGroup = GroupRow & {
  file_count: number;
  title: string;
  other_title: string;
  artist: string;
  file_name: string;
  others_bytes: number;
  artwork_hash: string | null;
};

const listed = `SELECT live.*, live.size_bytes - kept.size_bytes AS others_bytes, kept.title, kept.artist,
  coalesce((SELECT track.title FROM ${members} WHERE member.group_id = live.id AND track.title_fold <> kept.title_fold
    ORDER BY track.id LIMIT 1), '') AS other_title, kept.file_name, kept.artwork_hash
  FROM (${liveGroups}) AS live JOIN track AS kept ON kept.id = live.suggested_id`;

/** What takes the most first, what may be the same behind, the most alike first. */
export function listGroups(db: Db, { start, count }: { start: number; count: number }): ListedGroup[] {
  return prepare(
    db,
    `${listed} ORDER BY live.kind = 'maybe', iif(live.kind = 'maybe', coalesce(live.likeness, 0), 0) DESC,
       live.size_bytes DESC, live.id LIMIT ? OFFSET ?`,
  ).all(count, start) as ListedGroup[];
}

export function findGroup(db: Db, id: number): ListedGroup | undefined {
  return prepare(db, `${listed} WHERE live.id = ?`).get(id) as ListedGroup | undefined;
}

export function listMembers(db: Db, groupId: number): MemberRow[] {
  return prepare(
    db,
    `SELECT member.track_id, member.offset_ms FROM ${members} WHERE member.group_id = ? ORDER BY member.track_id`,
  ).all(groupId) as MemberRow[];
}

/** A group as it was found, with the files that are in the library still, whatever became of them. */
export function findStoredGroup(db: Db, id: number): { kind: GroupKind; members: MemberRow[] } | undefined {
  const kind = prepare(db, 'SELECT kind FROM duplicate_group WHERE id = ?').pluck().get(id) as GroupKind | undefined;
  const members = prepare(
    db,
    `SELECT track_id, offset_ms FROM duplicate_file JOIN track ON track.id = track_id WHERE group_id = ?`,
  ).all(id) as MemberRow[];
  return kind && { kind, members };
}

/** The tracks of all groups, for search. */
export function listDuplicateIds(db: Db): number[] {
  const sql = `SELECT DISTINCT member.track_id FROM ${members} WHERE member.group_id IN (SELECT id FROM (${liveGroups}))`;
  return prepare(db, sql).pluck().all() as number[];
}

export function listSureGroups(db: Db): number[] {
  return prepare(db, `SELECT id FROM (${liveGroups}) WHERE is_sure = 1`).pluck().all() as number[];
}

export function findLookedAt(db: Db): number | null {
  return (prepare(db, 'SELECT at FROM duplicate_look').pluck().get() as number | undefined) ?? null;
}

/** Puts what a look found in the place of what the last one did. Groups of the same files keep their number. */
export function saveGroups(db: Db, found: FoundDuplicates, now: number): void {
  const idsByFiles = new Map(
    (
      prepare(
        db,
        `SELECT group_id, group_concat(track_id) FROM (SELECT * FROM duplicate_file ORDER BY group_id, track_id)
         GROUP BY group_id`,
      )
        .raw()
        .all() as [number, string][]
    ).map(([id, files]) => [files, id]),
  );
  const insertGroup = prepare(
    db,
    'INSERT INTO duplicate_group (id, kind, likeness, is_sure, suggested_id) VALUES (?, ?, ?, ?, ?) RETURNING id',
  ).pluck();
  const insertFile = prepare(
    db,
    'INSERT INTO duplicate_file (group_id, track_id, audio_hash, offset_ms) VALUES (?, ?, ?, ?)',
  );
  db.transaction(() => {
    // A new group must not take the number of one that the window may still show.
    let next = (prepare(db, 'SELECT coalesce(max(id), 0) FROM duplicate_group').pluck().get() as number) + 1;
    prepare(db, 'DELETE FROM duplicate_group').run();
    for (const { kind, likeness, isSure, suggestedId, files } of found) {
      const key = files
        .map(({ id }) => id)
        .sort((a, b) => a - b)
        .join();
      const id = insertGroup.get(idsByFiles.get(key) ?? next++, kind, likeness, isSure ? 1 : 0, suggestedId);
      for (const file of files) insertFile.run(id, file.id, file.audioHash, file.offsetMs);
    }
    prepare(db, 'INSERT OR REPLACE INTO duplicate_look (id, at) VALUES (1, ?)').run(now);
  }).immediate();
}

/** Says of a pair that it is none, or takes that back. */
export function setDismissed(db: Db, pair: { one: number; other: number; isDismissed: boolean }, now: number): void {
  const [first, second] = [Math.min(pair.one, pair.other), Math.max(pair.one, pair.other)];
  if (pair.isDismissed) {
    prepare(db, 'INSERT OR IGNORE INTO duplicate_dismissal (track_id, other_id, at) VALUES (?, ?, ?)').run(
      first,
      second,
      now,
    );
  } else prepare(db, 'DELETE FROM duplicate_dismissal WHERE track_id = ? AND other_id = ?').run(first, second);
}
