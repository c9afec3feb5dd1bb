import { type Db, prepare } from '#core/db/query.ts';
import type { RoyaltyProblem, RoyaltyWarning } from '#shared/contract/royalties.ts';
import type { Ids, Problem, Warning } from './engine/output.ts';

const mostWarnings = 500;

const tables: Partial<Record<keyof Ids, { table: string; column: string }>> = {
  contractId: { table: 'contract', column: 'name' },
  otherContractId: { table: 'contract', column: 'name' },
  costId: { table: 'royalty_cost', column: 'description' },
  groupId: { table: 'contract_group', column: 'name' },
  itemId: { table: 'statement_item', column: 'title' },
  payeeId: { table: 'payee', column: 'name' },
  recordingId: { table: 'recording', column: 'title' },
  releaseId: { table: 'release', column: 'title' },
  statementId: { table: 'statement', column: 'name' },
};

/** With the names of what they are about, so that one knows where to look. */
export function namedProblems(db: Db, problems: readonly Problem[]): RoyaltyProblem[] {
  return problems.slice(0, mostWarnings).map(({ code, ids, value }) => ({ code, names: namesOf(db, ids), value }));
}

export function namedWarnings(db: Db, warnings: readonly Warning[]): RoyaltyWarning[] {
  return warnings
    .slice(0, mostWarnings)
    .map(({ code, ids, count }) => ({ code, names: namesOf(db, ids), value: '', count }));
}

function namesOf(db: Db, ids: Ids): string[] {
  return Object.entries(ids).flatMap(([key, id]) => {
    const of = tables[key as keyof Ids];
    if (!of) return [];
    const name = prepare(db, `SELECT ${of.column} FROM ${of.table} WHERE id = ?`).pluck().get(id) as string | undefined;
    return name ? [name] : [];
  });
}
