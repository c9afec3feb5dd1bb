import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { allocate } from '#shared/money.ts';
import { noAssets, plainTerm } from '../contract-changes.ts';
import { whole } from '../engine/input.ts';
import { newPayee } from '../payee-changes.ts';
import { type ContractState, contractRecord, payeeRecord } from '../royalty-records.ts';
import { readSplits, type SplitOrder } from './read-splits.ts';

export type Split = {
  /** Of the tracks it is about; named after the first. */
  recordingIds: number[];
  name: string;
  side: ContractState['side'];
  currency: string;
  artistRate: number;
  payees: { payeeId: number; share: number }[];
};

/** All of a table of splits or nothing. Throws IMPORT_INVALID, with how much is wrong and the first of it. */
export function importSplits(db: Db, order: SplitOrder, now: number): ValueChange[] {
  const { tracks, problems } = readSplits(db, order);
  const [problem] = problems;
  if (problem || tracks.length === 0) {
    throw new AppError('IMPORT_INVALID', 'Something of the table cannot be read. Nothing was imported.', {
      count: problems.length,
      row: problem?.row ?? 0,
      reason: problem?.code ?? 'empty',
    });
  }
  const maker = new PayeeMaker(db, order.currency, now);
  const contracts = tracks.map(({ recordingId, title, payees, artistRate }) => {
    const ids = payees.map(({ name }) => maker.find(name));
    // Parts of receipts become parts of the artists' side.
    const shares = allocate(
      whole,
      payees.map(({ percent }) => percent),
    );
    return contractOfSplit(
      {
        recordingIds: [recordingId],
        ...{ name: title, side: order.side, currency: order.currency, artistRate },
        payees: ids.map((payeeId, index) => ({ payeeId, share: shares[index] as number })),
      },
      now,
    );
  });
  return [...maker.made, ...contracts.map((state) => contractRecord.make(db, state))];
}

/** Payees by name, or by who they are; those that are not there are made. */
export class PayeeMaker {
  readonly made: ValueChange[] = [];
  readonly #db: Db;
  readonly #currency: string;
  readonly #now: number;
  readonly #byName = new Map<string, number>();
  readonly #byPerson = new Map<number, number>();

  constructor(db: Db, currency: string, now: number) {
    this.#db = db;
    this.#currency = currency;
    this.#now = now;
    const rows = prepare(db, 'SELECT id, name, person_id FROM payee WHERE archived_at IS NULL ORDER BY id DESC').all();
    for (const { id, name, person_id } of rows as { id: number; name: string; person_id: number | null }[]) {
      this.#byName.set(foldText(name), id);
      if (person_id !== null) this.#byPerson.set(person_id, id);
    }
  }

  find(name: string): number {
    return this.#byName.get(foldText(name)) ?? this.#make(name, null);
  }

  findPerson(personId: number): number {
    const known = this.#byPerson.get(personId);
    if (known !== undefined) return known;
    const row = prepare(this.#db, 'SELECT name, legal_name FROM person WHERE id = ?').get(personId) as
      | { name: string; legal_name: string }
      | undefined;
    if (!row) throw new AppError('NOT_FOUND', 'That person is not here any more.', { kind: 'person', id: personId });
    return this.#make(row.legal_name || row.name, personId);
  }

  #make(name: string, personId: number | null): number {
    const state = { ...newPayee(this.#now), name, currency: this.#currency, personId };
    const change = payeeRecord.make(this.#db, state);
    this.made.push(change);
    this.#byName.set(foldText(name), change.itemId);
    if (personId !== null) this.#byPerson.set(personId, change.itemId);
    return change.itemId;
  }
}

export function contractOfSplit({ recordingIds, artistRate, ...split }: Split, now: number): ContractState {
  return {
    ...split,
    kind: 'royalty',
    scope: 'recording',
    assets: { ...noAssets, recordingIds },
    isAlongside: false,
    fromMonth: '',
    toMonth: '',
    profitRate: 0,
    terms: [{ ...plainTerm(artistRate), id: 1 }],
    lastTermId: 1,
    reserve: null,
    note: '',
    archivedAt: null,
    createdAt: now,
  };
}
