import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntry, PlaylistEntryId } from '#shared/contract/playlists.ts';

/** What a row of a playlist says besides its track. */
type EntryPart = {
  entryId: PlaylistEntryId;
  /** In the list's own order, from 0. */
  place: number;
  note: string;
  isPinned: boolean;
  /** Its track is not in the library: the row shows what the entry keeps. */
  isDead: boolean;
};

/** A row of a list of tracks; with an entry where the list is a playlist. */
export type ListRow = TrackRow & Partial<EntryPart>;

/** What tells rows of a list apart. */
export function rowKey({ id, entryId }: Pick<ListRow, 'id' | 'entryId'>): number {
  return entryId ?? id;
}

/** An entry as a row; of a track that is gone with what is known of it. */
export function toListRow({ id, track, kept, note, isLocked }: PlaylistEntry, place: number): ListRow {
  const part = { entryId: id, place, note, isPinned: isLocked, isDead: track === null };
  return track ? { ...track, ...part } : { ...goneTrack, ...kept, fileName: kept.location, ...part };
}

const goneTrack = {
  id: 0 as TrackId,
  title: '',
  artist: '',
  album: '',
  genre: '',
  label: '',
  year: null,
  bpm: null,
  bpmConfidence: null,
  key: null,
  keyConfidence: null,
  lufs: null,
  durationMs: null,
  rating: 0,
  plays: 0,
  lastPlayedAt: null,
  format: '',
  codec: '',
  isLossless: false,
  bitrate: null,
  sizeBytes: 0,
  addedAt: 0,
  fileName: '',
  artworkHash: null,
  analysisState: 'unsupported',
  problemCode: null,
  isMissing: true,
  isOffline: false,
  energy: null,
  mood: '',
  moodConfidence: null,
  qualityScore: null,
  qualityVerdict: null,
  review: 0,
  locked: 0,
  hasEdits: false,
  waveform: null,
} as const satisfies TrackRow;
