import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { type TableColumn, tableColumns } from '#shared/contract/interop-formats.ts';
import { AppError } from '#shared/errors.ts';
import type { ExportSource, FileHead, ForeignFormat, ReadOptions, WriteOptions } from '../foreign-format.ts';
import type { ForeignPart } from '../foreign-library.ts';
import { type EntryFacts, ListReader, note, splitLabel } from '../playlist-files/list-reader.ts';
import { readHead } from '../read-head.ts';
import { readTextLines } from '../text-lines.ts';
import { cellOf, columnHeadings, columnOf, factOf } from './columns.ts';

const delimiters = [',', ';', '\t'] as const;
const longestRecord = 1_048_576;
const mostColumns = 1000;
const pieceLength = 16_384;
const rowsATurn = 500;

/** A program that computes takes a cell that begins so for a formula. */
const formula = /^'*[=+\-@\t\r]/;

/** Tables with a heading in their first line, of any program, divided by commas, semicolons or tabs. */
export const csvFormat: ForeignFormat = {
  id: 'csv',
  extensions: ['.csv', '.tsv', '.txt'],
  detects: (head) =>
    /^\.(csv|tsv|txt)$/.test(head.extension) &&
    headingsOf(head).some(({ column }) => column === 'title' || column === 'path'),
  read: readCsv,
  holds: 'list',
  write: writeCsv,
};

type Heading = { column: TableColumn; unit: string; at: number };

/** A row without a path is known by its artist and title. */
export async function* readCsv(file: string, { signal }: ReadOptions): AsyncGenerator<ForeignPart> {
  const head = await readHead(file);
  const delimiter = delimiterOf(head);
  const list = new ListReader(file);
  let headings: Heading[] | null = null;
  for await (const cells of rows(file, delimiter, signal)) {
    if (!headings && cells.length <= 2 && hint.test(cells.join(delimiter))) continue;
    if (!headings) {
      headings = readHeadings(cells);
      if (headings.length === 0)
        throw new AppError('IMPORT_INVALID', 'The first line of this table names no column we know.');
    } else yield* readRow(list, headings, cells);
  }
  if (!headings) throw new AppError('IMPORT_INVALID', 'This table is empty.');
  yield list.end();
}

function readRow(list: ListReader, headings: readonly Heading[], cells: readonly string[]): ForeignPart[] {
  const facts: EntryFacts & { path?: string } = {};
  for (const { column, unit, at } of headings) {
    const fact = factOf(column, plainCell(cells[at] ?? ''), unit);
    // Of two columns with one meaning the first that says something counts.
    for (const [name, value] of Object.entries(fact)) if (!(name in facts)) Object.assign(facts, { [name]: value });
  }
  const { path = '', ...others } = facts;
  if (others.title && !others.artist && !headings.some(({ column }) => column === 'artist'))
    Object.assign(others, splitLabel(others.title));
  if (path === '' && !others.title) return [note('brokenTrack', cells.join(' ').trim())];
  return list.add(path, others);
}

async function* rows(file: string, delimiter: string, signal?: AbortSignal): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  // A failure of the file ends the parser with it, which then throws below.
  pipeline(Readable.from(withEnds(file, signal)), parser).catch(() => undefined);
  try {
    let count = 0;
    for await (const record of parser) {
      yield (record as string[]).slice(0, mostColumns);
      count += 1;
      if (count % rowsATurn === 0) await nextTurn();
    }
  } catch (error) {
    if (error instanceof CsvError) throw new AppError('IMPORT_INVALID', 'This table is damaged.', {}, { cause: error });
    throw error;
  }
}

async function* withEnds(file: string, signal?: AbortSignal): AsyncGenerator<string> {
  let lines = '';
  for await (const line of readTextLines(file, signal)) {
    lines += `${line}\n`;
    if (lines.length < pieceLength) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

function headingsOf(head: FileHead): Heading[] {
  return readHeadings(
    firstLine(head)
      .split(delimiterOf(head))
      .map((cell) => cell.replace(/^\s*"|"\s*$/g, '')),
  );
}

function readHeadings(cells: readonly string[]): Heading[] {
  return cells.flatMap((cell, at) => {
    const found = columnOf(cell);
    return found ? [{ ...found, at }] : [];
  });
}

/** The one the first line has most of. */
function delimiterOf(head: FileHead): string {
  const line = firstLine(head).replace(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** What Excel takes for the delimiter, in a line before the headings. */
const hint = /^sep=.$/i;

function firstLine({ text }: FileHead): string {
  const [first = '', second = ''] = text.split(/\r\n|\r|\n/, 2);
  return hint.test(first) ? second : first;
}

/** With a byte order mark, without which Excel takes UTF-8 for something else. Lines end as RFC 4180 has it. */
export function* writeCsv(source: ExportSource, { columns = tableColumns }: WriteOptions): Generator<string> {
  yield `\ufeff${columns.map((column) => quoted(columnHeadings[column])).join(',')}\r\n`;
  for (const track of source.tracks()) {
    yield `${columns.map((column) => quoted(safeCell(cellOf(track, column)))).join(',')}\r\n`;
  }
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function safeCell(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Takes back what `safeCell` did, in tables of other programs too. */
function plainCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
