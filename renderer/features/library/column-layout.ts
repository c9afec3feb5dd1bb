import type { SortField } from '#shared/contract/library/tracks.ts';
import type { ColumnId, Settings } from '#shared/contract/settings.ts';

export type ColumnSetting = Settings['columns'][number];

export type ColumnDefinition = {
  /** In pixels; the title takes what the others leave. */
  width: number;
  isNumeric?: true;
  sortField?: SortField;
};

export const columnDefinitions: Readonly<Record<ColumnId, ColumnDefinition>> = {
  title: { width: 240, sortField: 'title' },
  artist: { width: 156, sortField: 'artist' },
  bpm: { width: 46, isNumeric: true, sortField: 'bpm' },
  key: { width: 34, sortField: 'key' },
  energy: { width: 54, sortField: 'energy' },
  waveform: { width: 120 },
  genre: { width: 92, sortField: 'genre' },
  length: { width: 48, isNumeric: true, sortField: 'length' },
  rating: { width: 66, sortField: 'rating' },
  quality: { width: 76, sortField: 'quality' },
  added: { width: 80, isNumeric: true, sortField: 'added' },
  album: { width: 140, sortField: 'album' },
  label: { width: 120, sortField: 'label' },
  year: { width: 40, isNumeric: true, sortField: 'year' },
  mood: { width: 120 },
  lufs: { width: 44, isNumeric: true, sortField: 'lufs' },
  bitrate: { width: 48, isNumeric: true, sortField: 'bitrate' },
  plays: { width: 44, isNumeric: true, sortField: 'plays' },
  lastplayed: { width: 84, isNumeric: true, sortField: 'lastplayed' },
  path: { width: 200, sortField: 'path' },
  note: { width: 180 },
};

/**
 * The columns that leave when the table is narrow, the first one first. Title, BPM, key and length stay. Those that a
 * new library does not show were asked for, so they stay longer than most.
 */
const leaving: readonly ColumnId[] = [
  'added',
  'quality',
  'genre',
  'rating',
  'energy',
  'waveform',
  'path',
  'note',
  'lastplayed',
  'plays',
  'bitrate',
  'lufs',
  'mood',
  'year',
  'label',
  'album',
  'artist',
];

const titleMinimum = 160;
const stateWidth = 16;
/** Where rows have a number. */
const placeWidth = 40;
const artworkWidth = 20;
const columnGap = 12;
const sidePadding = 32;
export const narrowestColumn = 40;
export const widestColumn = 1200;

export type VisibleColumn = { id: ColumnId; width: number };
export type ColumnLayout = { columns: VisibleColumn[]; template: string; leftOut: ColumnId[] };

/** Which columns fit into so many pixels, and the grid they make. */
export function layOutColumns(settings: readonly ColumnSetting[], available: number, hasPlaces = false): ColumnLayout {
  const first = hasPlaces ? placeWidth : stateWidth;
  const wanted = settings.map(({ id, width }) => ({ id, width: width ?? columnDefinitions[id].width }));
  const isTitleFixed = settings.some(({ id, width }) => id === 'title' && width !== undefined);
  const leftOut: ColumnId[] = [];
  let columns = wanted;
  for (const id of leaving) {
    if (neededWidth(columns, isTitleFixed, first) <= available) break;
    if (!columns.some((column) => column.id === id)) continue;
    leftOut.push(id);
    columns = columns.filter((column) => column.id !== id);
  }
  const tracks = columns.map(({ id, width }) => (id === 'title' && !isTitleFixed ? 'minmax(0,1fr)' : `${width}px`));
  // With a title of the user's own width, the space that is left goes to the end.
  if (isTitleFixed) tracks.push('minmax(0,1fr)');
  return { columns, template: [`${first}px`, `${artworkWidth}px`, ...tracks].join(' '), leftOut };
}

function neededWidth(columns: readonly VisibleColumn[], isTitleFixed: boolean, first: number): number {
  const widths = columns.map(({ id, width }) => (id === 'title' && !isTitleFixed ? titleMinimum : width));
  const sum = widths.reduce((total, width) => total + width, first + artworkWidth + sidePadding);
  return sum + (columns.length + 1) * columnGap;
}

export function showColumn(settings: readonly ColumnSetting[], id: ColumnId): ColumnSetting[] {
  return settings.some((column) => column.id === id) ? [...settings] : [...settings, { id }];
}

/** The title cannot be hidden: it is what a row is known by. */
export function hideColumn(settings: readonly ColumnSetting[], id: ColumnId): ColumnSetting[] {
  return id === 'title' ? [...settings] : settings.filter((column) => column.id !== id);
}

/** Moves a column so many places to the right, or to the left where negative. */
export function moveColumn(settings: readonly ColumnSetting[], id: ColumnId, places: number): ColumnSetting[] {
  const from = settings.findIndex((column) => column.id === id);
  if (from < 0) return [...settings];
  const to = Math.max(0, Math.min(settings.length - 1, from + places));
  const moved = [...settings];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}

/** Moves a column so that it stands where another one stands now. */
export function placeColumn(settings: readonly ColumnSetting[], id: ColumnId, target: ColumnId): ColumnSetting[] {
  const from = settings.findIndex((column) => column.id === id);
  const to = settings.findIndex((column) => column.id === target);
  return to < 0 ? [...settings] : moveColumn(settings, id, to - from);
}

export function resizeColumn(settings: readonly ColumnSetting[], id: ColumnId, width: number): ColumnSetting[] {
  const fitting = Math.round(Math.max(narrowestColumn, Math.min(widestColumn, width)));
  return settings.map((column) => (column.id === id ? { id, width: fitting } : column));
}

/** Gives a column its usual width back. */
export function resetColumn(settings: readonly ColumnSetting[], id: ColumnId): ColumnSetting[] {
  return settings.map((column) => (column.id === id ? { id } : column));
}
