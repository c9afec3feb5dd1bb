import { type Db, prepare } from '#core/db/query.ts';
import type { ContractFields } from '#shared/contract/contracts.ts';
import { AppError } from '#shared/errors.ts';
import { sumOf } from './engine/exact.ts';
import { whole } from './engine/input.ts';
import { requireCurrency } from './payee-changes.ts';
import type { ContractState, TermState } from './royalty-records.ts';

/** 999 900 is '99.99 %'. */
export function percentText(rate: number): string {
  const text = (Math.abs(rate) / 10_000).toFixed(4).replace(/\.?0+$/, '');
  return `${rate < 0 ? '−' : ''}${text} %`;
}

/** Throws SPLIT_NOT_WHOLE, with what is missing. `of` names what is split. */
export function requireWhole(shares: readonly number[], of: string): void {
  const sum = sumOf(shares);
  if (sum === whole) return;
  const missing = whole - sum;
  throw new AppError(
    'SPLIT_NOT_WHOLE',
    missing > 0
      ? `The shares of ${of} come to ${percentText(sum)}: ${percentText(missing)} is missing.`
      : `The shares of ${of} come to ${percentText(sum)}: ${percentText(-missing)} too much.`,
    { of, sum: percentText(sum), missing: percentText(missing) },
  );
}

export type DraftContract = Omit<ContractState, 'lastTermId' | 'archivedAt' | 'createdAt'>;

/** With numbers for new terms. Throws what `contracts.make` says. */
export function checkedContract(
  db: Db,
  draft: DraftContract,
  lastTermId: number,
): DraftContract & { lastTermId: number } {
  requireCurrency(draft.currency);
  requireWhole(
    draft.payees.map(({ share }) => share),
    draft.name,
  );
  const payeeIds = draft.payees.map(({ payeeId }) => payeeId);
  if (new Set(payeeIds).size < payeeIds.length) throw invalid('payees', 'A payee stands there twice.');
  for (const id of payeeIds) requireRow(db, 'payee', id);
  checkAssets(db, draft);
  if (draft.fromMonth !== '' && draft.toMonth !== '' && draft.fromMonth > draft.toMonth) {
    throw invalid('toMonth', 'It ends before it begins.');
  }
  if (draft.kind === 'royalty' && draft.terms.length === 0) {
    throw invalid('terms', 'A contract of royalties says a rate.');
  }
  if (draft.reserve && sumOf(draft.reserve.schedule) !== whole) {
    const sum = percentText(sumOf(draft.reserve.schedule));
    throw new AppError('SPLIT_NOT_WHOLE', `What is given back of the reserve comes to ${sum}.`, {
      of: draft.name,
      sum,
    });
  }
  return { ...draft, ...numberTerms(draft.terms, lastTermId) };
}

/** A term keeps its number, under which units are counted; no number is given twice. */
function numberTerms(terms: readonly TermState[], last: number): { terms: TermState[]; lastTermId: number } {
  let lastTermId = Math.max(last, ...terms.map(({ id }) => id));
  const taken = new Set<number>();
  const numbered = terms.map((term) => {
    const isNew = term.id === 0 || term.id > last || taken.has(term.id);
    const id = isNew ? ++lastTermId : term.id;
    taken.add(id);
    checkSteps(term);
    return { ...term, id };
  });
  return { terms: numbered, lastTermId };
}

function checkSteps({ steps }: TermState): void {
  const limits = steps.map(({ aboveUnits }) => aboveUnits);
  if (new Set(limits).size < limits.length) throw invalid('steps', 'Two steps begin at the same number of units.');
}

const assetKeys = { artist: 'artistIds', release: 'releaseIds', recording: 'recordingIds', work: 'workIds' } as const;
const assetTables = { artist: 'person', release: 'release', recording: 'recording', work: 'work' } as const;

function checkAssets(db: Db, { scope, assets, side }: DraftContract): void {
  if (scope === 'default') return;
  if (scope === 'work' && side === 'master') throw invalid('scope', 'A work is of the side of compositions.');
  const ids = assets[assetKeys[scope]];
  if (ids.length === 0) throw invalid('assets', 'Choose what the contract is about.');
  for (const id of ids) requireRow(db, assetTables[scope], id);
}

function requireRow(db: Db, table: string, id: number): void {
  if (prepare(db, `SELECT 1 FROM ${table} WHERE id = ?`).get(id) === undefined) {
    throw new AppError('NOT_FOUND', 'That is not here any more.', { kind: table, id });
  }
}

function invalid(at: string, message: string): AppError {
  return new AppError('INVALID_INPUT', message, { at });
}

export function draftOf(fields: ContractFields): DraftContract {
  return fields as DraftContract;
}

export const noAssets: ContractState['assets'] = { artistIds: [], releaseIds: [], recordingIds: [], workIds: [] };

/** A rate of net receipts, of everything. */
export function plainTerm(rate: number): TermState {
  return {
    id: 0,
    ...{ saleTypes: [], storeKeys: [], territories: [], exceptTerritories: [], formats: [] },
    ...{ recordingIds: [], releaseIds: [], fromMonth: '', toMonth: '' },
    ...{ basis: 'net', rate, perUnit: '0', deduction: 0, steps: [], countBy: 'contract', reserveRate: null },
  };
}
