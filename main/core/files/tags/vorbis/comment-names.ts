import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { upperCase } from './comment-list.ts';

export type NumberField = 'trackNumber' | 'trackTotal' | 'discNumber' | 'discTotal';

export type FieldNames = {
  /** The names that always hold the field, the most trusted first. */
  readonly names: readonly string[];
  /** Other names of the same: read, and kept equal where a file has them. */
  readonly also?: readonly string[];
  /** Whether the values of all names count, rather than those of the first name that is there. */
  readonly isJoined?: true;
  /** Names that hold only the year of a date. */
  readonly years?: readonly string[];
  /** Names that repeat the field in pieces: taken away once they say something else. */
  readonly pieces?: readonly string[];
};

/** Fields of one text or several, under the names that Picard, foobar2000, Traktor and rekordbox use. */
export const commentFields: Readonly<Record<Exclude<TextTagField, NumberField>, FieldNames>> = {
  title: { names: ['TITLE'] },
  artist: { names: ['ARTIST'], pieces: ['ARTISTS'] },
  album: { names: ['ALBUM'] },
  albumArtist: { names: ['ALBUMARTIST'], also: ['ALBUM ARTIST'] },
  genre: { names: ['GENRE'] },
  style: { names: ['STYLE'] },
  label: { names: ['LABEL'], also: ['PUBLISHER', 'ORGANIZATION'], isJoined: true },
  catalogNumber: { names: ['CATALOGNUMBER'], also: ['LABELNO'] },
  comment: { names: ['COMMENT'], also: ['DESCRIPTION'], isJoined: true },
  grouping: { names: ['GROUPING'] },
  composer: { names: ['COMPOSER'] },
  remixer: { names: ['REMIXER'], also: ['MIXARTIST'] },
  mixName: { names: ['SUBTITLE'], also: ['VERSION'] },
  isrc: { names: ['ISRC'] },
  date: { names: ['DATE'], years: ['YEAR'] },
  originalDate: { names: ['ORIGINALDATE'], years: ['ORIGINALYEAR'] },
  bpm: { names: ['BPM'], also: ['TEMPO'] },
  // DJ programs read the first, Picard the second.
  key: { names: ['INITIALKEY', 'KEY'], also: ['INITIAL_KEY', 'INITIAL KEY'] },
  mood: { names: ['MOOD'] },
  lyrics: { names: ['LYRICS'], also: ['UNSYNCEDLYRICS'] },
  lyricist: { names: ['LYRICIST'] },
  conductor: { names: ['CONDUCTOR'] },
  copyright: { names: ['COPYRIGHT'] },
  encodedBy: { names: ['ENCODEDBY'], also: ['ENCODED-BY'] },
  language: { names: ['LANGUAGE'] },
  replayGainTrackGain: { names: ['REPLAYGAIN_TRACK_GAIN'] },
  replayGainTrackPeak: { names: ['REPLAYGAIN_TRACK_PEAK'] },
};

/** A number and the total it counts to, which may stand in one comment: '3/12'. */
export type NumberNames = {
  readonly number: 'trackNumber' | 'discNumber';
  readonly total: 'trackTotal' | 'discTotal';
  readonly numberNames: readonly string[];
  readonly totalNames: readonly string[];
};

export const numberPairs: readonly NumberNames[] = [
  {
    number: 'trackNumber',
    total: 'trackTotal',
    numberNames: ['TRACKNUMBER', 'TRACK'],
    totalNames: ['TRACKTOTAL', 'TOTALTRACKS'],
  },
  {
    number: 'discNumber',
    total: 'discTotal',
    numberNames: ['DISCNUMBER', 'DISC'],
    totalNames: ['DISCTOTAL', 'TOTALDISCS'],
  },
];

/** Opus states the loudness in 256ths of a decibel, against a level that is 5 dB lower. */
export const opusGainName = 'R128_TRACK_GAIN';

export const pictureName = 'METADATA_BLOCK_PICTURE';
/** The form that was used before: one picture, and what it is beside it. */
export const oldPictureNames = ['COVERART', 'COVERARTMIME', 'COVERARTTYPE', 'COVERARTDESCRIPTION'];

const namesOfFields = new Set([
  ...Object.values(commentFields).flatMap(({ names, also = [], years = [], pieces = [] }) => [
    ...names,
    ...also,
    ...years,
    ...pieces,
  ]),
  ...numberPairs.flatMap(({ numberNames, totalNames }) => [...numberNames, ...totalNames]),
]);

export function isFieldName(key: string, isOpus: boolean): boolean {
  return namesOfFields.has(key) || (isOpus && key === opusGainName);
}

export function isRatingName(key: string): boolean {
  return key === 'RATING' || key === 'FMPS_RATING' || key.startsWith('RATING:');
}

export function isPictureName(key: string): boolean {
  return key === pictureName || oldPictureNames.includes(key);
}

/** Text in form, but data of another program: cues, grids, beat positions. */
export function isForeignName(key: string): boolean {
  return key.startsWith('SERATO') || key.startsWith('TRAKTOR');
}

/** Whether a free field may have this name: one that is nobody else's. */
export function isCustomName(name: string, isOpus: boolean): boolean {
  const key = upperCase(name);
  return !isFieldName(key, isOpus) && !isRatingName(key) && !isPictureName(key) && !isForeignName(key);
}
