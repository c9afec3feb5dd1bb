/** The six ways of writing a CUE sheet. */
export const cueDialects = ['standard', 'cdj', 'traktor', 'serato', 'rekordbox', 'kodi'] as const;
export type CueDialect = (typeof cueDialects)[number];

/** What a dialect can hold. */
export type DialectRules = {
  /** The highest number of tracks; null has no bound. */
  maxTracks: number | null;
  /** More than one FILE. */
  hasManyFiles: boolean;
  /** Characters of a title, a performer, a songwriter. */
  maxLength: number;
  /** INDEX 00, PREGAP and POSTGAP. */
  hasPregap: boolean;
  hasIsrc: boolean;
  /** FLAGS, CATALOG, CDTEXTFILE: what only a CD has. */
  hasDiscFields: boolean;
  /** INDEX 02 and further. */
  hasSubIndexes: boolean;
  /** Commands we do not know. */
  keepsNotes: boolean;
  indexCommand: 'INDEX' | 'CUE' | 'MEMORY_CUE';
  /** Keys of REM in upper case that it knows; null takes all. A star ends a beginning. */
  remarks: readonly string[] | null;
};

const disc = { hasPregap: true, hasIsrc: true, hasDiscFields: true, hasSubIndexes: true, keepsNotes: true } as const;
const player = {
  hasManyFiles: false,
  hasPregap: false,
  hasIsrc: false,
  hasDiscFields: false,
  hasSubIndexes: false,
  keepsNotes: false,
} as const;
const album = ['GENRE', 'DATE', 'COMMENT'] as const;

export const dialectRules: Readonly<Record<CueDialect, DialectRules>> = {
  standard: { ...disc, maxTracks: 99, hasManyFiles: true, maxLength: 80, indexCommand: 'INDEX', remarks: null },
  cdj: {
    ...player,
    maxTracks: 999,
    maxLength: 80,
    hasIsrc: true,
    indexCommand: 'INDEX',
    remarks: [...album, 'DISCID'],
  },
  traktor: {
    ...player,
    maxTracks: null,
    hasManyFiles: true,
    maxLength: 255,
    // Cue points of a track are more than its beginning.
    hasSubIndexes: true,
    indexCommand: 'CUE',
    remarks: [...album, 'BPM', 'KEY', 'ENERGY'],
  },
  serato: {
    ...player,
    maxTracks: null,
    maxLength: 255,
    hasSubIndexes: true,
    indexCommand: 'MEMORY_CUE',
    remarks: [...album, 'BPM', 'KEY', 'COLOR_TAG', 'LABEL'],
  },
  rekordbox: {
    ...player,
    maxTracks: null,
    maxLength: 255,
    hasIsrc: true,
    indexCommand: 'INDEX',
    remarks: ['BPM', 'KEY', 'GENRE', 'LABEL', 'YEAR', 'COMMENT'],
  },
  kodi: {
    ...disc,
    maxTracks: 99,
    hasManyFiles: true,
    maxLength: 255,
    keepsNotes: false,
    indexCommand: 'INDEX',
    remarks: [...album, 'DISCID', 'DISCNUMBER', 'TOTALDISCS', 'ALBUMARTIST', 'COMPOSER', 'LABEL', 'REPLAYGAIN_*'],
  },
};

/** Whether a dialect knows remarks of that key, in any case. */
export function knowsRemark(dialect: CueDialect, key: string): boolean {
  const { remarks } = dialectRules[dialect];
  const upper = key.toUpperCase();
  return (
    remarks === null ||
    remarks.some((known) => (known.endsWith('*') ? upper.startsWith(known.slice(0, -1)) : upper === known))
  );
}
