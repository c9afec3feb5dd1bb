import type { ServiceTaskTable, StoredFileTable } from './connector-tables.ts';
import type { DeliveryTables } from './delivery-tables.ts';
import type { LabelTables } from './label-tables.ts';
import type { PeopleTables } from './people-tables.ts';
import type {
  CuePointTable,
  PlaylistEntryTable,
  PlaylistTable,
  TracklistEntryTable,
  TracklistTable,
} from './playlist-tables.ts';
import type { RightsTables } from './rights-tables.ts';
import type { RoyaltyTables } from './royalty-tables.ts';
import type { StatementTables } from './statement-tables.ts';
import type { StudioTables } from './studio-tables.ts';
import type { TimeTables } from './time-tables.ts';

/** The tables after the last migration. A test compares these names with a migrated database. */
export type Schema = PeopleTables &
  StudioTables &
  TimeTables &
  LabelTables &
  DeliveryTables &
  StatementTables &
  RoyaltyTables &
  RightsTables &
  OtherTables;

type OtherTables = {
  setting: { key: string; value: string };
  folder: {
    id: number;
    path: string;
    state: 'online' | 'offline';
    is_watched: 0 | 1;
    scan_state: 'idle' | 'scanning';
    added_at: number;
    scanned_at: number | null;
    volume_key: string | null;
    held_count: number;
    follows_changes: 0 | 1;
  };
  track: TrackTable;
  track_override: { track_id: number; field: string; value: string; at: number };
  event: EventTable;
  operation: OperationTable;
  operation_change: {
    operation_id: number;
    seq: number;
    track_id: number | null;
    item_id: number | null;
    field: string;
    old_value: string;
    new_value: string;
  };
  track_number: { last: number };
  cue_point: CuePointTable;
  playlist: PlaylistTable;
  playlist_entry: PlaylistEntryTable;
  playlist_state: { generation: number };
  tracklist: TracklistTable;
  tracklist_entry: TracklistEntryTable;
  tracklist_version: {
    tracklist_id: number;
    number: number;
    at: number;
    state: 'draft' | 'published' | 'archived';
    change: 'manualEdit' | 'importUpdate' | 'rollback';
    content: string;
  };
  cue_file: {
    path: string;
    version: number;
    tracklist_id: number;
    dialect: string;
    mode: string;
    encoding: string;
    sha256: string;
    saved_at: number;
  };
  import_report: {
    id: number;
    at: number;
    format: string;
    path: string;
    operation_id: number | null;
    counts: string;
  };
  import_miss: {
    report_id: number;
    seq: number;
    location: string;
    artist: string;
    title: string;
    reason: string;
  };
  export_target: {
    id: number;
    format: string;
    path: string;
    options: string;
    exported_at: number | null;
  };
  export_item: { target_id: number; item: string; hash: string; run: number };
  connection: { service: string; settings: string; account: string; connected_at: number };
  service_task: ServiceTaskTable;
  service_answer: { service: string; request: string; answer: string; at: number; expires_at: number };
  service_link: { service: string; track_id: number; item: string; confidence: number | null; at: number };
  stored_file: StoredFileTable;
  file_step: FileStepTable;
  undo_block: { hash: string; size_bytes: number; at: number };
  removed_track: { track_id: number; operation_id: number; row: string; related: string };
  tag_edit: { track_id: number; field: string; value: string; file_value: string; at: number };
  duplicate_group: {
    id: number;
    kind: 'exact' | 'recording' | 'maybe';
    likeness: number | null;
    is_sure: 0 | 1;
    suggested_id: number;
  };
  duplicate_file: { group_id: number; track_id: number; audio_hash: string | null; offset_ms: number };
  duplicate_dismissal: { track_id: number; other_id: number; at: number };
  duplicate_look: { id: number; at: number };
  proposal: ProposalTable;
  name_template: { id: string; name: string | null; pattern: string | null; use_count: number };
  model: ModelTable;
  model_result: { audio_hash: string; model_id: string; model_version: string; output: string; at: number };
  track_change: { generation: number; track_id: number | null; is_description: 0 | 1 };
  analysis: AnalysisTable;
  artwork: { hash: string; width: number; height: number };
  problem: {
    id: number;
    stage: 'scan' | 'analysis';
    folder_id: number;
    path: string;
    track_id: number | null;
    code: string;
    at: number;
  };
  quarantine: { quick_hash: string; strikes: number; code: string; at: number };
  job: {
    kind: string;
    subject_id: number;
    generation: number;
    state: 'queued' | 'running' | 'failed';
    priority: number;
    attempts: number;
    run_after: number;
    error_code: string | null;
  };
};

export type QualityVerdict = 'lossless' | 'lossy' | 'transcode' | 'uncertain';

export type AnalysisState = 'waiting' | 'done' | 'failed' | 'unsupported';

export type TrackTable = {
  id: number;
  folder_id: number;
  path: string;
  file_name: string;
  file_key: string | null;
  size_bytes: number;
  modified_us: number;
  quick_hash: string | null;
  audio_hash: string | null;
  missing_since: number | null;
  added_at: number;
  title: string;
  artist: string;
  album: string;
  album_artist: string;
  genre: string;
  label: string;
  comment: string;
  grouping: string;
  composer: string;
  remixer: string;
  isrc: string;
  year: number | null;
  track_number: number | null;
  disc_number: number | null;
  tag_bpm: number | null;
  tag_key: number | null;
  rating: number;
  artwork_hash: string | null;
  title_fold: string;
  artist_fold: string;
  album_fold: string;
  album_artist_fold: string;
  genre_fold: string;
  label_fold: string;
  format: string;
  codec: string;
  is_lossless: 0 | 1;
  bitrate: number | null;
  sample_rate: number | null;
  bit_depth: number | null;
  channels: number | null;
  duration_ms: number | null;
  bpm: number | null;
  bpm_confidence: number | null;
  musical_key: number | null;
  key_confidence: number | null;
  lufs: number | null;
  true_peak_db: number | null;
  loudness_range: number | null;
  analysis_state: AnalysisState;
  energy: number | null;
  danceability: number | null;
  arousal: number | null;
  valence: number | null;
  voice: number | null;
  mood: string;
  mood_confidence: number | null;
  quality_score: number | null;
  quality_verdict: QualityVerdict | null;
  review: number;
  locked: number;
  suggested_genre: string;
  suggested_genre_confidence: number | null;
  has_edits: 0 | 1;
  play_count: number;
  last_played_at: number | null;
  inbox_at: number | null;
};

export type AnalysisTable = {
  audio_hash: string;
  quick_hash: string | null;
  versions: string;
  analysed_at: number;
  analysis_ms: number;
  duration_ms: number;
  bpm: number | null;
  bpm_confidence: number;
  musical_key: number | null;
  key_confidence: number;
  alternative_key: number | null;
  lufs: number | null;
  true_peak_db: number | null;
  loudness_range: number | null;
  is_truncated: 0 | 1;
  waveform_overview: Uint8Array;
  beats: Uint8Array;
  findings: string | null;
  fingerprint: Uint8Array | null;
  similarity: Uint8Array | null;
  spectrum: Uint8Array | null;
};

export type EventTable = {
  id: number;
  at: number;
  actor: 'user' | 'analysis';
  kind: string;
  track_id: number | null;
  field: string;
  old_value: string | null;
  new_value: string | null;
  confidence: number | null;
  algorithm: string | null;
};

export type OperationTable = {
  id: number;
  at: number;
  kind: string;
  state: 'running' | 'done' | 'stopped';
  undoes: number | null;
  undone_by: number | null;
  root: number;
  is_undo: 0 | 1;
  track_count: number;
  subject: string;
  person_id: number | null;
};

export type FileStepTable = {
  id: number;
  operation_id: number;
  seq: number;
  kind: 'write' | 'move' | 'copy' | 'create' | 'trash' | 'restore' | 'makeFolder' | 'removeFolder';
  track_id: number | null;
  source: string;
  target: string | null;
  temporary: string | null;
  step_group: number;
  expected: string | null;
  input: string | null;
  result: string | null;
  state: 'planned' | 'prepared' | 'done' | 'failed' | 'skipped';
  error_code: string | null;
};

export type ProposalTable = {
  track_id: number;
  at: number;
  seen: string;
  source: string;
  folder_id: number;
  wanted: string;
  target: string;
  fault: string;
  conflict: string;
  other: string;
  cluster: number;
  has_warning: 0 | 1;
  detail: string;
  confidence: number;
  strategy: 'number' | 'skip' | 'replace';
  decision: 'approved' | 'rejected' | null;
  is_edited: 0 | 1;
  moves: 0 | 1;
};

export type ModelTable = {
  id: string;
  name: string;
  version: string;
  task: string;
  licence: string;
  sha256: string;
  size_bytes: number;
  source: string;
  manifest: string;
  installed_at: number;
  is_enabled: 0 | 1;
};
