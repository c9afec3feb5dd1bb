import { type Amount, toMinor } from '../../../../shared/amount.ts';
import { allocate } from '../../../../shared/money.ts';
import { compareNumbers, sumOf } from './exact.ts';
import type { Contract, Minor } from './input.ts';
import {
  type Account,
  type Ledger,
  type MovementKind,
  type Movements,
  movementKinds,
  type Unrounded,
} from './output.ts';

/** The ledger of one contract while it is written: an account for each payee. */
export class ContractAccounts {
  readonly contract: Contract;
  readonly unrounded: Unrounded = { royalties: 0n, costs: 0n, reservesTaken: 0n };
  poolKept: Amount = 0n;
  #rounding: Amount = 0n;
  readonly #accounts = new Map<number, Movements>();
  readonly #payees: { payeeId: number; share: number }[];

  constructor(contract: Contract) {
    this.contract = contract;
    this.#payees = [...contract.payees].sort((one, other) => compareNumbers(one.payeeId, other.payeeId));
    for (const { payeeId } of this.#payees) this.#account(payeeId);
  }

  /**
   * Rounds what is exact, once, and shares it among the payees so that their parts sum to what was rounded. What rounding left
   * is the label's.
   */
  postExact(kind: keyof Unrounded, amount: Amount): void {
    const { minor, remainder } = toMinor(amount, this.contract.currency);
    this.unrounded[kind] += amount;
    this.#rounding += remainder;
    this.postShared(kind, minor);
  }

  /** Among all payees: the largest remainders first, then the larger share, then the payee who was there first. */
  postShared(kind: MovementKind, minor: Minor): void {
    if (minor === 0) return;
    const parts = allocate(
      minor,
      this.#payees.map(({ share }) => share),
    );
    for (const [index, { payeeId }] of this.#payees.entries()) this.post(kind, payeeId, parts[index] as Minor);
  }

  post(kind: MovementKind, payeeId: number, minor: Minor): void {
    this.#account(payeeId)[kind] += minor;
  }

  get payeeIds(): number[] {
    return [...this.#accounts.keys()].sort(compareNumbers);
  }

  movementsOf(payeeId: number): Readonly<Movements> {
    return this.#account(payeeId);
  }

  balanceOf(payeeId: number): Minor {
    return sumOf(Object.values(this.#account(payeeId)));
  }

  ledger(): Ledger {
    const accounts = this.payeeIds.map((payeeId): Account => {
      return { payeeId, movements: this.#account(payeeId), closing: this.balanceOf(payeeId) };
    });
    const movements = noMovements();
    for (const account of accounts) {
      for (const kind of movementKinds) movements[kind] += account.movements[kind];
    }
    return {
      contractId: this.contract.id,
      currency: this.contract.currency,
      movements,
      closing: sumOf(Object.values(movements)),
      unrounded: this.unrounded,
      rounding: this.#rounding,
      poolKept: this.poolKept,
      accounts,
    };
  }

  #account(payeeId: number): Movements {
    const known = this.#accounts.get(payeeId);
    if (known) return known;
    const movements = noMovements();
    this.#accounts.set(payeeId, movements);
    return movements;
  }
}

function noMovements(): Movements {
  return Object.fromEntries(movementKinds.map((kind) => [kind, 0])) as Movements;
}
