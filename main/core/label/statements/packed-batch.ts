import type { RowProblem } from './reading/statement-row.ts';

/*
 * What a reading thread hands over. Lines are figures in one array, which is given away and not copied; texts stand once, and
 * lines name them by their number. NaN stands for nothing.
 */

export const lineFigures = [
  'line',
  'item',
  'store',
  'territory',
  'saleType',
  'format',
  'month',
  'currency',
  'units',
  'netMicro',
  'netPico',
  'grossMicro',
  'grossPico',
  'feeMicro',
  'feePico',
  'withheldMicro',
  'withheldPico',
] as const;
export const lineWidth = lineFigures.length;

export const itemWidth = 6;

export type ItemSpelling = {
  isrc: string;
  upc: string;
  catalogueNumber: string;
  artist: string;
  title: string;
  releaseTitle: string;
};

/** Streams without money: one row of a service's own figures. */
export type StreamFigures = {
  line: number;
  /** The number of its item, or null where it is about an artist or a playlist. */
  item: number | null;
  from: string;
  to: string;
  streams: number | null;
  listeners: number | null;
  saves: number | null;
  playlistAdds: number | null;
  followers: number | null;
  subject: string;
};

export type PackedBatch = {
  /** What earlier batches did not name, by number. */
  items: [number, ItemSpelling][];
  stores: [number, string][];
  words: [number, string][];
  /** `lineWidth` figures for each line. */
  lines: Float64Array;
  /** As lines, but `line` counts how many a sum holds. */
  sums: Float64Array;
  /** `itemWidth` figures for each item and currency: item, currency, lines, units, netMicro, netPico. */
  itemSums: Float64Array;
  streams: StreamFigures[];
  /** Rows as they stood: JSON of arrays of cells with their line first, deflated. */
  rows: { firstLine: number; bytes: Uint8Array<ArrayBuffer> }[];
  problems: RowProblem[];
};
