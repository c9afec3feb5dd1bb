import { type Db, prepare } from '#core/db/query.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';
import type { ControlTotal, StatementRate } from '#shared/contract/statements.ts';
import { AppError } from '#shared/errors.ts';
import type { ColumnMapping } from '#shared/statement-mapping.ts';

/* What history keeps of statements. Their rows are no part of it: whether they count is one word of the statement. */

export type StatementState = {
  name: string;
  source: string;
  note: string;
  state: 'importing' | 'counted' | 'removed';
  reportedMonth: string;
  controlTotals: ControlTotal[];
  isDifferenceKnown: boolean;
  rates: StatementRate[];
};

const statementKind = recordKind<StatementState>({
  name: 'statement',
  table: 'statement',
  columns: {
    name: 'name',
    source: 'source',
    note: 'note',
    state: 'state',
    reportedMonth: 'reported_month',
    controlTotals: json('control_totals'),
    isDifferenceKnown: flag('is_difference_known'),
    rates: json('rates'),
  },
  hasChangedAt: true,
});

/** The rows of one that is gone for good cannot count again, and those that a closed period counted count for good. */
export const statementRecord: typeof statementKind = {
  ...statementKind,
  setter: (db, values, context) => {
    for (const { itemId, field, value } of values) {
      if (prepare(db, 'SELECT 1 FROM statement WHERE id = ?').get(itemId) === undefined) {
        throw new AppError('UNDO_GONE', 'The rows of that statement were taken away for good.', { id: itemId });
      }
      if (field === 'statement:state' && value !== 'counted') refuseClosed(db, itemId);
    }
    statementKind.setter(db, values, context);
    // The same money never counts twice, whichever way it comes: files at once, or an old import that is done again.
    for (const { itemId, field, value } of values) {
      if (field === 'statement:state' && value === 'counted') refuseTwin(db, itemId);
    }
  },
};

/** Throws STATE_REFUSED where another statement that counts was read from the same file. */
function refuseTwin(db: Db, statementId: number): void {
  const twin = prepare(
    db,
    `SELECT other.id FROM statement AS own JOIN statement AS other ON other.sha256 = own.sha256 AND other.id <> own.id
     WHERE own.id = ? AND own.state = 'counted' AND other.state = 'counted'`,
  )
    .pluck()
    .get(statementId) as number | undefined;
  if (twin === undefined) return;
  throw new AppError('STATE_REFUSED', 'That file is in already.', { id: twin });
}

/** Whether a royalty period that is closed counted rows of this statement. */
export function isUsedByClosedPeriod(db: Db, statementId: number): boolean {
  const used = prepare(db, `SELECT 1 FROM royalty_used WHERE kind = 'statement' AND item_id = ?`);
  return used.get(statementId) !== undefined;
}

/** Throws PERIOD_CLOSED. */
export function refuseClosed(db: Db, statementId: number): void {
  if (!isUsedByClosedPeriod(db, statementId)) return;
  throw new AppError('PERIOD_CLOSED', 'A closed period counted this statement. Add a correction instead.', {
    id: statementId,
  });
}

export type StatementItemState = {
  recordingId: number | null;
  releaseId: number | null;
  method: '' | 'isrc' | 'upc' | 'catalogue' | 'alias' | 'hand' | 'ignored';
};

export const statementItemRecord = recordKind<StatementItemState>({
  name: 'statementItem',
  table: 'statement_item',
  columns: { recordingId: 'recording_id', releaseId: 'release_id', method: 'match_method' },
});

export const statementStoreRecord = recordKind<{ key: string }>({
  name: 'statementStore',
  table: 'statement_store',
  columns: { key: 'store_key' },
});

export type StatementMappingState = {
  name: string;
  /** Folded, in order. */
  header: string[];
  mapping: ColumnMapping;
  createdAt: number;
};

export const statementMappingRecord = recordKind<StatementMappingState>({
  name: 'statementMapping',
  table: 'statement_mapping',
  columns: { name: 'name', header: json('header'), mapping: json('mapping'), createdAt: 'created_at' },
});
