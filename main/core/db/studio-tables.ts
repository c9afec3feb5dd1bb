/** Rows of songs, packs and series; part of the schema. */
export type StudioTables = {
  workflow: WorkflowTable;
  workflow_step: WorkflowStepTable;
  pack: PackTable;
  pack_person: PackPersonTable;
  song: SongTable;
  song_step: SongStepTable;
  song_person: SongPersonTable;
  song_status_change: SongStatusChangeTable;
  song_link: SongLinkTable;
  song_version: SongVersionTable;
  song_comment: SongCommentTable;
  series: SeriesTable;
  series_row: SeriesRowTable;
  reference_list: ReferenceListTable;
  reference_song: ReferenceSongTable;
  idea: IdeaTable;
  idea_vote: IdeaVoteTable;
  exchange: ExchangeTable;
  exchange_sender: ExchangeSenderTable;
  shared_song: SharedSongTable;
  bounce_watch: BounceWatchTable;
  song_bounce: SongBounceTable;
};

export type WorkflowTable = {
  id: number;
  name: string;
  template: string;
  owner_id: number | null;
  is_default: 0 | 1;
  position: number;
  created_at: number;
};

export type WorkflowStepTable = {
  workflow_id: number;
  position: number;
  key: string;
  name: string;
  description: string;
  stage: string;
  is_required: 0 | 1;
  is_enabled: 0 | 1;
  after_key: string;
};

export type PackTable = {
  id: number;
  name: string;
  priority: number;
  deadline: string;
  colour: string;
  artwork_hash: string | null;
  note: string;
  owner_id: number | null;
  release_title: string;
  release_description: string;
  download_link: string;
  video_link: string;
  released_at: number | null;
  is_public: 0 | 1;
  created_at: number;
  changed_at: number;
};

export type PackPersonTable = {
  pack_id: number;
  position: number;
  person_id: number;
  access: 'view' | 'edit';
};

export type SongTable = {
  id: number;
  title: string;
  artist: string;
  album: string;
  year: number | null;
  genre: string;
  status: 'planned' | 'inProgress' | 'released';
  pack_id: number | null;
  series_id: number | null;
  position: number;
  is_optional: 0 | 1;
  deadline: string;
  note: string;
  artwork_hash: string | null;
  owner_id: number | null;
  workflow_id: number | null;
  bounce_folder: string;
  isrc: string;
  iswc: string;
  language: string;
  is_explicit: 0 | 1;
  bpm: number | null;
  musical_key: number | null;
  is_public: 0 | 1;
  released_at: number | null;
  release_description: string;
  download_link: string;
  video_link: string;
  title_fold: string;
  artist_fold: string;
  stage: string;
  step_count: number;
  done_count: number;
  next_key: string;
  next_name: string;
  next_assignee_id: number | null;
  due_on: string;
  moved_at: number;
  created_at: number;
  changed_at: number;
};

export type SongStepTable = {
  song_id: number;
  position: number;
  key: string;
  name: string;
  stage: string;
  is_required: 0 | 1;
  is_enabled: 0 | 1;
  is_done: 0 | 1;
  done_at: number | null;
  done_by: number | null;
  assignee_id: number | null;
  due: string;
  note: string;
  after_key: string;
};

export type SongPersonTable = {
  song_id: number;
  position: number;
  person_id: number;
  role: string;
  can_edit: 0 | 1;
  share: number | null;
};

export type SongStatusChangeTable = {
  song_id: number;
  position: number;
  at: number;
  status: 'planned' | 'inProgress' | 'released';
  person_id: number | null;
};

export type SongLinkTable = {
  song_id: number;
  position: number;
  at: number;
  person_id: number | null;
  url: string;
  message: string;
};

export type SongVersionTable = {
  id: number;
  song_id: number;
  number: number;
  name: string;
  note: string;
  track_id: number;
  quick_hash: string;
  audio_hash: string;
  is_current: 0 | 1;
  person_id: number | null;
  created_at: number;
};

export type SongCommentTable = {
  id: number;
  song_id: number;
  version_id: number | null;
  parent_id: number | null;
  at_ms: number | null;
  text: string;
  person_id: number | null;
  is_resolved: 0 | 1;
  edited_at: number | null;
  created_at: number;
  changed_at: number;
};

export type SeriesTable = {
  id: number;
  number: number | null;
  album: string;
  artist: string;
  year: number | null;
  status: 'planned' | 'inProgress' | 'released';
  description: string;
  link: string;
  artwork_hash: string | null;
  pack_id: number | null;
  album_fold: string;
  artist_fold: string;
  created_at: number;
  changed_at: number;
};

export type SeriesRowTable = {
  series_id: number;
  position: number;
  disc: number;
  title: string;
  duration_ms: number | null;
  mark: '' | 'preExisting' | 'irrelevant';
  song_id: number | null;
};

export type ReferenceListTable = {
  id: number;
  name: string;
  created_at: number;
};

export type ReferenceSongTable = {
  list_id: number;
  position: number;
  title: string;
  artist: string;
  title_fold: string;
  artist_fold: string;
};

export type IdeaTable = {
  id: number;
  title: string;
  text: string;
  state: 'open' | 'done' | 'rejected';
  reason: string;
  person_id: number | null;
  created_at: number;
  changed_at: number;
};

export type IdeaVoteTable = {
  idea_id: number;
  position: number;
  person_id: number;
  vote: -1 | 1;
};

export type ExchangeTable = {
  id: number;
  file_id: string;
  direction: 'in' | 'out';
  kind: string;
  sender: string;
  public_key: string;
  state: 'pending' | 'approved' | 'partlyApproved' | 'rejected' | 'cancelled';
  content: string;
  created_at: number;
  decided_at: number | null;
};

export type ExchangeSenderTable = {
  sender_id: string;
  name: string;
  public_key: string;
  person_id: number | null;
  is_self: 0 | 1;
  seen_at: number;
};

export type SharedSongTable = {
  song_id: number;
  ref: string;
  sender_id: string;
};

export type BounceWatchTable = {
  song_id: number;
  folder: string;
  mode: 'add' | 'offer';
  is_ready: 0 | 1;
};

export type SongBounceTable = {
  song_id: number;
  track_id: number;
  stamp: string;
  audio_hash: string;
  state: 'known' | 'offered';
};
