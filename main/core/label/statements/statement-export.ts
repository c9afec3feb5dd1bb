import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { toFileError } from '#core/files/file-error.ts';
import { placeFile } from '#core/files/place-file.ts';
import { draftPath, dropDraft, writeDraft } from '#core/interop/export/draft-file.ts';
import { defaultPaperOptions, type Paper, type PaperColumn } from '#core/papers/paper.ts';
import type { PaperPress } from '#core/papers/paper-press.ts';
import { textCell } from '#core/papers/write-csv.ts';
import type { Output } from '#shared/contract/index.ts';
import {
  type LineFilter,
  type StatementColumn,
  type StatementExport,
  type StatementLine,
  statementColumns,
} from '#shared/contract/statements.ts';
import { AppError } from '#shared/errors.ts';
import { eachLine } from './lines.repository.ts';

/** A workbook is made in memory. */
export const mostSheetRows = 100_000;

type ExportOptions = {
  db: Db;
  now(): number;
  disk: Disk;
  press: PaperPress;
  /** A folder of our own, where files are made before they are placed. */
  drafts: string;
  onChange(change: Change): void;
  logError(message: string, error: unknown): void;
};

export type ExportOrder = {
  filter: LineFilter;
  format: 'csv' | 'xlsx';
  path: string;
  titles: Readonly<Record<StatementColumn, string>>;
};

const amounts: ReadonlySet<StatementColumn> = new Set(['gross', 'fee', 'withheld', 'net']);
const figures: ReadonlySet<StatementColumn> = new Set(['line', 'units', ...amounts]);

/** Writes lines of statements into files, exactly as they count. */
export class StatementExporter {
  readonly #options: ExportOptions;
  readonly #abort = new AbortController();
  #state: StatementExport | null = null;
  #work: Promise<void> = Promise.resolve();

  constructor(options: ExportOptions) {
    this.#options = options;
  }

  get state(): Output<'statements.getExport'> {
    return this.#state;
  }

  /** Begins. Throws INVALID_INPUT, FILE_EXISTS and file errors. */
  async start(order: ExportOrder): Promise<void> {
    if (this.#state?.state === 'writing') throw new AppError('INVALID_INPUT', 'Another file is being written.');
    const path = await this.#options.press.checkPath(order.path, `.${order.format}`);
    this.#tell({ state: 'writing', path, rows: 0, error: null });
    this.#work = this.#write({ ...order, path });
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#work;
  }

  async #write(order: ExportOrder): Promise<void> {
    const { path } = order;
    try {
      const rows = order.format === 'csv' ? await this.#writeCsv(order) : await this.#writeSheet(order);
      this.#tell({ state: 'done', path, rows, error: null });
    } catch (error) {
      if (!(error instanceof AppError)) this.#options.logError('Lines of statements could not be written', error);
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      this.#tell({ state: 'failed', path, rows: 0, error: code });
    }
  }

  async #writeCsv({ filter, path, titles }: ExportOrder): Promise<number> {
    const { db, disk, drafts } = this.#options;
    const names = this.#names();
    let rows = 0;
    function* pieces(): Generator<string> {
      yield `\ufeff${statementColumns.map((column) => textCell(titles[column])).join(',')}\r\n`;
      for (const line of eachLine(db, filter)) {
        rows += 1;
        const cells = statementColumns.map((column) => {
          const cell = cellOf(line, column, names);
          return figures.has(column) ? String(cell ?? '') : textCell(String(cell ?? ''));
        });
        yield `${cells.join(',')}\r\n`;
      }
    }
    const draft = draftPath(drafts);
    try {
      await writeDraft(draft, pieces(), this.#abort.signal);
      await placeFile(disk, draft, path, null);
    } catch (error) {
      throw toFileError(error);
    } finally {
      await dropDraft(draft);
    }
    return rows;
  }

  /** Throws IMPORT_TOO_LARGE for more than a workbook is made of. */
  async #writeSheet({ filter, path, titles }: ExportOrder): Promise<number> {
    const { db, now, press } = this.#options;
    const names = this.#names();
    const columns = statementColumns.map((column): PaperColumn => {
      if (!figures.has(column)) return { title: titles[column], kind: 'text' };
      return { title: titles[column], kind: 'number', digits: amounts.has(column) ? 12 : 0 };
    });
    const rows: Paper['tables'][number]['rows'][number][] = [];
    for (const line of eachLine(db, filter)) {
      if (rows.length >= mostSheetRows)
        throw new AppError('IMPORT_TOO_LARGE', 'These are too many rows for a workbook.');
      const cells = statementColumns.map((column) => {
        const cell = cellOf(line, column, names);
        return cell === null || !figures.has(column) ? cell : Number(cell);
      });
      rows.push({
        kind: 'row',
        cells: cells.map((cell, at) =>
          figures.has(statementColumns[at] as StatementColumn) ? cell : String(cell ?? ''),
        ),
      });
      if (rows.length % 500 === 0) await new Promise(setImmediate);
    }
    const paper: Paper = {
      ...{
        title: names.get(filter.statementId ?? 0) ?? titles.statement,
        lines: [],
        recipient: [],
        notes: [],
        signatures: [],
      },
      issuer: { name: '', lines: [], logo: null },
      tables: [{ name: titles.statement, columns, rows }],
      ...{ madeAt: now(), madeOn: new Date(now()).toISOString().slice(0, 10) },
    };
    await press.save(path, { paper, format: 'xlsx', options: defaultPaperOptions }, this.#abort.signal);
    return rows.length;
  }

  #names(): Map<number, string> {
    const rows = prepare(this.#options.db, 'SELECT id, name FROM statement').all() as { id: number; name: string }[];
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  #tell(state: StatementExport): void {
    this.#state = state;
    this.#options.onChange({ topics: ['statements'] });
  }
}

function cellOf(
  line: StatementLine,
  column: StatementColumn,
  names: ReadonlyMap<number, string>,
): string | number | null {
  return column === 'statement' ? (names.get(line.statementId) ?? '') : line[column];
}
