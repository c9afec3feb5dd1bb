/**
 * The fields of a tag that Ledgerline names. What a format calls them stands in `main/core/files/tags`; all others are
 * free fields, named as the file names them.
 *
 * Values are lists of texts. `date` is '2026', '2026-11' or '2026-11-21'; numbers are decimal digits; `bpm` may have
 * decimals; `key` is written in the notation of the user's choice; gains are '-7.03 dB', peaks '0.988235'.
 */
export const textTagFields = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'style',
  'label',
  'catalogNumber',
  'comment',
  'grouping',
  'composer',
  'remixer',
  'mixName',
  'isrc',
  'date',
  'originalDate',
  'trackNumber',
  'trackTotal',
  'discNumber',
  'discTotal',
  'bpm',
  'key',
  'mood',
  'lyrics',
  'lyricist',
  'conductor',
  'copyright',
  'encodedBy',
  'language',
  'replayGainTrackGain',
  'replayGainTrackPeak',
] as const;

export type TextTagField = (typeof textTagFields)[number];

/** How stars become a number in a file: the steps of Windows, MusicBee and Kodi, or the even ones of Traktor. */
export const ratingFamilies = ['windows', 'linear'] as const;
export type RatingFamily = (typeof ratingFamilies)[number];
