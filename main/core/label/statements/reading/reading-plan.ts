import type { DecimalSign } from '#shared/amount.ts';
import type { ColumnMapping, StreamField } from '#shared/statement-mapping.ts';
import type { DateOrder, Period } from './statement-date.ts';
import type { Encoding } from './text-pieces.ts';

export type TableKind = 'csv' | 'xlsx' | 'dsr';

/** Where the rows of a table stand in a file. */
export type TablePlace = {
  kind: TableKind;
  /** The file within a ZIP that holds the table. */
  member: string | null;
  /** Of a workbook. */
  sheet: string | null;
  encoding: Encoding;
  delimiter: string;
  lineEnd: '\n' | '\r';
};

/** Fields of a service's own figures by the columns they stand in. */
export type StreamMapping = {
  fields: Partial<Record<StreamField, string[]>>;
  /** The title, where it stands in the name of the file alone. */
  title: string | null;
};

/** Everything `readStatement` needs: plain JSON, to be sent to a thread and kept beside what was read. */
export type ReadingPlan = TablePlace & {
  content: 'sales' | 'streams';
  /** The built-in format, or null for a mapping of the user's. */
  format: string | null;
  /** The row of the headings, from 1; 0 where there are none. */
  headerRow: number;
  columns: string[];
  /** Those whose cells come out in `raw`. */
  keptColumns: string[];
  mapping: ColumnMapping;
  streams: StreamMapping | null;
  decimal: DecimalSign;
  dateOrder: DateOrder;
  /** Counts instead of whatever the file says; null: the file's, else the mapping's. */
  currency: string | null;
  /** Of rows that tell no date. */
  period: Period | null;
  /** DSR: whose shares are read; null: everybody's. */
  rightsControllers: string[] | null;
};
