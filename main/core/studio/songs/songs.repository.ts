import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { SongTable } from '#core/db/studio-tables.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { Face, Song, SongRow } from '#shared/contract/songs.ts';
import type { PackId, SeriesId, SongId, SongVersionId, WorkflowId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { completionOf } from '#shared/song-progress.ts';
import { songRecord } from '../song-records.ts';
import { editableSongs } from './song-rights.ts';

const dayMs = 86_400_000;
const mostFaces = 3;

type Row = SongTable & {
  pack_name: string | null;
  pack_colour: string | null;
  owner_name: string | null;
  comment_count: number;
  link_count: number;
  version_id: number | null;
  version_number: number | null;
  version_track: number | null;
};
type StepRow = { song_id: number; key: string; is_done: 0 | 1; assignee_id: number | null; assignee: string | null };

/** When and for whom songs are looked at. */
export type Looking = { now: number; today: string };

const selectRows = `SELECT song.*, pack.name AS pack_name, pack.colour AS pack_colour, owner.name AS owner_name,
  (SELECT count(*) FROM song_comment WHERE song_id = song.id AND is_resolved = 0) AS comment_count,
  (SELECT count(*) FROM song_link WHERE song_id = song.id) AS link_count,
  version.id AS version_id, version.number AS version_number, version.track_id AS version_track
  FROM song
  LEFT JOIN pack ON pack.id = song.pack_id
  LEFT JOIN person AS owner ON owner.id = song.owner_id
  LEFT JOIN song_version AS version ON version.song_id = song.id
    AND version.number = (SELECT max(number) FROM song_version WHERE song_id = song.id)
  WHERE song.id IN (SELECT value FROM json_each(?))`;

const selectSteps = `SELECT song_id, key, is_done, assignee_id, person.name AS assignee
  FROM song_step LEFT JOIN person ON person.id = assignee_id
  WHERE song_id IN (SELECT value FROM json_each(?)) AND is_enabled = 1 ORDER BY song_id, song_step.position`;

/** In the order asked for; those that are gone are left out. */
export function listSongRows(db: Db, ids: readonly number[], looking: Looking): SongRow[] {
  const asked = JSON.stringify(ids);
  const rows = new Map((prepare(db, selectRows).all(asked) as Row[]).map((row) => [row.id, row]));
  const steps = Map.groupBy(prepare(db, selectSteps).all(asked) as StepRow[], ({ song_id }) => song_id);
  const mine = editableSongs(db, ids);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [toRow(row, steps.get(id) ?? [], { ...looking, canEdit: mine.has(id) })] : [];
  });
}

/** Throws NOT_FOUND. */
export function getSong(db: Db, id: SongId, looking: Looking): Song {
  const [row] = listSongRows(db, [id], looking);
  if (!row) throw new AppError('NOT_FOUND', 'That song is not here any more.', { id });
  const state = songRecord.get(db, id);
  const faceOf = facesOf(db, [
    ...state.steps.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId])),
    ...state.people.map(({ personId }) => personId),
    ...state.statuses.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    ...state.links.flatMap(({ personId }) => (personId === null ? [] : [personId])),
  ]);
  const spent = timeSpent(db, id, looking.now);
  const { title: _, steps, people, statuses, links, ...values } = state;
  return {
    ...values,
    ...row,
    ownerId: state.ownerId as PersonId | null,
    workflowId: state.workflowId as WorkflowId | null,
    stepList: steps.map(({ assigneeId, doneBy, ...step }) => ({
      ...step,
      doneBy: doneBy as PersonId | null,
      assignee: faceOf(assigneeId),
      spentMs: spent.get(step.key) ?? 0,
    })),
    people: people.map((person) => ({
      ...person,
      personId: person.personId as PersonId,
      name: faceOf(person.personId)?.name ?? '',
    })),
    statuses: statuses.map(({ personId, ...change }) => ({ ...change, person: faceOf(personId) })),
    links: links.map(({ personId, ...link }) => ({ ...link, person: faceOf(personId) })),
    spentMs: [...spent.values()].reduce((sum, ms) => sum + ms, 0),
  };
}

/** Milliseconds by step, of everybody, also of a timer that runs; under '' what was spent on no step. */
export function timeSpent(db: Db, songId: number, now: number): Map<string, number> {
  const rows = prepare(
    db,
    `SELECT step_key AS key, sum(max(0, coalesce(end_at, @now) - start_at - break_ms)) AS ms
     FROM time_entry WHERE song_id = @songId GROUP BY step_key`,
  ).all({ songId, now }) as { key: string; ms: number }[];
  return new Map(rows.map(({ key, ms }) => [key, ms]));
}

function facesOf(db: Db, ids: readonly number[]): (id: number | null) => Face | null {
  const rows = prepare(db, 'SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))').all(
    JSON.stringify([...new Set(ids)]),
  ) as Face[];
  const faces = new Map<number, Face>(rows.map((face) => [face.id, face]));
  return (id) => (id === null ? null : (faces.get(id) ?? null));
}

function toRow(row: Row, steps: readonly StepRow[], { now, today, canEdit }: Looking & { canEdit: boolean }): SongRow {
  const { personId } = currentActor();
  const owner = row.owner_id === null ? null : { id: row.owner_id as PersonId, name: row.owner_name ?? '' };
  const open = steps.filter(({ is_done }) => is_done === 0);
  const isUnderWay = row.status === 'inProgress';
  return {
    id: row.id as SongId,
    title: row.title,
    artist: row.artist,
    album: row.album,
    year: row.year,
    genre: row.genre,
    status: row.status,
    stage: row.stage,
    packId: row.pack_id as PackId | null,
    packName: row.pack_name ?? '',
    packColour: row.pack_colour ?? '',
    seriesId: row.series_id as SeriesId | null,
    isOptional: row.is_optional === 1,
    isPublic: row.is_public === 1,
    deadline: row.deadline,
    due: row.due_on,
    isLate: row.due_on !== '' && row.due_on < today,
    artworkHash: row.artwork_hash,
    owner,
    note: row.note,
    steps: steps.map(({ key, is_done }) => (is_done === 1 ? 'done' : key === row.next_key ? 'current' : 'rest')),
    percent: completionOf(row.done_count, row.step_count),
    nextStep: row.next_name,
    faces: facesToDo(open, row.next_key, owner),
    isWaiting:
      isUnderWay &&
      row.next_assignee_id !== null &&
      row.next_assignee_id !== personId &&
      open.some(({ assignee_id }) => assignee_id !== null && assignee_id === personId),
    stuckDays: isUnderWay ? Math.max(0, Math.floor((now - row.moved_at) / dayMs)) : null,
    commentCount: row.comment_count,
    linkCount: row.link_count,
    newestVersion:
      row.version_id === null
        ? null
        : {
            id: row.version_id as SongVersionId,
            number: row.version_number as number,
            trackId: row.version_track as TrackId,
          },
    releasedAt: row.released_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    canEdit,
  };
}

/** Those who have the next step, and the ones after it that are assigned; where nobody has, its owner. */
function facesToDo(open: readonly StepRow[], nextKey: string, owner: Face | null): Face[] {
  const ordered = [...open.filter(({ key }) => key === nextKey), ...open.filter(({ key }) => key !== nextKey)];
  const faces = new Map<number, Face>();
  for (const { assignee_id, assignee } of ordered) {
    if (assignee_id !== null && assignee !== null)
      faces.set(assignee_id, { id: assignee_id as PersonId, name: assignee });
  }
  const [first] = faces.values();
  if (!first) return owner ? [owner] : [];
  return [...faces.values()].slice(0, mostFaces);
}
