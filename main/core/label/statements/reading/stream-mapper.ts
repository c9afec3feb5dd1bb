import { parseAmount } from '#shared/amount.ts';
import { type StreamField, streamFields } from '#shared/statement-mapping.ts';
import { placesOf } from './columns.ts';
import type { TableRow } from './csv-splitter.ts';
import type { ProblemLog } from './problem-log.ts';
import type { ReadingPlan } from './reading-plan.ts';
import type { RunningTotals } from './running-totals.ts';
import { parseStatementDate } from './statement-date.ts';
import type { StreamRow } from './statement-row.ts';

const pico = 10n ** 12n;

/** Makes rows of a service's own figures. */
export class StreamMapper {
  readonly #plan: ReadingPlan;
  readonly #problems: ProblemLog;
  readonly #totals: RunningTotals;
  readonly #places: Partial<Record<StreamField, number>>;
  readonly #kept: number[];
  #row: TableRow = { line: 0, cells: [] };

  constructor(plan: ReadingPlan, problems: ProblemLog, totals: RunningTotals) {
    this.#plan = plan;
    this.#problems = problems;
    this.#totals = totals;
    this.#kept = placesOf(plan.keptColumns, plan.columns);
    this.#places = Object.fromEntries(
      streamFields.flatMap((field) => {
        const [place] = placesOf(plan.streams?.fields[field] ?? [], plan.columns);
        return place === undefined ? [] : [[field, place]];
      }),
    );
  }

  map(row: TableRow): StreamRow | null {
    if (row.cells.every((cell) => cell.trim() === '')) {
      this.#totals.blankRows += 1;
      return null;
    }
    this.#row = row;
    if (row.cells.length !== this.#plan.columns.length) this.#problems.add(row.line, 'ragged');
    return {
      line: row.line,
      raw: this.#kept.map((place) => row.cells[place] ?? ''),
      day: this.#day('day'),
      title: this.#text('title') || (this.#plan.streams?.title ?? ''),
      artist: this.#text('artist'),
      playlist: this.#text('playlist'),
      author: this.#text('author'),
      releaseDate: this.#day('releaseDate'),
      dateAdded: this.#day('dateAdded'),
      streams: this.#count('streams'),
      listeners: this.#count('listeners'),
      monthlyListeners: this.#count('monthlyListeners'),
      monthlyActiveListeners: this.#count('monthlyActiveListeners'),
      superListeners: this.#count('superListeners'),
      saves: this.#count('saves'),
      followers: this.#count('followers'),
      playlistAdds: this.#count('playlistAdds'),
    };
  }

  #text(field: StreamField): string {
    const place = this.#places[field];
    return place === undefined ? '' : (this.#row.cells[place] ?? '').trim().slice(0, 1000);
  }

  #day(field: StreamField): string | null {
    const text = this.#text(field);
    if (text === '') return null;
    const period = parseStatementDate(text, this.#plan.dateOrder);
    // A year alone, or nothing, is what Spotify gives of old songs.
    if (!period && field === 'day') this.#tell('dateUnreadable', field);
    return period?.from ?? null;
  }

  #count(field: StreamField): number | null {
    const text = this.#text(field);
    if (text === '' || text === '-') return null;
    const read = parseAmount(text, { decimal: this.#plan.decimal });
    if (read && read.amount % pico === 0n && read.amount >= 0n) return Number(read.amount / pico);
    this.#tell('unitsUnreadable', field);
    return null;
  }

  #tell(code: 'dateUnreadable' | 'unitsUnreadable', field: StreamField): void {
    this.#problems.add(this.#row.line, code, this.#plan.columns[this.#places[field] ?? -1] ?? '', this.#text(field));
  }
}
