import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, multiplyAmount } from '#shared/amount.ts';
import type { RoyaltyWhy } from '#shared/contract/royalties.ts';
import type { Counted } from '../calculation/pack.ts';
import { quotient } from '../engine/exact.ts';
import { type Rate, whole } from '../engine/input.ts';
import type { Line } from '../engine/output.ts';
import { monthText } from '../statement-scope.ts';
import { storeName } from './receipts-of-period.ts';

export type WhyGroup = RoyaltyWhy['group'];

type Store = { name: string; store_key: string };

/** Says what lines are about, and what of them is a payee's. */
export class LineBook {
  readonly #db: Db;
  readonly #stores = new Map<number, Store>();
  readonly #titles = new Map<number, string>();
  readonly #contracts: ReadonlyMap<number, Counted['contracts'][number]>;

  constructor(db: Db, counted: Counted) {
    this.#db = db;
    this.#contracts = new Map(counted.contracts.map((contract) => [contract.id, contract]));
  }

  contract(id: number): Counted['contracts'][number] | undefined {
    return this.#contracts.get(id);
  }

  shareOf(contractId: number, payeeId: number): Rate {
    return this.#contracts.get(contractId)?.payees.find((payee) => payee.payeeId === payeeId)?.share ?? 0;
  }

  /** Of one payee, unrounded, in the contract's currency; of a classic profit share, had there been no costs. */
  amountOf(line: Line, payeeId: number): Amount {
    const contract = this.#contracts.get(line.contractId);
    const rate = contract?.kind === 'classic' ? contract.profitRate : whole;
    return quotient(line.amount * BigInt(this.shareOf(line.contractId, payeeId)) * BigInt(rate), 10n ** 12n);
  }

  /** What it is earned from, in the contract's currency. */
  baseOf({ base, exchangeRate }: Line): Amount {
    return exchangeRate === '1' || exchangeRate === '' ? base : multiplyAmount(base, exchangeRate);
  }

  keyOf({ sum, recordingId }: Line, group: WhyGroup): string {
    if (group === 'store') return this.#store(sum.storeId).store_key || `store ${sum.storeId}`;
    if (group === 'recording') return String(recordingId ?? 0);
    if (group === 'territory') return sum.territory;
    return group === 'saleType' ? sum.saleType : monthText(sum.month);
  }

  nameOf(line: Line, group: WhyGroup): string {
    if (group === 'store') return this.storeName(line.sum.storeId);
    return group === 'recording' ? this.titleOf(line.recordingId) : this.keyOf(line, group);
  }

  storeName(id: number): string {
    const { name, store_key: key } = this.#store(id);
    return key === '' ? name : storeName(key);
  }

  titleOf(recordingId: number | null): string {
    if (recordingId === null) return '';
    const known = this.#titles.get(recordingId);
    if (known !== undefined) return known;
    const title = prepare(
      this.#db,
      `SELECT title || CASE version_title WHEN '' THEN '' ELSE ' (' || version_title || ')' END FROM recording WHERE id = ?`,
    )
      .pluck()
      .get(recordingId) as string | undefined;
    this.#titles.set(recordingId, title ?? '');
    return title ?? '';
  }

  #store(id: number): Store {
    const known = this.#stores.get(id);
    if (known) return known;
    const row = prepare(this.#db, 'SELECT name, store_key FROM statement_store WHERE id = ?').get(id) as
      | Store
      | undefined;
    const store = row ?? { name: '', store_key: '' };
    this.#stores.set(id, store);
    return store;
  }
}
