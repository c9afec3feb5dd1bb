import type { Amount } from '../../../../shared/amount.ts';
import { type ContractIndex, type Covering, sideOf } from './coverage.ts';
import { addTo, compareAmounts, compareNumbers, compareTexts, quotient } from './exact.ts';
import type { Exchange, Exchanges } from './exchange.ts';
import { type Contract, type Input, type Rate, type State, type Sum, whole } from './input.ts';
import type { Ids, Line, StatementTotal } from './output.ts';
import { nothingFrom } from './reconcile.ts';
import { type Piece, piecesOf } from './spread-release.ts';
import { compileTerms, type MatchingTerm, type Stretch, stretchesOf } from './terms.ts';
import type { Findings } from './warnings.ts';

/** What the lines of one contract come to, in its currency. */
export type Earned = {
  amount: Amount;
  reserve: Amount;
  /** By territory, for withholding. */
  territories: Map<string, Amount>;
};

export type Lines = {
  lines: Line[];
  earned: Map<number, Earned>;
  /** One for each statement and currency. */
  statements: Map<string, StatementTotal>;
  unitCounts: State['unitCounts'];
};

type Work = Lines & {
  index: ContractIndex;
  terms: Map<number, MatchingTerm[]>;
  exchanges: Exchanges;
  findings: Findings;
  counts: Map<string, State['unitCounts'][number]>;
};

const rateScale = BigInt(whole) * BigInt(whole);
const million = 1_000_000n;

/** One line for each contract that a sum comes to. What no line takes is the label's. */
export function makeLines(input: Input, index: ContractIndex, exchanges: Exchanges, findings: Findings): Lines {
  const work: Work = {
    lines: [],
    earned: new Map(),
    statements: new Map(),
    unitCounts: [],
    index,
    exchanges,
    findings,
    terms: new Map(input.contracts.map((contract) => [contract.id, compileTerms(contract)])),
    counts: new Map(
      input.opening.unitCounts.map((count) => [countKey(count.contractId, count.termId, count.assetId), { ...count }]),
    ),
  };
  for (const sum of inOrder(input.sums)) takeSum(work, sum);
  work.unitCounts = [...work.counts.values()].sort(
    (one, other) => one.contractId - other.contractId || one.termId - other.termId || one.assetId - other.assetId,
  );
  return work;
}

/** By time first, because steps count units as they are sold; then by all else, so that the caller's order does not matter. */
export function inOrder(sums: readonly Sum[]): Sum[] {
  return [...sums].sort(
    (one, other) =>
      one.month - other.month ||
      one.statementId - other.statementId ||
      one.itemId - other.itemId ||
      one.storeId - other.storeId ||
      compareTexts(one.territory, other.territory) ||
      compareTexts(one.saleType, other.saleType) ||
      compareTexts(one.format, other.format) ||
      compareTexts(one.priceTier, other.priceTier) ||
      compareTexts(one.currency, other.currency) ||
      compareNumbers(one.recordingId, other.recordingId) ||
      compareNumbers(one.releaseId, other.releaseId) ||
      compareNumbers(one.workId, other.workId) ||
      one.units - other.units ||
      compareAmounts(one.net, other.net) ||
      compareAmounts(one.gross, other.gross) ||
      Number(one.isIgnored) - Number(other.isIgnored),
  );
}

function takeSum(work: Work, sum: Sum): void {
  const total = totalOf(work, sum);
  total.net += sum.net;
  if (sum.isIgnored) {
    total.ignored += sum.net;
    return;
  }
  warnOfUnits(work, sum);
  if (sum.recordingId === null && sum.releaseId === null && sum.workId === null) {
    work.findings.warn('UNMATCHED', { itemId: sum.itemId });
    total.unmatched += sum.net;
    return;
  }
  let taken = 0n;
  for (const piece of piecesOf(sum, work.index, work.findings)) {
    const part = takePiece(work, piece);
    if (part === null) total.withoutContract += piece.net;
    else {
      taken += part;
      total.contracts += part;
      total.label += piece.net - part;
    }
  }
  if (sum.net >= 0n ? taken > sum.net : taken < sum.net) {
    work.findings.warn('MORE_THAN_RECEIVED', { statementId: sum.statementId, itemId: sum.itemId });
  }
}

/** Sales of these types have a number: money for none of them is somebody's mistake. */
const countedSaleTypes = new Set(['stream', 'download', 'physical', 'ugc']);

function warnOfUnits(work: Work, sum: Sum): void {
  if (sum.units !== 0 || sum.net === 0n || !countedSaleTypes.has(sum.saleType)) return;
  work.findings.warn('REVENUE_WITHOUT_UNITS', { statementId: sum.statementId, itemId: sum.itemId });
}

function totalOf(work: Work, { statementId, currency }: Sum): StatementTotal {
  const key = `${statementId} ${currency}`;
  const known = work.statements.get(key);
  if (known) return known;
  const total = { statementId, ...nothingFrom(currency) };
  work.statements.set(key, total);
  return total;
}

/** What contracts take of it, in the statement's currency; null where there is none. */
function takePiece(work: Work, piece: Piece): Amount | null {
  const { sum, recordingId, releaseId } = piece;
  const asset = { workId: sum.workId, recordingId, releaseId, side: sideOf(sum.saleType) };
  const { contracts, isAmbiguous } = work.index.find(asset, sum.month);
  if (isAmbiguous && recordingId !== null) work.findings.warn('RELEASE_AMBIGUOUS', { recordingId });
  if (contracts.length === 0) {
    if (!isAmbiguous) work.findings.warn('NO_CONTRACT', assetIds(piece));
    return null;
  }
  warnOfOverlap(work, contracts);
  let taken = 0n;
  for (const covering of contracts) taken += takeContract(work, piece, covering);
  return taken;
}

/** What a contract would have to be about. */
function assetIds({ sum: { workId }, recordingId, releaseId }: Piece): Ids {
  if (recordingId !== null) return { recordingId };
  return releaseId === null ? { workId: workId ?? 0 } : { releaseId };
}

function warnOfOverlap(work: Work, contracts: readonly Covering[]): void {
  if (contracts.length === 1) return;
  const equals = contracts.filter(({ contract }) => !contract.isAlongside);
  for (const [index, { contract }] of equals.entries()) {
    const next = equals[index + 1];
    if (next) {
      work.findings.warn('CONTRACTS_OVERLAP', { contractId: contract.id, otherContractId: next.contract.id });
    }
  }
}

function takeContract(work: Work, piece: Piece, { contract, level }: Covering): Amount {
  const { sum, recordingId, releaseId } = piece;
  const term = work.terms.get(contract.id)?.find((each) => each.matches(sum, recordingId, releaseId));
  if (!term) {
    work.findings.warn('NO_TERM', { contractId: contract.id });
    return 0n;
  }
  const base = baseOf(work, piece, contract, term);
  const exchange = work.exchanges.ofStatement(sum.statementId, sum.currency, contract.currency, contract.id);
  let taken = 0n;
  for (const stretch of countUnits(work, contract, term, piece, base)) {
    const line = lineOf(contract, term, level, piece, stretch, exchange);
    work.lines.push(line);
    addEarned(work, line);
    taken += line.source;
  }
  return taken;
}

function baseOf(work: Work, { sum, net, gross }: Piece, contract: Contract, term: MatchingTerm): Amount {
  if (term.basis !== 'gross') return net;
  // A file without a gross column gives 0 as well as null; a rate of nothing would be a guess.
  if (gross === null || (sum.gross === 0n && sum.net !== 0n)) {
    const ids = { statementId: sum.statementId, itemId: sum.itemId, contractId: contract.id, termId: term.id };
    work.findings.refuse('GROSS_UNKNOWN', ids);
    return 0n;
  }
  return gross;
}

function countUnits(work: Work, contract: Contract, term: MatchingTerm, piece: Piece, base: Amount): Stretch[] {
  if (term.steps.length === 0) return [{ step: 0, units: piece.units, base }];
  const assetId = assetOf(term, piece);
  const key = countKey(contract.id, term.id, assetId);
  const count = work.counts.get(key) ?? { contractId: contract.id, termId: term.id, assetId, units: 0n };
  work.counts.set(key, count);
  const stretches = stretchesOf(term.steps, count.units, piece.units, base);
  count.units += piece.units;
  return stretches;
}

function assetOf({ countBy }: MatchingTerm, { recordingId, releaseId }: Piece): number {
  if (countBy === 'contract') return 0;
  return (countBy === 'release' ? releaseId : recordingId) ?? 0;
}

function countKey(contractId: number, termId: number, assetId: number): string {
  return `${contractId} ${termId} ${assetId}`;
}

function lineOf(
  contract: Contract,
  term: MatchingTerm,
  level: Covering['level'],
  { sum, recordingId, weight, weightOf }: Piece,
  { step, units, base }: Stretch,
  exchange: Exchange,
): Line {
  const { rate, perUnit } = step === 0 ? term : (term.steps[step - 1] as MatchingTerm['steps'][number]);
  const deduction = sum.saleType === 'physical' ? term.deduction : 0;
  const { over, under } = exchange.fraction;
  const kept = BigInt(whole - deduction);
  let source: Amount;
  let amount: Amount;
  if (term.basis === 'perUnit') {
    const exact = perUnit * units * kept;
    amount = quotient(exact, rateScale);
    source = quotient(exact * under, rateScale * over);
  } else {
    const exact = base * kept * BigInt(rate);
    source = quotient(exact, rateScale);
    amount = over === under ? source : quotient(exact * over, rateScale * under);
  }
  const { id: contractId } = contract;
  const termId = contract.terms.length === 0 ? null : term.id;
  const { basis } = term;
  const rule = { contractId, termId, level, basis, deduction, rate, perUnit, step, exchangeRate: exchange.text };
  const reserve = reserveOf(contract, term, sum, base, amount, exchange);
  return { ...rule, sum, recordingId, weight, weightOf, units, base, source, amount, reserve };
}

/** Nothing of what is negative: a return would give the payee money. */
function reserveOf(
  contract: Contract,
  term: MatchingTerm,
  sum: Sum,
  base: Amount,
  amount: Amount,
  { fraction }: Exchange,
): Amount {
  const { reserve } = contract;
  if (!reserve || amount <= 0n || base <= 0n || !reserve.saleTypes.includes(sum.saleType)) return 0n;
  const rate = BigInt(term.reserveRate ?? reserve.rate);
  const due = contract.kind === 'classic' ? quotient(amount * BigInt(contract.profitRate), million) : amount;
  if (reserve.basis === 'post') return quotient(due * rate, million);
  const held = quotient(base * fraction.over * rate, million * fraction.under);
  return held < due ? held : due;
}

function addEarned(work: Work, { contractId, amount, reserve, sum }: Line): void {
  const known = work.earned.get(contractId);
  const earned = known ?? { amount: 0n, reserve: 0n, territories: new Map<string, Amount>() };
  if (!known) work.earned.set(contractId, earned);
  earned.amount += amount;
  earned.reserve += reserve;
  addTo(earned.territories, sum.territory, amount);
}

/** The rate that a contract takes costs at: all of one, but a flexible profit share shares them as it shares income. */
export function costRateOf(contract: Contract): Rate {
  return contract.kind === 'flexible' ? contract.profitRate : whole;
}
