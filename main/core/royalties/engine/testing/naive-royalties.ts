import type { Contract, Cost, Input, Sum, Term } from '../input.ts';

/*
 * Royalties counted again in another way, as an oracle of the engine: fractions that are never rounded, lists searched from the
 * start for each line, no index. It knows contracts, terms, spreading, deductions, exchange, costs, profit shares, reserves and
 * entries; no steps, transfers or withholding. It shares no code with the engine.
 */

class Ratio {
  readonly over: bigint;
  readonly under: bigint;
  constructor(over: bigint, under = 1n) {
    this.over = over;
    this.under = under;
  }
  plus(other: Ratio): Ratio {
    return new Ratio(this.over * other.under + other.over * this.under, this.under * other.under).reduced();
  }
  minus(other: Ratio): Ratio {
    return this.plus(new Ratio(-other.over, other.under));
  }
  times(other: Ratio): Ratio {
    return new Ratio(this.over * other.over, this.under * other.under).reduced();
  }
  isLess(other: Ratio): boolean {
    return this.over * other.under < other.over * this.under;
  }
  isSame(other: Ratio): boolean {
    return this.over * other.under === other.over * this.under;
  }
  floor(): bigint {
    const floor = this.over / this.under;
    return this.over < 0n && floor * this.under !== this.over ? floor - 1n : floor;
  }
  private reduced(): Ratio {
    let [a, b] = [this.over < 0n ? -this.over : this.over, this.under];
    while (b !== 0n) [a, b] = [b, a % b];
    return a === 0n ? new Ratio(0n) : new Ratio(this.over / a, this.under / a);
  }
}

const zero = new Ratio(0n);
const half = new Ratio(1n, 2n);
const part = (rate: number) => new Ratio(BigInt(rate), 1_000_000n);
const least = (one: Ratio, other: Ratio) => (one.isLess(other) ? one : other);

function decimal(text: string): Ratio {
  const [whole = '', fraction = ''] = text.split('.');
  return new Ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

/** In the smallest unit of a currency with two digits. */
function cents(amount: bigint): Ratio {
  return new Ratio(amount, 10_000_000_000n);
}

/** To whole cents, a half away from nothing. */
function rounded(value: Ratio): number {
  if (value.isLess(zero)) return 0 - rounded(zero.minus(value));
  return Number(value.plus(half).floor());
}

/** Whoever is furthest below what is exact gets the next cent. */
function shared(total: number, payees: Contract['payees']): Map<number, number> {
  if (total < 0) return new Map([...shared(-total, payees)].map(([id, amount]) => [id, 0 - amount]));
  const parts = payees.map(({ payeeId, share }) => {
    const exact = new Ratio(BigInt(total)).times(part(share));
    return { payeeId, share, exact, has: Number(exact.floor()) };
  });
  for (let left = total - parts.reduce((sum, { has }) => sum + has, 0); left > 0; left--) {
    let best = parts[0] as (typeof parts)[number];
    for (const each of parts) {
      const [lack, most] = [each, best].map(({ exact, has }) => exact.minus(new Ratio(BigInt(has)))) as [Ratio, Ratio];
      const isFirst = each.share > best.share || (each.share === best.share && each.payeeId < best.payeeId);
      if (most.isLess(lack) || (most.isSame(lack) && isFirst)) best = each;
    }
    best.has++;
  }
  return new Map(parts.map(({ payeeId, has }) => [payeeId, has]));
}

type Split = { sum: Sum; recordingId: number | null; fraction: Ratio };

function splitsOf(input: Input, sum: Sum): Split[] {
  const release = input.releases.find(({ id }) => id === sum.releaseId);
  if (sum.recordingId !== null || !release) return [{ sum, recordingId: sum.recordingId, fraction: new Ratio(1n) }];
  const total = release.tracks.reduce((before, { weight }) => before + (release.spread === 'equal' ? 1 : weight), 0);
  return release.tracks.map(({ recordingId, weight }) => {
    return { sum, recordingId, fraction: new Ratio(BigInt(release.spread === 'equal' ? 1 : weight), BigInt(total)) };
  });
}

function contractsFor(input: Input, { sum, recordingId }: Split): Contract[] {
  const isOpen = ({ from, to }: Contract) => (from ?? 0) <= sum.month && sum.month <= (to ?? 999_999);
  const side = ['mechanical', 'performance', 'publishing', 'print'].includes(sum.saleType) ? 'composition' : 'master';
  const open = input.contracts.filter((contract) => contract.side === side && isOpen(contract));
  const artists = input.recordings.find(({ id }) => id === recordingId)?.artistIds ?? [];
  const onReleases = input.releases.filter(({ tracks }) => tracks.some((track) => track.recordingId === recordingId));
  const releaseIds = sum.releaseId === null ? onReleases.map(({ id }) => id) : [sum.releaseId];
  const levels = [
    (contract: Contract) => contract.recordingIds.includes(recordingId ?? -1),
    (contract: Contract) => contract.releaseIds.some((id) => releaseIds.includes(id)),
    (contract: Contract) => contract.artistIds.some((id) => artists.includes(id)),
    (contract: Contract) => contract.isDefault,
  ];
  for (const [level, isCovered] of levels.entries()) {
    const found = open.filter(isCovered);
    // Its releases are treated differently, and nobody said which one it is.
    if (level === 1 && found.some((contract) => !releaseIds.every((id) => contract.releaseIds.includes(id)))) return [];
    if (found.length > 0) return found;
  }
  return [];
}

function termFor(
  { terms, kind, profitRate }: Contract,
  { sum }: Split,
): Pick<Term, 'basis' | 'rate' | 'perUnit' | 'deduction'> | null {
  if (terms.length === 0 && kind !== 'royalty') {
    return { basis: 'net', rate: kind === 'classic' ? 1_000_000 : profitRate, perUnit: 0n, deduction: 0 };
  }
  const allows = <Value>(list: Value[], value: Value) => list.length === 0 || list.includes(value);
  for (const term of terms) {
    const { saleTypes, territories, storeIds, from, to } = term.when;
    const isInTime = (from ?? 0) <= sum.month && sum.month <= (to ?? 999_999);
    const isKind = allows(saleTypes, sum.saleType) && allows(storeIds, sum.storeId);
    if (isInTime && isKind && allows(territories, sum.territory)) return term;
  }
  return null;
}

function rateFor(input: Input, statementId: number | null, from: string, to: string): Ratio {
  if (from === to) return new Ratio(1n);
  const found = input.rates.find((each) => each.statementId === statementId && each.from === from && each.to === to);
  return decimal(found?.rate as string);
}

type Total = { income: Ratio; reserve: Ratio; costs: Ratio };

function totalsOf(input: Input): Map<number, Total> {
  const totals = new Map(input.contracts.map(({ id }) => [id, { income: zero, reserve: zero, costs: zero }]));
  for (const sum of input.sums) {
    if (sum.isIgnored || (sum.recordingId === null && sum.releaseId === null)) continue;
    for (const split of splitsOf(input, sum)) {
      for (const contract of contractsFor(input, split)) {
        addLine(input, totals.get(contract.id) as Total, contract, split);
      }
    }
  }
  for (const cost of input.costs) addCost(input, totals, cost);
  return totals;
}

function addLine(input: Input, total: Total, contract: Contract, split: Split): void {
  const term = termFor(contract, split);
  if (!term) return;
  const { sum, fraction } = split;
  const isPhysical = sum.saleType === 'physical';
  const exchange = rateFor(input, sum.statementId, sum.currency, contract.currency);
  const base = cents(term.basis === 'gross' ? (sum.gross as bigint) : sum.net)
    .times(fraction)
    .times(exchange);
  const kept = part(isPhysical ? 1_000_000 - term.deduction : 1_000_000);
  const perUnit = cents(term.perUnit)
    .times(new Ratio(BigInt(sum.units)))
    .times(fraction);
  const earned = (term.basis === 'perUnit' ? perUnit : base.times(part(term.rate))).times(kept);
  total.income = total.income.plus(earned);
  if (!contract.reserve || !isPhysical || !zero.isLess(earned) || !zero.isLess(base)) return;
  const due = contract.kind === 'classic' ? earned.times(part(contract.profitRate)) : earned;
  const held = (contract.reserve.basis === 'post' ? due : base).times(part(contract.reserve.rate));
  total.reserve = total.reserve.plus(least(held, due));
}

function addCost(input: Input, totals: Map<number, Total>, cost: Cost): void {
  if (cost.target.kind !== 'contracts') throw new Error('The oracle knows costs of contracts only.');
  const ids = [...new Set(cost.target.contractIds)].sort((one, other) => one - other);
  for (const [place, id] of ids.entries()) {
    const contract = input.contracts.find((each) => each.id === id) as Contract;
    const total = totals.get(id) as Total;
    // Cents are not cut: who comes first bears one more while some are left.
    const cents = Math.floor(cost.amount / ids.length) + (place < cost.amount % ids.length ? 1 : 0);
    const each = new Ratio(BigInt(cost.sharing === 'full' ? cost.amount : cents), 1n);
    const rate = contract.kind === 'flexible' ? part(contract.profitRate) : new Ratio(1n);
    const exchange = rateFor(input, null, cost.currency, contract.currency);
    total.costs = total.costs.plus(each.times(part(cost.recoupable)).times(rate).times(exchange));
  }
}

const signs = {
  openingCredit: 1,
  openingDebit: -1,
  advance: -1,
  payment: -1,
  paymentReturned: 1,
  credit: 1,
  debit: -1,
};

/** Closing balances by 'contract payee', in cents. For currencies with two digits, and periods without held reserves. */
export function naiveClosings(input: Input): Map<string, number> {
  const closings = new Map<string, number>();
  const add = (contract: Contract, amounts: Map<number, number>) => {
    for (const [payeeId, amount] of amounts) {
      const key = `${contract.id} ${payeeId}`;
      closings.set(key, (closings.get(key) ?? 0) + amount);
    }
  };
  const totals = totalsOf(input);
  for (const contract of input.contracts) {
    const { income, reserve, costs } = totals.get(contract.id) as Total;
    const opening = input.opening.pools.find(({ contractId }) => contractId === contract.id);
    const pool = cents(opening?.amount ?? 0n);
    const target = (value: Ratio) => (zero.isLess(value) ? value.times(part(contract.profitRate)) : value);
    const isClassic = contract.kind === 'classic';
    const earned = isClassic ? target(pool.plus(income)).minus(target(pool)) : income;
    const after = pool.plus(income);
    const charged = isClassic ? target(after).minus(target(after.minus(costs))) : costs;
    for (const movement of [rounded(earned), 0 - rounded(charged), 0 - rounded(reserve)]) {
      add(contract, shared(movement, contract.payees));
    }
    for (const { contractId, payeeId, kind, amount } of input.entries) {
      if (contractId !== contract.id) continue;
      const signed = signs[kind] * amount;
      add(contract, payeeId === null ? shared(signed, contract.payees) : new Map([[payeeId, signed]]));
    }
    for (const { contractId, payeeId, amount } of input.opening.balances) {
      if (contractId === contract.id) add(contract, new Map([[payeeId, amount]]));
    }
  }
  return closings;
}
