/** Files of other programs that can be read or written. */
export const formatIds = [
  'rekordbox',
  'traktor',
  'm3u8',
  'm3u',
  'pls',
  'xspf',
  'wpl',
  'itunes',
  'serato',
  'mixxx',
  'engine',
  'csv',
  'json',
] as const;
export type FormatId = (typeof formatIds)[number];

/** Columns a table of tracks can have, in the order they stand in where nobody chose. */
export const tableColumns = [
  'artist',
  'title',
  'mixName',
  'remixer',
  'album',
  'albumArtist',
  'trackNumber',
  'discNumber',
  'year',
  'genre',
  'label',
  'isrc',
  'bpm',
  'musicalKey',
  'durationMs',
  'rating',
  'playCount',
  'lastPlayedAt',
  'addedAt',
  'comment',
  'grouping',
  'composer',
  'colour',
  'bitrate',
  'sampleRate',
  'sizeBytes',
  'path',
] as const;
export type TableColumn = (typeof tableColumns)[number];
