import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import { canonicalPieces } from '../engine/canonical.ts';
import type { Contract, Input, PostedAccount, State, Sum } from '../engine/input.ts';
import type { Line, Output, PriorAdjustment } from '../engine/output.ts';

/*
 * A result as it is kept: canonical JSON and rows without names, compressed, under the hash of both. What a period was calculated
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

type Cell = string | number | bigint | boolean | null;
type Row = Cell[];

/** A list with all its rows as text, once: it is long, and counts twice. */
export type SumList = { text: string; hash: string };

/** `rowCounts`: how many rows of its statement each sum has. */
export function listSums(sums: readonly Sum[], rowCounts: readonly number[]): SumList {
  const text = rowsText(sums, (sum, index) => `${cellsText(sum, sumKeys)},${rowCounts[index] ?? 1}`);
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

export function packInput(input: Input, sums: SumList): Packed {
  return pack({ ...input, sums: [] }, sums.text);
}

/** Without the corrections of earlier periods: what tells whether it would be another today. */
export function baseHash(input: Input, sums: SumList): string {
  const hash = createHash('sha256').update(sums.hash);
  for (const piece of canonicalPieces({ ...input, sums: [], closed: [] })) hash.update(piece);
  return hash.digest('hex');
}

export function packOutput(input: Input, output: Output): Packed {
  const places = new Map<Sum, number>(input.sums.map((sum, index) => [sum, index]));
  const lines = rowsText(output.lines, (line) => `${places.get(line.sum)},${cellsText(line, lineKeys)}`);
  return pack({ ...output, lines: [] }, lines);
}

const rowsATime = 5000;

/** JSON of rows without names. */
function rowsText<Of>(all: readonly Of[], rowText: (each: Of, index: number) => string): string {
  const parts: string[] = [];
  for (let from = 0; from < all.length; from += rowsATime) {
    let part = '';
    for (let index = from; index < Math.min(all.length, from + rowsATime); index += 1) {
      part += `${index === 0 ? '' : ','}[${rowText(all[index] as Of, index)}]`;
    }
    parts.push(part);
  }
  return `[${parts.join('')}]`;
}

function cellsText<Of>(of: Of, keys: readonly (keyof Of)[]): string {
  let text = '';
  for (let index = 0; index < keys.length; index += 1) {
    const cell = of[keys[index] as keyof Of] as Cell;
    if (index > 0) text += ',';
    if (typeof cell === 'bigint') text += `"${cell}"`;
    else text += typeof cell === 'string' ? JSON.stringify(cell) : String(cell);
  }
  return text;
}

/** What is small in one line, then what is long. */
function pack(rest: unknown, rows: string): Packed {
  const bytes = Buffer.from(`${[...canonicalPieces(rest)].join('')}\n${rows}`);
  return { bytes: zstdCompressSync(bytes), hash: createHash('sha256').update(bytes).digest('hex') };
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
  const kept = unpack(input, inputHash);
  const sums = kept.rows.map((row) => fromRow<Sum>(sumKeys, sumAmounts, row));
  const rowCounts = new Map(sums.map((sum, index) => [sum, kept.rows[index]?.[sumKeys.length] as number]));
  const result = unpack(output, outputHash);
  const lines = result.rows.map(([place, ...row]) => {
    return { ...fromRow<Line>(lineKeys, lineAmounts, row), sum: sums[place as number] as Sum };
  });
  const { entries, costs, contracts } = kept.rest as Counted;
  return { output: revive(result.rest as Output, lines), counted: { entries, costs, contracts }, rowCounts };
}

function unpack(bytes: Uint8Array, hash: string): { rest: unknown; rows: Row[] } {
  const whole = zstdDecompressSync(bytes);
  if (createHash('sha256').update(whole).digest('hex') !== hash) {
    throw new AppError('LIBRARY_DAMAGED', 'What was kept of a period is not what was written.');
  }
  const end = whole.indexOf(0x0a);
  return {
    rest: JSON.parse(whole.subarray(0, end).toString()),
    rows: JSON.parse(whole.subarray(end + 1).toString()) as Row[],
  };
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
