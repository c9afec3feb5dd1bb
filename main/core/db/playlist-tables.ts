/** Rows of playlists, tracklists and cues; part of the schema. */

export type CuePointTable = {
  track_id: number;
  seq: number;
  kind: 'cue' | 'loop' | 'fadeIn' | 'fadeOut' | 'load';
  slot: number | null;
  start_ms: number;
  end_ms: number | null;
  name: string;
  colour: string;
};

export type PlaylistTable = {
  id: number;
  parent_id: number | null;
  position: number;
  kind: 'folder' | 'list' | 'crate' | 'smart';
  name: string;
  note: string;
  rules: string | null;
  plan: string | null;
  source: string | null;
  layout: string | null;
  created_at: number;
  changed_at: number;
};

export type PlaylistEntryTable = {
  id: number;
  playlist_id: number;
  position: number;
  track_id: number | null;
  title: string;
  artist: string;
  album: string;
  duration_ms: number | null;
  isrc: string;
  location: string;
  note: string;
  is_locked: 0 | 1;
  added_at: number;
};

export type TracklistTable = {
  id: number;
  name: string;
  artist: string;
  event: string;
  venue: string;
  date: string;
  genre: string;
  note: string;
  mix_track_id: number | null;
  mix_score: number | null;
  duration_ms: number | null;
  source: 'manual' | 'text' | 'csv' | 'json' | 'cue' | 'embedded' | 'playlist';
  confidence: number | null;
  version: number;
  state: 'draft' | 'published';
  created_at: number;
  changed_at: number;
};

export type TracklistEntryTable = {
  id: number;
  tracklist_id: number;
  position: number;
  start_ms: number | null;
  end_ms: number | null;
  artist: string;
  title: string;
  remix: string;
  label: string;
  isrc: string;
  is_unknown: 0 | 1;
  track_id: number | null;
  confidence: number | null;
  match_score: number | null;
  is_match_fixed: 0 | 1;
  transition: 'cut' | 'fade' | 'blend' | 'crossfade' | 'echo' | 'filter' | 'mashup' | 'unknown';
  bpm: number | null;
  musical_key: number | null;
  is_manual: 0 | 1;
  note: string;
};
