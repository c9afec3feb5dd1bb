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
