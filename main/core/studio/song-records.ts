import { type Db, prepare } from '#core/db/query.ts';
import { flag, recordKind } from '#core/history/record-kind.ts';
import { AppError } from '#shared/errors.ts';
import { progressOf } from '#shared/song-progress.ts';
import { foldTitle } from '#shared/song-title.ts';

/* What history keeps of songs and their versions. */

export type WorkflowStepState = {
  key: string;
  name: string;
  description: string;
  stage: string;
  isRequired: boolean;
  isEnabled: boolean;
  /** The key of the step it waits for; empty for none. */
  after: string;
};

export type WorkflowState = {
  name: string;
  template: string;
  ownerId: number | null;
  isDefault: boolean;
  position: number;
  createdAt: number;
  steps: WorkflowStepState[];
};

export const workflowRecord = recordKind<WorkflowState>({
  name: 'workflow',
  table: 'workflow',
  columns: {
    name: 'name',
    template: 'template',
    ownerId: 'owner_id',
    isDefault: flag('is_default'),
    position: 'position',
    createdAt: 'created_at',
  },
  lists: {
    steps: {
      table: 'workflow_step',
      owner: 'workflow_id',
      columns: {
        key: 'key',
        name: 'name',
        description: 'description',
        stage: 'stage',
        isRequired: flag('is_required'),
        isEnabled: flag('is_enabled'),
        after: 'after_key',
      },
    },
  },
});

export type SongStepState = {
  key: string;
  name: string;
  stage: string;
  isRequired: boolean;
  isEnabled: boolean;
  isDone: boolean;
  doneAt: number | null;
  doneBy: number | null;
  assigneeId: number | null;
  due: string;
  note: string;
  after: string;
};

export type SongPersonState = {
  personId: number;
  role: string;
  canEdit: boolean;
  share: number | null;
};

export type SongStatusChangeState = {
  at: number;
  status: 'planned' | 'inProgress' | 'released';
  personId: number | null;
};

export type SongLinkState = {
  at: number;
  personId: number | null;
  url: string;
  message: string;
};

export type SongState = {
  title: string;
  artist: string;
  album: string;
  year: number | null;
  genre: string;
  status: 'planned' | 'inProgress' | 'released';
  packId: number | null;
  seriesId: number | null;
  position: number;
  isOptional: boolean;
  deadline: string;
  note: string;
  artworkHash: string | null;
  ownerId: number | null;
  workflowId: number | null;
  bounceFolder: string;
  isrc: string;
  iswc: string;
  language: string;
  isExplicit: boolean;
  bpm: number | null;
  musicalKey: number | null;
  isPublic: boolean;
  releasedAt: number | null;
  releaseDescription: string;
  downloadLink: string;
  videoLink: string;
  createdAt: number;
  steps: SongStepState[];
  people: SongPersonState[];
  statuses: SongStatusChangeState[];
  links: SongLinkState[];
};

export const songRecord = recordKind<SongState>({
  name: 'song',
  table: 'song',
  columns: {
    title: 'title',
    artist: 'artist',
    album: 'album',
    year: 'year',
    genre: 'genre',
    status: 'status',
    packId: 'pack_id',
    seriesId: 'series_id',
    position: 'position',
    isOptional: flag('is_optional'),
    deadline: 'deadline',
    note: 'note',
    artworkHash: 'artwork_hash',
    ownerId: 'owner_id',
    workflowId: 'workflow_id',
    bounceFolder: 'bounce_folder',
    isrc: 'isrc',
    iswc: 'iswc',
    language: 'language',
    isExplicit: flag('is_explicit'),
    bpm: 'bpm',
    musicalKey: 'musical_key',
    isPublic: flag('is_public'),
    releasedAt: 'released_at',
    releaseDescription: 'release_description',
    downloadLink: 'download_link',
    videoLink: 'video_link',
    createdAt: 'created_at',
  },
  lists: {
    steps: {
      table: 'song_step',
      owner: 'song_id',
      columns: {
        key: 'key',
        name: 'name',
        stage: 'stage',
        isRequired: flag('is_required'),
        isEnabled: flag('is_enabled'),
        isDone: flag('is_done'),
        doneAt: 'done_at',
        doneBy: 'done_by',
        assigneeId: 'assignee_id',
        due: 'due',
        note: 'note',
        after: 'after_key',
      },
    },
    people: {
      table: 'song_person',
      owner: 'song_id',
      columns: { personId: 'person_id', role: 'role', canEdit: flag('can_edit'), share: 'share' },
    },
    statuses: {
      table: 'song_status_change',
      owner: 'song_id',
      columns: { at: 'at', status: 'status', personId: 'person_id' },
    },
    links: {
      table: 'song_link',
      owner: 'song_id',
      columns: { at: 'at', personId: 'person_id', url: 'url', message: 'message' },
    },
  },
  hasChangedAt: true,
  derived: (state) => {
    const { stage, stepCount, doneCount, next, due, movedAt } = progressOf(state);
    return {
      title_fold: foldTitle(state.title),
      artist_fold: foldTitle(state.artist),
      stage,
      step_count: stepCount,
      done_count: doneCount,
      next_key: next?.key ?? '',
      next_name: next?.name ?? '',
      next_assignee_id: next?.assigneeId ?? null,
      due_on: due,
      moved_at: movedAt,
    };
  },
});

export type SongVersionState = {
  songId: number;
  number: number;
  name: string;
  note: string;
  trackId: number;
  /** What it sounded like when it was added. */
  quickHash: string;
  audioHash: string;
  isCurrent: boolean;
  personId: number | null;
  createdAt: number;
};

export const songVersionRecord = recordKind<SongVersionState>({
  name: 'songVersion',
  table: 'song_version',
  columns: {
    songId: 'song_id',
    number: 'number',
    name: 'name',
    note: 'note',
    trackId: 'track_id',
    quickHash: 'quick_hash',
    audioHash: 'audio_hash',
    isCurrent: flag('is_current'),
    personId: 'person_id',
    createdAt: 'created_at',
  },
  check: checkVersions,
});

/** Undoing one thing of several may leave a number to two versions, or two of them current. */
function checkVersions(db: Db, ids: readonly number[]): void {
  const twice = prepare(
    db,
    `SELECT 1 FROM song_version WHERE song_id IN (SELECT song_id FROM song_version WHERE id IN (SELECT value FROM json_each(?)))
     GROUP BY song_id HAVING count(*) > count(DISTINCT number) OR sum(is_current) > 1 LIMIT 1`,
  );
  if (twice.get(JSON.stringify(ids))) {
    throw new AppError('UNDO_BLOCKED', 'Another version has taken its place. Undo that first.');
  }
}

export type SongCommentState = {
  songId: number;
  versionId: number | null;
  parentId: number | null;
  atMs: number | null;
  text: string;
  personId: number | null;
  isResolved: boolean;
  editedAt: number | null;
  createdAt: number;
};

export const songCommentRecord = recordKind<SongCommentState>({
  name: 'songComment',
  table: 'song_comment',
  columns: {
    songId: 'song_id',
    versionId: 'version_id',
    parentId: 'parent_id',
    atMs: 'at_ms',
    text: 'text',
    personId: 'person_id',
    isResolved: flag('is_resolved'),
    editedAt: 'edited_at',
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});
