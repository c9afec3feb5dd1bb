import type { PaperFormat } from '#core/papers/paper.ts';
import type {
  RoyaltyComparison,
  RoyaltyLine,
  RoyaltyOverview,
  RoyaltyPeriod,
  RoyaltyProblem,
  RoyaltyWhy,
  ScenarioChanges,
} from '#shared/contract/royalties.ts';
import type { StatementWords } from '#shared/contract/royalty-words.ts';
import type { Packed } from './calculation/pack.ts';
import type { Movements, Payout } from './engine/output.ts';
import type { StatementParties } from './papers/statement-paper.ts';
import type { LinesOrder, WhyOrder } from './reading/why.ts';

/** What a thread that only reads is asked for; see main/workers/royalties.worker.ts. */
export type RoyaltyTasks = {
  calculate: { input: { periodId: number }; output: CalculateAnswer };
  overview: { input: { period: RoyaltyPeriod }; output: RoyaltyOverview };
  /** Reads what was kept and throws where it is not what was written. */
  verify: { input: { periodId: number }; output: { isWhole: true } };
  why: { input: { periodId: number; order: WhyOrder }; output: RoyaltyWhy };
  lines: { input: { periodId: number; order: LinesOrder }; output: { lines: RoyaltyLine[]; lineCount: number } };
  compare: { input: { periodId: number; changes: ScenarioChanges }; output: RoyaltyComparison };
  paper: { input: PaperInput; output: { bytes: Uint8Array } };
};

export type PaperInput = {
  periodId: number;
  payeeId: number;
  format: PaperFormat;
  pageSize: 'A4' | 'LETTER';
  words: StatementWords;
  parties: StatementParties;
  now: number;
};

export type RoyaltyTaskKind = keyof RoyaltyTasks;
export type RoyaltyTask = {
  [Kind in RoyaltyTaskKind]: { kind: Kind; file: string } & RoyaltyTasks[Kind]['input'];
}[RoyaltyTaskKind];
export type RoyaltyAnswer = RoyaltyTasks[RoyaltyTaskKind]['output'];

export type BalanceRow = {
  contractId: number;
  payeeId: number;
  currency: string;
  movements: Movements;
  closing: number;
};

export type CalculateAnswer =
  | {
      kind: 'calculated';
      input: Packed;
      output: Packed;
      base: string;
      books: string;
      balances: BalanceRow[];
      payouts: Pick<Payout, 'payeeId' | 'currency' | 'gross' | 'withheld' | 'payable' | 'carried' | 'reason'>[];
    }
  | { kind: 'refused'; problems: RoyaltyProblem[] };
