import { flag, recordKind } from '#core/history/record-kind.ts';
import { foldTitle } from '#shared/song-title.ts';

/* What history keeps of songs and their versions. */

export type WorkflowStepState = {
  key: string;
  name: string;
  description: string;
  stage: string;
  isRequired: boolean;
  isEnabled: boolean;
};

export type WorkflowState = {
  name: string;
  template: string;
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
  derived: ({ title, artist }) => ({ title_fold: foldTitle(title), artist_fold: foldTitle(artist) }),
});

export type SongVersionState = {
  songId: number;
  number: number;
  name: string;
  note: string;
  trackId: number;
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
    isCurrent: flag('is_current'),
    personId: 'person_id',
    createdAt: 'created_at',
  },
});

export type SongCommentState = {
  songId: number;
  versionId: number | null;
  parentId: number | null;
  atMs: number | null;
  text: string;
  personId: number | null;
  isResolved: boolean;
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
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});
