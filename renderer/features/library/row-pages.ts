import { type ListRow, rowKey } from './list-row.ts';

export const rowsPerPage = 100;
/** Rows on either side of what is visible that are asked for ahead. */
const prefetchedRows = 100;
const keptPages = 80;

type Rows = readonly (ListRow | undefined)[];

type Page = {
  rows: Rows;
  state: 'missing' | 'loading' | 'loaded';
  isStale: boolean;
};

/** Answers a row for each place; undefined where the track is gone. */
type FetchRows = (start: number, count: number) => Promise<(ListRow | undefined)[]>;

/**
 * The rows of one view that are here: pages around what is visible, the others given up when there are many.
 *
 * Rows that come again keep their identity where nothing changed, so that a list draws only the ones that did.
 */
export class RowPages {
  readonly #pages = new Map<number, Page>();
  readonly #total: number;
  readonly #fetchRows: FetchRows;
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => void;
  #isClosed = false;

  constructor(
    total: number,
    fetchRows: FetchRows,
    listeners: { onChange: () => void; onError: (error: unknown) => void },
  ) {
    this.#total = total;
    this.#fetchRows = fetchRows;
    this.#onChange = listeners.onChange;
    this.#onError = listeners.onError;
  }

  row(index: number): ListRow | undefined {
    return this.#pages.get(Math.floor(index / rowsPerPage))?.rows[index % rowsPerPage];
  }

  /** Whether the answer for this row is here: a place without a row then is one whose track is gone. */
  isLoaded(index: number): boolean {
    return this.#pages.get(Math.floor(index / rowsPerPage))?.state === 'loaded';
  }

  /** Asks for what is missing around these rows. Resolves when all of it is here. */
  async show(first: number, last: number): Promise<void> {
    const wanted = pagesAround(first, last, this.#total);
    const loads = wanted.filter((page) => this.#needs(page)).map((page) => this.#load(page));
    this.#giveUpFar(wanted);
    await Promise.all(loads);
  }

  /** The rows may have changed: pages in sight are asked for again now, the others when they come in sight. */
  async refresh(first: number, last: number): Promise<void> {
    for (const page of this.#pages.values()) page.isStale = true;
    await this.show(first, last);
  }

  /** Changes rows that are here, ahead of the core's answer. */
  patch(change: (row: ListRow) => ListRow): void {
    for (const page of this.#pages.values()) page.rows = page.rows.map((row) => row && change(row));
    this.#onChange();
  }

  close(): void {
    this.#isClosed = true;
  }

  #needs(index: number): boolean {
    const page = this.#pages.get(index);
    return page === undefined || page.state === 'missing' || (page.state === 'loaded' && page.isStale);
  }

  async #load(index: number): Promise<void> {
    const before = this.#pages.get(index);
    const page: Page = { rows: before?.rows ?? [], state: 'loading', isStale: false };
    this.#pages.set(index, page);
    try {
      const start = index * rowsPerPage;
      const rows = await this.#fetchRows(start, Math.min(rowsPerPage, this.#total - start));
      if (this.#isClosed) return;
      page.rows = keepUnchanged(page.rows, rows);
      page.state = 'loaded';
      this.#onChange();
      // Something changed while the answer was on its way.
      if (page.isStale) await this.#load(index);
    } catch (error) {
      if (this.#isClosed) return;
      page.state = 'missing';
      this.#onError(error);
    }
  }

  #giveUpFar(wanted: readonly number[]): void {
    if (this.#pages.size <= keptPages) return;
    const middle = wanted[wanted.length >> 1] ?? 0;
    const byDistance = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const index of byDistance.slice(0, this.#pages.size - keptPages)) this.#pages.delete(index);
  }
}

/** The pages that hold these rows and a margin, the visible ones first. */
export function pagesAround(first: number, last: number, total: number): number[] {
  if (total === 0) return [];
  const pageOf = (index: number) => Math.floor(Math.max(0, Math.min(index, total - 1)) / rowsPerPage);
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const visible = range(pageOf(first), pageOf(last));
  const margin = range(pageOf(first - prefetchedRows), pageOf(last + prefetchedRows));
  return [...visible, ...margin.filter((page) => !visible.includes(page))];
}

/** The new rows, with the old object wherever it says the same. */
export function keepUnchanged(before: Rows, after: Rows): Rows {
  const old = new Map(before.map((row) => [row && rowKey(row), row]));
  return after.map((row) => {
    const known = row && old.get(rowKey(row));
    return known && isSameRow(known, row) ? known : row;
  });
}

function isSameRow(first: ListRow, second: ListRow): boolean {
  return (Object.keys(second) as (keyof ListRow)[]).every((field) => first[field] === second[field]);
}
