/** Rows of works, recordings and releases; part of the schema. */
export type LabelTables = {
  work: WorkTable;
  recording: RecordingTable;
  release: ReleaseTable;
  release_track: ReleaseTrackTable;
  code_series: CodeSeriesTable;
};

export type WorkTable = {
  id: number;
  title: string;
  iswc: string;
  song_id: number | null;
  writers: string;
  created_at: number;
  changed_at: number;
};

export type AiContent = 'unset' | 'none' | 'partly' | 'all';

export type RecordingTable = {
  id: number;
  title: string;
  version_title: string;
  artist: string;
  artists: string;
  isrc: string;
  work_id: number | null;
  song_id: number | null;
  track_id: number | null;
  language: string;
  explicit: 'unset' | 'none' | 'explicit' | 'clean';
  duration_ms: number | null;
  genre: string;
  p_line: string;
  recorded_year: number | null;
  ownership: 'original' | 'licensed' | 'publicDomain' | 'sampleCleared' | 'remixAuthorized' | 'cover';
  ai_content: AiContent;
  ai_note: string;
  lyrics: string;
  preview_start_ms: number | null;
  credits: string;
  title_fold: string;
  artist_fold: string;
  created_at: number;
  changed_at: number;
};

export type ReleaseTable = {
  id: number;
  title: string;
  version_title: string;
  artist: string;
  artists: string;
  kind: 'single' | 'ep' | 'album' | 'compilation' | 'djMix';
  state: 'draft' | 'submitted' | 'changesAsked' | 'approved';
  decisions: string;
  label: string;
  catalogue_number: string;
  upc: string;
  upc_history: string;
  grid: string;
  genre: string;
  subgenre: string;
  language: string;
  release_date: string;
  original_release_date: string;
  preorder_date: string;
  price_tier: string;
  territories: string;
  description: string;
  keywords: string;
  p_line: string;
  c_line: string;
  ai_content: AiContent;
  stores: string;
  ignored_findings: string;
  artwork_hash: string | null;
  pack_id: number | null;
  archived_at: number | null;
  created_at: number;
  changed_at: number;
};

export type ReleaseTrackTable = {
  release_id: number;
  position: number;
  disc: number;
  recording_id: number;
  is_bonus: 0 | 1;
  is_instant: 0 | 1;
};

export type CodeSeriesTable = {
  id: number;
  kind: 'isrc' | 'catalogue' | 'upc' | 'grid';
  prefix: string;
  digits: number;
  first: number;
  is_default: 0 | 1;
  created_at: number;
};
