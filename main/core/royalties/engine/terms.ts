import { allocateWhole } from '../../../../shared/money.ts';
import { type Condition, type Contract, type Step, type Sum, type Term, whole } from './input.ts';

export type MatchingTerm = Term & {
  matches: (sum: Sum, recordingId: number | null, releaseId: number | null) => boolean;
};

/** A contract's terms, ready to be asked often; `steps` in order. */
export function compileTerms(contract: Contract): MatchingTerm[] {
  const terms = contract.terms.length === 0 && contract.kind !== 'royalty' ? [allIncome(contract)] : contract.terms;
  return terms.map((term) => ({
    ...term,
    steps: [...term.steps].sort((one, other) => one.aboveUnits - other.aboveUnits),
    matches: matcherOf(term.when),
  }));
}

/** What a profit share without terms counts with. A classic one applies its rate to the pool, so all of a line goes there. */
function allIncome(contract: Contract): Term {
  return {
    id: 0,
    when: anything,
    basis: 'net',
    rate: contract.kind === 'classic' ? whole : contract.profitRate,
    perUnit: 0n,
    deduction: 0,
    steps: [],
    countBy: 'contract',
    reserveRate: null,
  };
}

export const anything: Condition = {
  saleTypes: [],
  storeIds: [],
  territories: [],
  exceptTerritories: [],
  formats: [],
  priceTiers: [],
  recordingIds: [],
  releaseIds: [],
  from: null,
  to: null,
};

function matcherOf(when: Condition): MatchingTerm['matches'] {
  const saleTypes = listed(when.saleTypes);
  const stores = listed(when.storeIds);
  const territories = listed(when.territories);
  const except = new Set(when.exceptTerritories);
  const formats = listed(when.formats);
  const tiers = listed(when.priceTiers);
  const recordings = listed(when.recordingIds);
  const releases = listed(when.releaseIds);
  return (sum, recordingId, releaseId) =>
    saleTypes(sum.saleType) &&
    stores(sum.storeId) &&
    territories(sum.territory) &&
    !except.has(sum.territory) &&
    formats(sum.format) &&
    tiers(sum.priceTier) &&
    recordings(recordingId) &&
    releases(releaseId) &&
    (when.from === null || when.from <= sum.month) &&
    (when.to === null || sum.month <= when.to);
}

function listed<Value>(values: readonly Value[]): (value: Value | null) => boolean {
  if (values.length === 0) return () => true;
  const all = new Set<Value | null>(values);
  return (value) => all.has(value);
}

/** A stretch of units that one step counts for. */
export type Stretch = { step: number; units: bigint; base: bigint };

const million = 1_000_000n;

/**
 * Which steps a sum falls on, when `before` units were sold already. Returns run backwards through the same steps. The base is
 * divided by units.
 */
export function stretchesOf(steps: readonly Step[], before: bigint, units: bigint, base: bigint): Stretch[] {
  const limits = steps.map(({ aboveUnits }) => BigInt(aboveUnits) * million);
  const after = before + units;
  if (units === 0n || limits.length === 0) return [{ step: stepAt(limits, before), units, base }];
  const [low, high] = units > 0n ? [before, after] : [after, before];
  const edges = [low, ...limits.filter((limit) => limit > low && limit < high), high];
  const parts = edges.slice(1).map((edge, index) => {
    const from = edges[index] as bigint;
    return { step: stepAt(limits, from), size: edge - from };
  });
  const bases = allocateWhole(
    base,
    parts.map(({ size }) => size),
  );
  const sign = units > 0n ? 1n : -1n;
  return parts.map(({ step, size }, index) => ({ step, units: sign * size, base: bases[index] as bigint }));
}

/** The step of the next unit after `count`: one is left when its limit is reached. */
function stepAt(limits: readonly bigint[], count: bigint): number {
  let step = 0;
  while (step < limits.length && (limits[step] as bigint) <= count) step++;
  return step;
}
