import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import { canonicalPieces } from '../engine/canonical.ts';
import type { Contract, Input, PostedAccount, State, Sum } from '../engine/input.ts';
import type { Line, Output, PriorAdjustment } from '../engine/output.ts';

/*
 * A result as it is kept: canonical JSON of rows without names, compressed, under the hash of the JSON. What a period was calculated
 * from and what came of it can be read again as long as there is a library, and proved to be what was closed.
 */

/** As later periods need it. */
export type Books = {
  accounts: PostedAccount[];
  state: State;
  priorAdjustments: PriorAdjustment[];
  used: Used;
};

/** What of the library a period counts, by number: what closing it notes. */
export type Used = { statements: number[]; entries: number[]; costs: number[] };

export type Packed = { bytes: Buffer; hash: string };

/** The keys of a sum and of a line, in the order they are kept in; `sum` is a place in the list of sums. */
const sumKeys = [
  ...(['statementId', 'itemId', 'recordingId', 'releaseId', 'workId', 'storeId', 'territory', 'saleType'] as const),
  ...(['format', 'priceTier', 'month', 'currency', 'units', 'gross', 'net', 'isIgnored'] as const),
] as const satisfies readonly (keyof Sum)[];
const sumAmounts = new Set<keyof Sum>(['gross', 'net']);

const lineKeys = [
  ...(['contractId', 'termId', 'level', 'recordingId', 'weight', 'weightOf', 'step', 'units', 'base'] as const),
  ...(['basis', 'deduction', 'rate', 'perUnit', 'exchangeRate', 'source', 'amount', 'reserve'] as const),
] as const satisfies readonly (keyof Line)[];
const lineAmounts = new Set<keyof Line>(['units', 'base', 'perUnit', 'source', 'amount', 'reserve']);

type Row = (string | number | bigint | boolean | null)[];

/** `rowCounts`: how many rows of its statement each sum has. */
export function packInput(input: Input, rowCounts: readonly number[]): Packed {
  return pack({ ...input, sums: input.sums.map(sumRow), rowCounts });
}

/** Without the corrections of earlier periods, and without what those change: what tells whether it would be another today. */
export function baseHash(input: Input): string {
  return hashOf({ ...input, sums: input.sums.map(sumRow), closed: [] });
}

export function packOutput(input: Input, output: Output): Packed {
  const places = new Map<Sum, number>(input.sums.map((sum, index) => [sum, index]));
  const lines = output.lines.map((line): Row => [places.get(line.sum) as number, ...lineKeys.map((key) => line[key])]);
  return pack({ ...output, lines });
}

function sumRow(sum: Sum): Row {
  return sumKeys.map((key) => sum[key]);
}

function pack(value: unknown): Packed {
  const pieces: Buffer[] = [];
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(value)) {
    const bytes = Buffer.from(piece);
    hash.update(bytes);
    pieces.push(bytes);
  }
  return { bytes: zstdCompressSync(Buffer.concat(pieces)), hash: hash.digest('hex') };
}

function hashOf(value: unknown): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(value)) hash.update(piece);
  return hash.digest('hex');
}

export type StoredResult = {
  input: Uint8Array;
  output: Uint8Array;
  inputHash: string;
  outputHash: string;
};

/** As much of what a period was counted from as tells why. */
export type Counted = Pick<Input, 'entries' | 'costs'> & {
  contracts: Pick<Contract, 'id' | 'kind' | 'currency' | 'profitRate' | 'payees'>[];
};
export type KeptResult = { output: Output; counted: Counted; rowCounts: Map<Sum, number> };

/** What was kept, checked against its hashes. Throws LIBRARY_DAMAGED where it is not what was kept. */
export function unpackResult({ input, output, inputHash, outputHash }: StoredResult): KeptResult {
  const kept = unpack(input, inputHash) as { sums: Row[]; rowCounts: number[] } & Counted;
  const sums = kept.sums.map((row) => fromRow<Sum>(sumKeys, sumAmounts, row));
  const rowCounts = new Map(sums.map((sum, index) => [sum, kept.rowCounts[index] ?? 1]));
  const result = unpack(output, outputHash) as Output & { lines: unknown };
  const lines = (result.lines as unknown as Row[]).map(([place, ...row]) => {
    return { ...fromRow<Line>(lineKeys, lineAmounts, row), sum: sums[place as number] as Sum };
  });
  const { entries, costs, contracts } = kept;
  return { output: revive({ ...result, lines: [] }, lines), counted: { entries, costs, contracts }, rowCounts };
}

function unpack(bytes: Uint8Array, hash: string): unknown {
  const text = zstdDecompressSync(bytes);
  if (createHash('sha256').update(text).digest('hex') !== hash) {
    throw new AppError('LIBRARY_DAMAGED', 'What was kept of a period is not what was written.');
  }
  return JSON.parse(text.toString());
}

function fromRow<Of>(keys: readonly (keyof Of & string)[], amounts: ReadonlySet<keyof Of>, row: Row): Of {
  const made: Record<string, unknown> = {};
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as keyof Of & string;
    const value = row[index];
    made[key] = typeof value === 'string' && amounts.has(key) ? BigInt(value) : value;
  }
  return made as Of;
}

/** Amounts outside of lines, as numbers again. */
function revive(kept: Output, lines: Line[]): Output {
  const big = (value: unknown) => BigInt(value as string);
  return {
    ...kept,
    lines,
    charges: kept.charges.map((charge) => ({ ...charge, amount: big(charge.amount) })),
    ledgers: kept.ledgers.map((ledger) => ({
      ...ledger,
      unrounded: {
        royalties: big(ledger.unrounded.royalties),
        costs: big(ledger.unrounded.costs),
        reservesTaken: big(ledger.unrounded.reservesTaken),
      },
      rounding: big(ledger.rounding),
      poolKept: big(ledger.poolKept),
    })),
    reconciliation: {
      ...kept.reconciliation,
      sources: kept.reconciliation.sources.map((source) => ({
        ...source,
        ...mapped(source, ['net', 'contracts', 'label', 'withoutContract', 'unmatched', 'ignored']),
      })),
      contracts: kept.reconciliation.contracts.map((total) => ({
        ...total,
        ...mapped(total, ['earned', 'poolKept', 'rounding', 'labelRounding']),
      })),
    },
    state: reviveState(kept.state),
  };
}

function mapped<Of extends object, Key extends keyof Of>(of: Of, keys: readonly Key[]): Record<Key, bigint> {
  return Object.fromEntries(keys.map((key) => [key, BigInt(of[key] as string)])) as Record<Key, bigint>;
}

function reviveState(state: State): State {
  return {
    ...state,
    pools: state.pools.map((pool) => ({ ...pool, amount: BigInt(pool.amount) })),
    unitCounts: state.unitCounts.map((count) => ({ ...count, units: BigInt(count.units) })),
  };
}

export function booksText(books: Books): string {
  return [...canonicalPieces(books)].join('');
}

export function readBooks(text: string): Books {
  const books = JSON.parse(text) as Books;
  return { ...books, state: reviveState(books.state) };
}
