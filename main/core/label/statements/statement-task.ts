import type { DraftChoice, DraftQuestion } from '#shared/contract/statements.ts';
import type { ColumnMapping } from '#shared/statement-mapping.ts';
import type { ItemSpelling } from './packed-batch.ts';
import type { ReadingPlan } from './reading/reading-plan.ts';
import type { RowProblem, StatementRow, StatementTotals } from './reading/statement-row.ts';

/** A mapping that somebody made, by the headings of its file. */
export type KnownMapping = { id: number; name: string; header: string[]; mapping: ColumnMapping };

/** What was chosen for a file that changes how its rows are read. */
export type LookChoice = Pick<
  DraftChoice,
  | 'format'
  | 'mapping'
  | 'headerRow'
  | 'decimal'
  | 'dateOrder'
  | 'delimiter'
  | 'encoding'
  | 'sheet'
  | 'member'
  | 'currency'
  | 'period'
>;

export type LookTask = {
  type: 'look';
  path: string;
  name: string;
  choice: LookChoice;
  knownMappings: KnownMapping[];
};

/** What a reading thread is asked. `begin` answers with the first batch, `next` with the one behind. */
export type StatementTask =
  | LookTask
  | { type: 'begin'; path: string; plan: ReadingPlan; sha256: string }
  | { type: 'next' }
  /** Brings what was written into the database file, which takes longer than the core may be held. */
  | { type: 'checkpoint'; file: string };

export type SeenItem = { spelling: ItemSpelling; rows: number };

/** All that is known of a file without the library. */
export type LookAnswer = {
  sha256: string;
  plan: ReadingPlan;
  sniffed: SniffFacts;
  totals: StatementTotals | null;
  fingerprint: string;
  firstRows: string[][];
  lines: StatementRow[];
  stores: string[];
  items: SeenItem[];
  problems: RowProblem[];
};

export type SniffFacts = {
  kind: string;
  formats: { id: string; name: string }[];
  /** Of the format, or of the mapping; empty where nothing is known. */
  formatName: string;
  mappingId: number | null;
  isUnknown: boolean;
  because: string[];
  moneyColumns: string[];
  moneyNote: string;
  personalColumns: string[];
  sheets: string[];
  members: string[];
  questions: DraftQuestion[];
};
