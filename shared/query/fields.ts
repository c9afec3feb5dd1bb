/**
 * Everything a query can name. One table for the parser, the chips, the autocompletion and the SQL.
 *
 * `column` is the column of the table `track`. `foldColumn` holds the same text folded (shared/fold-text.ts).
 * `isFullText` marks the columns of the full-text index, which words without a field are looked up in. `isSortable`
 * fields may end a query as `year+` or `genre-`; each has an index.
 */
type FieldBase = { aliases?: readonly string[]; isSortable?: true };

export type TextFieldKind = FieldBase & { kind: 'text'; column: string; foldColumn?: string; isFullText?: true };
/** `scale` turns what people type into what the column holds: kilobits into bits, energy 7 into 70 of 100. */
export type NumberFieldKind = FieldBase & {
  kind: 'number';
  column: string;
  unit?: 'kilobit' | 'kilohertz' | 'byte' | 'tenth';
  /** May stand in place of a number. */
  words?: Readonly<Record<string, FlagCondition>>;
};
/** `ticksPerMs` is the resolution of the column: 1 for milliseconds, 1000 for microseconds. */
export type DateFieldKind = FieldBase & { kind: 'date'; column: string; ticksPerMs: number };
export type DurationFieldKind = FieldBase & { kind: 'duration'; column: string };
export type KeyFieldKind = FieldBase & { kind: 'key'; column: string };
export type FlagFieldKind = FieldBase & { kind: 'flag'; values: Readonly<Record<string, FlagCondition>> };
/** The playlists a track is in, by name; the core knows which (core/library/search/resolve-query.ts). */
export type PlaylistFieldKind = FieldBase & { kind: 'playlist'; isCrate?: true };
/** The disk a track's folder is on, by name. */
export type DriveFieldKind = FieldBase & { kind: 'drive' };
/** The folder a track lies in: its root's path and the directories below; not one column. */
export type FolderFieldKind = FieldBase & { kind: 'folder' };

export type FlagCondition =
  | { column: string; test: 'present' | 'notEmpty' | 'notZero' }
  /** One of the words in a column of words. */
  | { column: string; test: 'holds'; value: string }
  | { column: string; test: 'equals'; value: string | number }
  /** One of some bits is set. */
  | { column: string; test: 'bits'; value: number }
  /** In the last days, today with them. */
  | { column: string; test: 'within'; days: number }
  /** Another table has rows of the track. */
  | { table: 'cue_point'; test: 'related' }
  | { test: 'either'; conditions: readonly [FlagCondition, FlagCondition] }
  /** Not a matter of the track alone: the core puts ids in its place. */
  | { test: 'resolved' };

export type FieldDefinition =
  | TextFieldKind
  | NumberFieldKind
  | DateFieldKind
  | DurationFieldKind
  | KeyFieldKind
  | FlagFieldKind
  | FolderFieldKind
  | PlaylistFieldKind
  | DriveFieldKind;

const present = (column: string): FlagCondition => ({ column, test: 'present' });
const mood = (value: string): FlagCondition => ({ column: 'mood', test: 'holds', value });
const analysis = (value: string): FlagCondition => ({ column: 'analysis_state', test: 'equals', value });
const verdict = (value: string): FlagCondition => ({ column: 'quality_verdict', test: 'equals', value });

export const queryFields = {
  title: { kind: 'text', column: 'title', foldColumn: 'title_fold', isFullText: true, isSortable: true },
  artist: { kind: 'text', column: 'artist', foldColumn: 'artist_fold', isFullText: true, isSortable: true },
  album: { kind: 'text', column: 'album', foldColumn: 'album_fold', isFullText: true, isSortable: true },
  albumartist: { kind: 'text', column: 'album_artist', foldColumn: 'album_artist_fold', isSortable: true },
  genre: { kind: 'text', column: 'genre', foldColumn: 'genre_fold', isFullText: true, isSortable: true },
  label: { kind: 'text', column: 'label', foldColumn: 'label_fold', isSortable: true },
  comment: { kind: 'text', column: 'comment', isFullText: true },
  grouping: { kind: 'text', column: 'grouping' },
  composer: { kind: 'text', column: 'composer' },
  remixer: { kind: 'text', column: 'remixer' },
  isrc: { kind: 'text', column: 'isrc' },
  format: { kind: 'text', column: 'format', isSortable: true },
  path: { kind: 'text', column: 'path', isFullText: true, isSortable: true },
  file: { kind: 'text', column: 'file_name', aliases: ['filename'] },
  folder: { kind: 'folder' },
  drive: { kind: 'drive', aliases: ['volume', 'disk'] },
  playlist: { kind: 'playlist' },
  crate: { kind: 'playlist', isCrate: true },
  year: { kind: 'number', column: 'year', isSortable: true },
  track: { kind: 'number', column: 'track_number' },
  disc: { kind: 'number', column: 'disc_number' },
  bpm: { kind: 'number', column: 'bpm', aliases: ['tempo'], isSortable: true },
  rating: { kind: 'number', column: 'rating', aliases: ['stars'], isSortable: true },
  plays: { kind: 'number', column: 'play_count', aliases: ['played'], isSortable: true },
  bitrate: { kind: 'number', column: 'bitrate', unit: 'kilobit', isSortable: true },
  samplerate: { kind: 'number', column: 'sample_rate', unit: 'kilohertz' },
  bitdepth: { kind: 'number', column: 'bit_depth' },
  channels: { kind: 'number', column: 'channels' },
  size: { kind: 'number', column: 'size_bytes', unit: 'byte', isSortable: true },
  lufs: { kind: 'number', column: 'lufs', aliases: ['loudness'], isSortable: true },
  peak: { kind: 'number', column: 'true_peak_db', isSortable: true },
  lra: { kind: 'number', column: 'loudness_range' },
  energy: { kind: 'number', column: 'energy', unit: 'tenth', isSortable: true },
  danceability: { kind: 'number', column: 'danceability', isSortable: true },
  quality: {
    kind: 'number',
    column: 'quality_score',
    isSortable: true,
    words: {
      lossless: verdict('lossless'),
      lossy: verdict('lossy'),
      transcode: verdict('transcode'),
      fake: verdict('transcode'),
      uncertain: verdict('uncertain'),
      suspect: verdict('uncertain'),
      // Nothing speaks against it.
      ok: { test: 'either', conditions: [verdict('lossless'), verdict('lossy')] },
    },
  },
  voice: { kind: 'number', column: 'voice' },
  mood: {
    kind: 'flag',
    values: {
      happy: mood('happy'),
      sad: mood('sad'),
      aggressive: mood('aggressive'),
      relaxed: mood('relaxed'),
      acoustic: mood('acoustic'),
      electronic: mood('electronic'),
      party: mood('party'),
    },
  },
  key: { kind: 'key', column: 'musical_key', isSortable: true },
  length: { kind: 'duration', column: 'duration_ms', aliases: ['duration', 'time'], isSortable: true },
  added: { kind: 'date', column: 'added_at', ticksPerMs: 1, isSortable: true },
  lastplayed: { kind: 'date', column: 'last_played_at', ticksPerMs: 1, isSortable: true },
  modified: { kind: 'date', column: 'modified_us', ticksPerMs: 1000, isSortable: true },
  has: {
    kind: 'flag',
    values: {
      cover: present('artwork_hash'),
      artwork: present('artwork_hash'),
      bpm: present('bpm'),
      key: present('musical_key'),
      comment: { column: 'comment', test: 'notEmpty' },
      genre: { column: 'genre', test: 'notEmpty' },
      year: present('year'),
      cues: { table: 'cue_point', test: 'related' },
      // Analysis found one with the tempo, or the user set the tempo or the grid.
      grid: {
        test: 'either',
        conditions: [present('bpm_confidence'), { column: 'locked', test: 'bits', value: 1 + 32 }],
      },
    },
  },
  is: {
    kind: 'flag',
    values: {
      missing: present('missing_since'),
      offline: { test: 'resolved' },
      duplicate: { test: 'resolved' },
      new: { column: 'added_at', test: 'within', days: 14 },
      played: { column: 'play_count', test: 'notZero' },
      rated: { column: 'rating', test: 'notZero' },
      inbox: present('inbox_at'),
      analyzed: analysis('done'),
      analysed: analysis('done'),
      unanalyzed: analysis('waiting'),
      unanalysed: analysis('waiting'),
      failed: analysis('failed'),
      lossless: { column: 'is_lossless', test: 'equals', value: 1 },
      transcode: { column: 'quality_verdict', test: 'equals', value: 'transcode' },
      unsure: { column: 'review', test: 'notZero' },
      locked: { column: 'locked', test: 'notZero' },
      edited: { column: 'has_edits', test: 'notZero' },
      pending: { column: 'has_edits', test: 'notZero' },
    },
  },
} as const satisfies Record<string, FieldDefinition>;

export type QueryField = keyof typeof queryFields;

const definitions: Readonly<Record<QueryField, FieldDefinition>> = queryFields;

export const queryFieldNames = Object.keys(queryFields) as QueryField[];

const fieldByName = new Map<string, QueryField>(
  queryFieldNames.flatMap((field) => [field, ...(definitions[field].aliases ?? [])].map((name) => [name, field])),
);

/** Every name a field can be typed by. */
export const queryFieldSpellings: readonly string[] = [...fieldByName.keys()];

export function fieldDefinition(field: QueryField): FieldDefinition {
  return definitions[field];
}

/** The field of a name as typed, in any case. */
export function findField(name: string): QueryField | undefined {
  return fieldByName.get(name.toLowerCase());
}
