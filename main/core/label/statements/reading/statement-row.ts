import type { Amount } from '#shared/amount.ts';
import type { SaleType, StatementProblemCode } from '#shared/statement-mapping.ts';

/** A row of a statement in our words. Texts are trimmed; '' where the file says nothing. */
export type StatementRow = {
  /** The row of the file as a spreadsheet counts it: the first is 1, the headings and blank ones count. */
  line: number;
  /** The cells as they were, in the order of the plan's `keptColumns`: those of buyers are not among them. */
  raw: string[];
  /** Days 'yyyy-mm-dd', first and last; a row of a month has its first and last day. Null where nothing says it. */
  saleFrom: string | null;
  saleTo: string | null;
  /** 'yyyy-mm' of the last day of the sale, so that a row of a quarter counts in its last month. */
  month: string | null;
  /** 'yyyy-mm' in which it was reported. */
  reportedMonth: string | null;
  store: string;
  /** ISO 3166-1, two letters; '' for the world, several countries, or one that is not known. */
  territory: string;
  saleType: SaleType;
  format: string;
  /** Whole; negative where sales are taken back. */
  quantity: number;
  gross: Amount | null;
  fee: Amount | null;
  withheld: Amount | null;
  /** What the file's receiver is owed for this row, in `currency`. */
  net: Amount;
  currency: string;
  /** Decimal text, as the file gives it. For reading only: `net` is in `currency` already. */
  fxRate: string | null;
  /** In the one form identifiers have; as it stands in the file, with a problem, where it is none. */
  isrc: string;
  upc: string;
  catalogueNumber: string;
  artist: string;
  title: string;
  releaseTitle: string;
  label: string;
  isReversal: boolean;
};

/** A row of a service's own figures: counts, no money. Null where the file has no such column or cell. */
export type StreamRow = {
  line: number;
  raw: string[];
  /** 'yyyy-mm-dd'; null in lists, whose period the file does not name. */
  day: string | null;
  title: string;
  artist: string;
  playlist: string;
  author: string;
  releaseDate: string | null;
  dateAdded: string | null;
  streams: number | null;
  listeners: number | null;
  monthlyListeners: number | null;
  monthlyActiveListeners: number | null;
  superListeners: number | null;
  saves: number | null;
  followers: number | null;
  playlistAdds: number | null;
};

/** `text`: what stands in the cell, at most 200 characters. `column`: '' where it is about the whole row. */
export type RowProblem = { line: number; code: StatementProblemCode; column: string; text: string };

export type CurrencyTotal = { currency: string; net: Amount; quantity: number; rows: number };

/** What was read so far. */
export type StatementTotals = {
  /** Rows given out. */
  rows: number;
  blankRows: number;
  /** Rows that are no income, by the mapping's `leftOut`, and the file's own rows of totals. */
  leftOutRows: number;
  /** In alphabetical order of their codes. */
  currencies: CurrencyTotal[];
  /** First and last day of a sale. */
  from: string | null;
  to: string | null;
  reportedFrom: string | null;
  reportedTo: string | null;
  reversals: number;
  /** How many of each there were; only the first thousand of each code are given out one by one. */
  problems: Partial<Record<StatementProblemCode, number>>;
  /** How many of them keep the file from being imported. */
  errors: number;
};

export type Batch<Row = StatementRow> = {
  rows: Row[];
  problems: RowProblem[];
  /** Up to and with this batch. */
  totals: StatementTotals;
  /** How much of the file was read, 0 to 1. */
  fraction: number;
  isLast: boolean;
};
