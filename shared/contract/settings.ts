import { z } from 'zod';
import { defaultGenerateOptions, generateOptions } from '../generate-options.ts';
import { onlyEdits, writeBack } from '../tags/write-back.ts';
import { command, query } from './define.ts';
import { folderId } from './library/folders.ts';
import { sortTerm } from './library/tracks.ts';

/** Columns of the track table, in the order a new library shows them. */
export const columnIds = [
  'title',
  'artist',
  'bpm',
  'key',
  'energy',
  'waveform',
  'genre',
  'length',
  'rating',
  'quality',
  'added',
  'album',
  'label',
  'year',
  'mood',
  'lufs',
  'bitrate',
  'plays',
  'lastplayed',
  'path',
  'note',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** How tags are written into files. */
export const tagSettings = z.object({
  /** Some seconds after an edit, without being asked. */
  isAutomatic: z.boolean(),
  /** What is written: offered in the dialog, and done where writing is automatic. */
  include: writeBack,
  /** Files keep the time of their last change. */
  keepModified: z.boolean(),
  /** Of new tags; one that is there keeps its own. */
  id3Version: z.union([z.literal(3), z.literal(4)]),
  /** RIFF INFO beside ID3 in WAVE files: rekordbox reads nothing else there. */
  writeRiffInfo: z.boolean(),
});
export type TagSettings = z.output<typeof tagSettings>;

export const settings = z.object({
  theme: z.enum(['system', 'dark', 'light']),
  keyNotation: z.enum(['camelot', 'openKey', 'classical']),
  rowHeight: z.enum(['tight', 'normal', 'roomy']),
  columns: z.array(z.object({ id: z.enum(columnIds), width: z.number().int().min(40).max(1200).optional() })).min(1),
  sort: z.array(sortTerm).max(5),
  isInspectorOpen: z.boolean(),
  isColumnBrowserOpen: z.boolean(),
  /** How much of the machine background work may take. */
  speed: z.enum(['quiet', 'normal', 'full']),
  volume: z.number().min(0).max(1),
  /** A program of the user's own that decodes what Ledgerline cannot; null means none. */
  ffmpegPath: z.string().max(4096).nullable(),
  /** How long, and up to how many bytes, what undo needs of written files is kept. */
  undoKeepDays: z.number().int().min(1).max(3650),
  undoLimitBytes: z.number().int().min(1_000_000),
  /** Whether folders are looked after in the background. */
  watchFolders: z.boolean(),
  /** Whether tracks that newly arrive wait in the Inbox. */
  inbox: z.enum(['off', 'on']),
  /** Of hosts that can: start when the user logs in; go on in the tray when the window is closed. */
  startAtLogin: z.boolean(),
  keepRunning: z.boolean(),
  /** What becomes of music that is added: it stays where it lies, or goes into a folder of the library by its pattern. */
  importMode: z.enum(['leave', 'copy', 'move']),
  /** The folder it goes into; null where none is chosen, and then everything stays. */
  importFolderId: folderId.nullable(),
  tags: tagSettings,
  /** How playlists are generated from a track. */
  generate: generateOptions,
  /** Columns of the table of songs beside the title, by the names the window gives them. */
  songColumns: z.array(z.string().max(20)).max(20),
  /** How many songs a stage of the board should hold at most; what has none is not limited. */
  boardLimits: z.array(z.object({ stage: z.string().max(60), count: z.number().int().min(1).max(999) })).max(100),
});
export type Settings = z.output<typeof settings>;

/** How a window looks and what it shows: of each member of a team their own, and of all windows on the machine itself the same. */
export const windowSettings = [
  'theme',
  'keyNotation',
  'rowHeight',
  'columns',
  'sort',
  'isInspectorOpen',
  'isColumnBrowserOpen',
  'volume',
  'generate',
  'songColumns',
] as const satisfies readonly (keyof Settings)[];

export const defaultSettings: Settings = {
  theme: 'system',
  keyNotation: 'camelot',
  rowHeight: 'normal',
  columns: columnIds.slice(0, 11).map((id) => ({ id })),
  sort: [{ field: 'added', direction: 'descending' }],
  isInspectorOpen: false,
  isColumnBrowserOpen: false,
  speed: 'normal',
  volume: 1,
  ffmpegPath: null,
  undoKeepDays: 90,
  undoLimitBytes: 2_000_000_000,
  watchFolders: true,
  inbox: 'off',
  startAtLogin: false,
  keepRunning: true,
  importMode: 'leave',
  importFolderId: null,
  tags: { isAutomatic: false, include: onlyEdits, keepModified: false, id3Version: 3, writeRiffInfo: true },
  generate: defaultGenerateOptions,
  songColumns: ['artist', 'pack', 'status', 'progress', 'next', 'due', 'people'],
  boardLimits: [],
};

export const settingsContract = {
  'settings.get': query(['settings'], z.void(), settings),
  /** Those of the window are everybody's to change, others of who looks after the library. Throws FORBIDDEN. */
  'settings.update': command(settings.partial(), settings),
};
