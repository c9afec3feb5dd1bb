import type { dateOrders, TimeFormat, TimeImportMiss } from '#shared/contract/imports.ts';

/**
 * When something was worked on. `utc` are moments; `local` is what a clock showed, in milliseconds as if it stood in UTC,
 * whose zone the user knows; `day` is a length on a day that says no hour.
 */
export type TimeSpan =
  | { kind: 'utc'; start: number; end: number }
  | { kind: 'local'; start: number; end: number; durationMs: number | null }
  | { kind: 'day'; day: number; durationMs: number };

/** One row of an export, in words of no program. */
export type TimeRow = {
  file: string;
  /** From 1, as an editor counts. */
  line: number;
  /** The same for the same row, in every export of it. */
  key: string;
  person: string;
  email: string;
  client: string;
  project: string;
  task: string;
  note: string;
  tags: string[];
  /** Null where it is not said. */
  isBillable: boolean | null;
  span: TimeSpan;
  breakMs: number;
  /** Of an hour, as decimal text; null where none is said. */
  rate: string | null;
  /** ISO 4217; empty where none is said. */
  currency: string;
};

export type TimeProject = {
  name: string;
  client: string;
  isBillable: boolean | null;
  rate: string | null;
  currency: string;
  budgetMinutes: number | null;
  isArchived: boolean;
  tasks: string[];
};

export type UnreadableReason = Exclude<TimeImportMiss['reason'], 'locked'>;

/** A row that was passed over. */
export type UnreadableRow = { file: string; line: number; reason: UnreadableReason; text: string };

/** How '03/04/2024' is meant. */
export type DateOrder = (typeof dateOrders)[number];

/** What files say, all together. */
export type TimeExport = {
  format: TimeFormat;
  rows: TimeRow[];
  projects: TimeProject[];
  unreadable: UnreadableRow[];
  /** Whether some rows say what a clock showed, and not in which zone. */
  needsZone: boolean;
  dateOrder: DateOrder;
  /** Whether the dates can be read either way. */
  isOrderUnsure: boolean;
};
