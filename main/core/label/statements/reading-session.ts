import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { toReadError } from '#core/interop/read-error.ts';
import { AppError } from '#shared/errors.ts';
import { Fingerprint } from './fingerprint.ts';
import type { PackedBatch } from './packed-batch.ts';
import { readStatement, readStreams } from './reading/read-statement.ts';
import type { ReadingPlan } from './reading/reading-plan.ts';
import type { Batch, StatementRow, StatementTotals, StreamRow } from './reading/statement-row.ts';
import { RowPacker } from './row-packer.ts';

export type NextBatch = {
  batch: PackedBatch;
  totals: StatementTotals;
  fraction: number;
  /** Of the last batch only. */
  fingerprint: string;
  isLast: boolean;
};

/** In a thread: reads one file from its begin to its end, a batch for each time it is asked. */
export class ReadingSession {
  readonly #rows: AsyncIterator<Batch<StatementRow> | Batch<StreamRow>>;
  readonly #plan: ReadingPlan;
  readonly #packer = new RowPacker();
  readonly #fingerprint = new Fingerprint();

  constructor(path: string, plan: ReadingPlan) {
    this.#plan = plan;
    const rows = plan.content === 'sales' ? readStatement(path, plan) : readStreams(path, plan);
    this.#rows = rows[Symbol.asyncIterator]();
  }

  /** Throws what reading throws. */
  async next(): Promise<NextBatch> {
    const { value, done } = await this.#rows.next();
    if (done) throw new Error('Expected to be asked no more behind the last batch');
    const batch = value as Batch<StatementRow> | Batch<StreamRow>;
    const packed = this.#pack(batch);
    const { totals, fraction, isLast } = batch;
    const end = isLast ? this.#packer.end() : null;
    return {
      batch: end
        ? {
            ...packed,
            sums: concat(packed.sums, end.sums),
            itemSums: concat(packed.itemSums, end.itemSums),
            rows: [...packed.rows, ...end.rows],
          }
        : packed,
      ...{ totals, fraction, isLast, fingerprint: isLast ? this.#fingerprint.value : '' },
    };
  }

  #pack(batch: Batch<StatementRow> | Batch<StreamRow>): PackedBatch {
    if (this.#plan.content === 'sales') {
      const { rows, problems } = batch as Batch<StatementRow>;
      for (const row of rows) this.#fingerprint.add(row);
      return this.#packer.pack(rows, problems);
    }
    const { rows, problems } = batch as Batch<StreamRow>;
    for (const { line: _, raw: __, ...figures } of rows) this.#fingerprint.addText(JSON.stringify(figures));
    return { ...this.#packer.packStreams(rows, this.#plan), problems };
  }
}

function concat(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** What is given away with a batch instead of copied. */
export function buffersOf({ lines, sums, itemSums, rows }: PackedBatch): ArrayBuffer[] {
  return [lines.buffer, sums.buffer, itemSums.buffer, ...rows.map(({ bytes }) => bytes.buffer)] as ArrayBuffer[];
}

/** Throws CANCELLED and file errors. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      if (signal.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
      hash.update(piece as Buffer);
    }
  } catch (error) {
    throw error instanceof AppError ? error : toReadError(error);
  }
  return hash.digest('hex');
}
