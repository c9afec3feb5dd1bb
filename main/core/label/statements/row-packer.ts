import { deflateRawSync } from 'node:zlib';
import { toParts } from '#shared/amount.ts';
import { itemWidth, lineWidth, type PackedBatch, type StreamFigures } from './packed-batch.ts';
import type { RowProblem, StatementRow, StreamRow } from './reading/statement-row.ts';

/** Rows in one compressed piece: small enough to look one up at once. */
const rowsAPiece = 400;
/** Sums that are kept open. A file that has more, has some of them in parts. */
const mostSums = 40_000;
/** Texts that are known by number; a file of more begins again, and is told so by new numbers. */
const mostTexts = 200_000;

/** Turns rows into what goes to the thread that writes. Holds the same however long a file is. */
export class RowPacker {
  readonly #itemNumbers = new Numbering();
  readonly #storeNumbers = new Numbering();
  readonly #wordNumbers = new Numbering();
  #sums = new Map<string, Float64Array>();
  #full: Float64Array[] = [];
  #itemSums = new Map<string, Float64Array>();
  #fullItems: Float64Array[] = [];
  #rows: (number | string)[][] = [];
  #pieces: PackedBatch['rows'] = [];

  pack(rows: readonly StatementRow[], problems: RowProblem[]): PackedBatch {
    const batch = emptyBatch(problems);
    batch.lines = new Float64Array(rows.length * lineWidth);
    const closed: Float64Array[] = [];
    for (const [index, row] of rows.entries()) {
      const figures = batch.lines.subarray(index * lineWidth, (index + 1) * lineWidth);
      this.#fill(figures, row, batch);
      this.#keepRow(row.line, row.raw);
      if (!this.#add(figures)) closed.push(...this.#closeSums());
      this.#addItem(figures);
    }
    batch.sums = joined(closed, lineWidth);
    if (this.#itemSums.size >= mostSums) batch.itemSums = this.#closeItems();
    batch.rows = this.#takePieces(false);
    return batch;
  }

  /** `title` and `period`: of files that tell them in their name, or not at all. */
  packStreams(rows: readonly StreamRow[], { period }: { period: { from: string; to: string } | null }): PackedBatch {
    const batch = emptyBatch([]);
    for (const row of rows) {
      batch.streams.push(this.#streamOf(row, period, batch));
      this.#keepRow(row.line, row.raw);
    }
    batch.rows = this.#takePieces(false);
    return batch;
  }

  /** What is still open when the file is over. */
  end(): PackedBatch {
    return {
      ...emptyBatch([]),
      sums: joined(this.#closeSums(), lineWidth),
      itemSums: this.#closeItems(),
      rows: this.#takePieces(true),
    };
  }

  #fill(figures: Float64Array, row: StatementRow, batch: PackedBatch): void {
    const word = (text: string) => this.#wordNumbers.of(text, text, batch.words);
    const net = toParts(row.net);
    figures[0] = row.line;
    figures[1] = this.#itemOf(row, batch);
    figures[2] = this.#storeNumbers.of(row.store, row.store, batch.stores);
    figures[3] = word(row.territory);
    figures[4] = word(row.saleType);
    figures[5] = word(row.format);
    figures[6] = monthNumber(row.month ?? row.reportedMonth);
    figures[7] = word(row.currency);
    figures[8] = row.quantity;
    figures[9] = net.micro;
    figures[10] = net.pico;
    for (const [index, amount] of [row.gross, row.fee, row.withheld].entries()) {
      const parts = amount === null ? null : toParts(amount);
      figures[11 + 2 * index] = parts?.micro ?? Number.NaN;
      figures[12 + 2 * index] = parts?.pico ?? Number.NaN;
    }
  }

  #itemOf(
    row: Pick<StatementRow, 'isrc' | 'upc' | 'catalogueNumber' | 'artist' | 'title' | 'releaseTitle'>,
    batch: PackedBatch,
  ): number {
    const { isrc, upc, catalogueNumber, artist, title, releaseTitle } = row;
    const key = `${isrc}\u001f${upc}\u001f${catalogueNumber}\u001f${artist}\u001f${title}\u001f${releaseTitle}`;
    return this.#itemNumbers.of(key, { isrc, upc, catalogueNumber, artist, title, releaseTitle }, batch.items);
  }

  #streamOf(row: StreamRow, period: { from: string; to: string } | null, batch: PackedBatch): StreamFigures {
    const spelling = { isrc: '', upc: '', catalogueNumber: '', artist: row.artist, title: row.title, releaseTitle: '' };
    const isSong = row.title !== '' && row.playlist === '';
    return {
      line: row.line,
      item: isSong ? this.#itemOf(spelling, batch) : null,
      from: row.day ?? period?.from ?? '',
      to: row.day ?? period?.to ?? '',
      streams: row.streams,
      listeners: row.listeners ?? row.monthlyListeners,
      saves: row.saves,
      playlistAdds: row.playlistAdds,
      followers: row.followers,
      subject: isSong ? '' : row.playlist || row.artist,
    };
  }

  #keepRow(line: number, cells: readonly string[]): void {
    this.#rows.push([line, ...cells]);
    if (this.#rows.length >= rowsAPiece) this.#closePiece();
  }

  #closePiece(): void {
    const [first] = this.#rows;
    if (!first) return;
    const bytes = deflateRawSync(JSON.stringify(this.#rows), { level: 3 });
    // Small buffers are parts of a shared one, which cannot be given away.
    this.#pieces.push({ firstLine: first[0] as number, bytes: new Uint8Array(bytes) });
    this.#rows = [];
  }

  #takePieces(isLast: boolean): PackedBatch['rows'] {
    if (isLast) this.#closePiece();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** False where no more fit. */
  #add(figures: Float64Array): boolean {
    const key = figures.subarray(1, 8).join(' ');
    const sum = this.#sums.get(key);
    if (!sum) {
      const first = figures.slice();
      first[0] = 1;
      for (let at = 11; at < lineWidth; at += 1) if (Number.isNaN(first[at])) first[at] = 0;
      this.#sums.set(key, first);
      return this.#sums.size < mostSums;
    }
    if (!fits(sum, figures)) {
      // Exact beyond what one number holds: what was summed so far stands for itself.
      this.#full.push(sum.slice());
      sum.fill(0, 8);
      sum[0] = 0;
    }
    sum[0] = (sum[0] as number) + 1;
    for (let at = 8; at < lineWidth; at += 1) {
      const value = figures[at] as number;
      if (!Number.isNaN(value)) sum[at] = (sum[at] as number) + value;
    }
    return true;
  }

  #addItem(figures: Float64Array): void {
    const key = `${figures[1]} ${figures[7]}`;
    const added = [1, figures[8], figures[9], figures[10]] as [number, number, number, number];
    const sum = this.#itemSums.get(key);
    const isSafe =
      sum !== undefined && added.every((value, at) => Number.isSafeInteger((sum[at + 2] as number) + value));
    if (sum && isSafe) {
      for (const [at, value] of added.entries()) sum[at + 2] = (sum[at + 2] as number) + value;
      return;
    }
    if (sum) this.#fullItems.push(sum);
    this.#itemSums.set(key, Float64Array.of(figures[1] as number, figures[7] as number, ...added));
  }

  #closeItems(): Float64Array<ArrayBuffer> {
    const sums = [...this.#fullItems, ...this.#itemSums.values()];
    this.#itemSums = new Map();
    this.#fullItems = [];
    return joined(sums, itemWidth);
  }

  #closeSums(): Float64Array[] {
    const sums = [...this.#full, ...this.#sums.values()];
    this.#sums = new Map();
    this.#full = [];
    return sums;
  }
}

function emptyBatch(problems: RowProblem[]): PackedBatch {
  const none = new Float64Array(0);
  return { items: [], stores: [], words: [], lines: none, sums: none, itemSums: none, streams: [], rows: [], problems };
}

function joined(parts: readonly Float64Array[], width: number): Float64Array<ArrayBuffer> {
  const all = new Float64Array(parts.length * width);
  for (const [index, part] of parts.entries()) all.set(part, index * width);
  return all;
}

function fits(sum: Float64Array, figures: Float64Array): boolean {
  for (let at = 8; at < lineWidth; at += 1) {
    const value = figures[at] as number;
    if (!Number.isNaN(value) && !Number.isSafeInteger((sum[at] as number) + value)) return false;
  }
  return true;
}

/** 202608 of '2026-08'; 0 of null. */
function monthNumber(month: string | null): number {
  return month === null ? 0 : Number(month.slice(0, 4)) * 100 + Number(month.slice(5, 7));
}

/** Gives each text a number, and tells of new ones. Numbers are never given twice. */
class Numbering {
  #known = new Map<string, number>();
  #next = 0;

  of<Value>(key: string, value: Value, told: [number, Value][]): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= mostTexts) this.#known = new Map();
    const number = this.#next++;
    this.#known.set(key, number);
    told.push([number, value]);
    return number;
  }
}
