/**
 * A music library as other programs write it down, without their words for it. Readers turn a file of theirs into a stream
 * of these parts, writers turn such a stream into a file; importing and exporting know nothing else.
 */

/** A moment in a track. Times are milliseconds from the start of the sound as the program counts it. */
export type ForeignCue = {
  kind: 'cue' | 'loop' | 'fadeIn' | 'fadeOut' | 'load';
  /** 0 to 7 for hot cues A to H; null for memory cues. */
  slot: number | null;
  startMs: number;
  endMs: number | null;
  name: string;
  /** '#rrggbb', or empty. */
  colour: string;
};

/** From here on the tempo is this; `beat` is the beat of the bar at that moment, 1 to 4. */
export type ForeignTempo = { startMs: number; bpm: number; beat: number };

/** What the program says of a track; null or empty where it says nothing. */
export type ForeignTrack = {
  /** What playlists of the same file call it. */
  key: string;
  /** An absolute path as it was on the machine that wrote it, decoded: 'C:/Music/a.mp3', '/Users/dj/a.mp3'; or empty. */
  path: string;
  title: string;
  artist: string;
  album: string;
  albumArtist: string;
  genre: string;
  label: string;
  comment: string;
  grouping: string;
  composer: string;
  remixer: string;
  mixName: string;
  isrc: string;
  year: number | null;
  trackNumber: number | null;
  discNumber: number | null;
  durationMs: number | null;
  sizeBytes: number | null;
  /** Bits a second. */
  bitrate: number | null;
  sampleRate: number | null;
  bpm: number | null;
  /** 0 to 23, see shared/music-key.ts. */
  musicalKey: number | null;
  /** 0 to 5; null where it has none at all. */
  rating: number | null;
  playCount: number | null;
  /** Unix milliseconds. */
  lastPlayedAt: number | null;
  addedAt: number | null;
  colour: string;
  grid: ForeignTempo[];
  cues: ForeignCue[];
};

/** A node of its tree of playlists; `path` are the names from the root to it, its own last. */
export type ForeignPlaylist = {
  path: string[];
  kind: 'folder' | 'list' | 'smart';
  /** Keys of tracks in order. A list without a collection names paths instead. */
  keys: string[];
  /** Of smart lists: their rules as the program writes them, for the report. */
  rules: string;
};

/** Something the file holds that has no place here, or is wrong; for the report. */
export type ForeignNote = { code: ForeignNoteCode; subject: string };
export const foreignNoteCodes = [
  'skippedSmartList',
  'skippedInternalList',
  'brokenTrack',
  'unknownEntry',
  'badDate',
  'badValue',
  'moreCuesThanSlots',
  'unreadableList',
] as const;
export type ForeignNoteCode = (typeof foreignNoteCodes)[number];

export type ForeignPart =
  | { part: 'track'; track: ForeignTrack }
  | { part: 'playlist'; playlist: ForeignPlaylist }
  | { part: 'note'; note: ForeignNote };

/** A track of which nothing is known yet. */
export function emptyForeignTrack(key: string): ForeignTrack {
  return {
    key,
    path: '',
    title: '',
    artist: '',
    album: '',
    albumArtist: '',
    genre: '',
    label: '',
    comment: '',
    grouping: '',
    composer: '',
    remixer: '',
    mixName: '',
    isrc: '',
    year: null,
    trackNumber: null,
    discNumber: null,
    durationMs: null,
    sizeBytes: null,
    bitrate: null,
    sampleRate: null,
    bpm: null,
    musicalKey: null,
    rating: null,
    playCount: null,
    lastPlayedAt: null,
    addedAt: null,
    colour: '',
    grid: [],
    cues: [],
  };
}
