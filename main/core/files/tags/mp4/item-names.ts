import type { TextTagField } from '#shared/tags/tag-fields.ts';

/** What iTunes calls itself in `----` atoms; nearly all programs write under this name. */
export const commonMean = 'com.apple.iTunes';

export type ItemField = {
  /** '©nam', or '----:NAME' for a free atom of iTunes, as it is spelt when new. The first one is always written. */
  readonly names: readonly [string, ...string[]];
  /** Others of the same: read, and kept equal where a file has them. */
  readonly also?: readonly string[];
  readonly isJoined?: true;
  /** Those that hold only the year. */
  readonly years?: readonly string[];
};

export type ItemTextField = Exclude<TextTagField, 'trackNumber' | 'trackTotal' | 'discNumber' | 'discTotal' | 'bpm'>;

/** As Picard has it; the key as Traktor, Mixed In Key and Serato have it. */
export const itemFields: Readonly<Record<ItemTextField, ItemField>> = {
  title: { names: ['©nam'] },
  artist: { names: ['©ART'] },
  album: { names: ['©alb'] },
  albumArtist: { names: ['aART'] },
  genre: { names: ['©gen'] },
  style: { names: ['----:STYLE'] },
  label: { names: ['----:LABEL'], also: ['----:PUBLISHER', '----:ORGANIZATION', '©pub'], isJoined: true },
  catalogNumber: { names: ['----:CATALOGNUMBER'] },
  comment: { names: ['©cmt'] },
  grouping: { names: ['©grp'] },
  composer: { names: ['©wrt'] },
  remixer: { names: ['----:REMIXER'], also: ['----:MIXARTIST'] },
  mixName: { names: ['----:SUBTITLE'] },
  isrc: { names: ['----:ISRC'] },
  date: { names: ['©day'] },
  originalDate: { names: ['----:ORIGINALDATE'], years: ['----:ORIGINALYEAR'] },
  key: { names: ['----:initialkey'], also: ['----:KEY'] },
  mood: { names: ['----:MOOD'] },
  lyrics: { names: ['©lyr'] },
  lyricist: { names: ['----:LYRICIST'] },
  conductor: { names: ['----:CONDUCTOR'], also: ['©con'] },
  copyright: { names: ['cprt'] },
  encodedBy: { names: ['©too'], also: ['©enc'] },
  language: { names: ['----:LANGUAGE'] },
  replayGainTrackGain: { names: ['----:replaygain_track_gain'] },
  replayGainTrackPeak: { names: ['----:replaygain_track_peak'] },
};

/** Pairs of 16-bit numbers in an atom of a fixed length. */
export const numberItems = [
  { id: 'trkn', number: 'trackNumber', total: 'trackTotal', bodyBytes: 8 },
  { id: 'disk', number: 'discNumber', total: 'discTotal', bodyBytes: 6 },
] as const;

export const tempoId = 'tmpo';
/** Where a tempo with decimals stands: `tmpo` has room for whole numbers only. */
export const exactTempoId = '----:BPM';
/** The genre as a number of ID3v1, plus 1. */
export const genreNumberId = 'gnre';
export const coverId = 'covr';
/** There is no standard: the plain one is what Mp3tag and Picard show, `rate` is what MediaMonkey and MusicBee write. */
export const ratingIds = ['----:RATING', 'rate', '----:FMPS_RATING'] as const;

/** Free atoms of iTunes that are data: gaps, levels, encoders. */
const technicalNames = /^(ITUNSMPB|ITUNNORM|ITUNPGAP|ITUNES_CDDB.*|ITUNES_MEDIATYPE|ENCODING PARAMS|TOOL|DNAA|CDEC)$/;

/** Free atoms are found whatever the case of their name. */
export function idOf(name: string): string {
  return name.startsWith('----:') ? `----:${upperCase(name.slice(5))}` : name;
}

export function upperCase(name: string): string {
  return name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

const idsOfFields = new Set(
  [
    ...Object.values(itemFields).flatMap(({ names, also = [], years = [] }) => [...names, ...also, ...years]),
    ...numberItems.map(({ id }) => id),
    tempoId,
    exactTempoId,
    genreNumberId,
    coverId,
    ...ratingIds,
  ].map(idOf),
);

/** Whether an atom is read under a name of ours. */
export function isFieldId(id: string): boolean {
  return idsOfFields.has(id);
}

/** Whether a free atom of iTunes holds data rather than what a user wrote. */
export function isTechnicalId(id: string): boolean {
  return technicalNames.test(id.slice(5));
}
