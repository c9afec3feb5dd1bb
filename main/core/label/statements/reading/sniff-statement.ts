import { basename } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { foldColumn } from './columns.ts';
import { CsvSplitter, type TableRow } from './csv-splitter.ts';
import { type FoundTable, findTable } from './find-table.ts';
import { dsrFormat, formatById } from './formats/all-formats.ts';
import type { FormatMatch } from './match-formats.ts';
import { personalColumnsOf } from './personal-columns.ts';
import type { TablePlace } from './reading-plan.ts';
import { fileBytes } from './table-rows.ts';
import { type Encoding, EncodingSniffer, textPieces } from './text-pieces.ts';
import { isWorkbook, Workbook } from './xlsx-workbook.ts';
import { ZipArchive } from './zip-archive.ts';

const sampleBytes = 524_288;
const mostSampleRows = 200;
const delimiters = ['\t', ';', ',', '|'] as const;
const largestInner = 128 * 1024 ** 2;

/** What a file is, told by its content. */
export type Sniff = TablePlace & {
  /** As the user sees it: some files say in it what they are about. */
  name: string;
  isZip: boolean;
  /** Tables within a ZIP, sheets of a workbook: those one may choose. */
  members: string[];
  sheets: string[];
  headerRow: number;
  columns: string[];
  /** Rows below the headings; cells of personal columns are empty. */
  sampleRows: string[][];
  /** The likest; null where none fits. */
  format: FormatMatch | null;
  candidates: FormatMatch[];
  /** Columns about people who bought something; left out of what is kept. */
  personalColumns: string[];
};

/** What the user knows better than the file shows. */
export type SniffChoices = {
  /** The file's own name, where `path` is a copy. */
  name?: string;
  member?: string;
  sheet?: string;
  delimiter?: string;
  encoding?: Encoding;
  headerRow?: number;
};

/**
 * Tells what a statement is: how it is packed and written, where its headings stand, and which formats fit them. Reads the
 * whole file once, to be sure of its encoding. Throws IMPORT_UNKNOWN for what is no table, IMPORT_INVALID, IMPORT_TOO_LARGE or
 * a file error.
 */
export async function sniffStatement(path: string, choices: SniffChoices = {}): Promise<Sniff> {
  const name = choices.name ?? basename(path);
  if (!(await isZipFile(path)))
    return sniffText(fileBytes(path), { name, choices, isZip: false, member: null, members: [] });
  const zip = await ZipArchive.open(path);
  try {
    return isWorkbook(zip) ? await sniffWorkbook(zip, name, choices) : await sniffZip(zip, choices);
  } finally {
    zip.close();
  }
}

async function isZipFile(path: string): Promise<boolean> {
  for await (const piece of fileBytes(path)) return piece.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
  throw new AppError('FILE_EMPTY', 'This file is empty.');
}

const tableName = /\.(csv|tsv|txt|xlsx)$/i;
/** Of a ZIP with many tables, the one that has it all. */
const wholeTable = /-royalty_extended\.csv$/i;

async function sniffZip(zip: ZipArchive, choices: SniffChoices): Promise<Sniff> {
  const tables = zip
    .members()
    .filter((member) => tableName.test(member.name) && !/(^|\/)(__MACOSX\/|\.)/.test(member.name))
    .sort(
      (one, other) =>
        Number(wholeTable.test(other.name)) - Number(wholeTable.test(one.name)) || other.sizeBytes - one.sizeBytes,
    );
  const member = choices.member ?? tables[0]?.name;
  if (member === undefined) throw new AppError('IMPORT_UNKNOWN', 'There is no table in this ZIP.');
  const members = tables.map((table) => table.name).slice(0, 200);
  const inner = basename(member);
  if (!/\.xlsx$/i.test(member))
    return sniffText(zip.read(member), { name: inner, choices, isZip: true, member, members });
  const workbook = await ZipArchive.open(await zip.readWhole(member, largestInner));
  try {
    return { ...(await sniffWorkbook(workbook, inner, choices)), isZip: true, member, members };
  } finally {
    workbook.close();
  }
}

async function sniffWorkbook(zip: ZipArchive, name: string, choices: SniffChoices): Promise<Sniff> {
  if (!isWorkbook(zip)) throw new AppError('IMPORT_UNKNOWN', 'This is no workbook.');
  const workbook = await Workbook.open(zip);
  const sheets = workbook.sheets.map((sheet) => sheet.name);
  let best: { sheet: string; table: FoundTable; rows: TableRow[] } | null = null;
  for (const sheet of choices.sheet === undefined ? sheets.slice(0, 20) : [choices.sheet]) {
    const rows = await firstRows(workbook.rows(sheet, '.'));
    const table = withChoices(findTable(rows), rows, choices);
    if (!best || table.likeness > best.table.likeness) best = { sheet, table, rows };
  }
  if (!best || best.table.columns.length === 0)
    throw new AppError('IMPORT_UNKNOWN', 'There is no table in this workbook.');
  const place = {
    kind: 'xlsx',
    encoding: 'utf-8',
    delimiter: ',',
    lineEnd: '\n',
    sheet: best.sheet,
    member: null,
  } as const;
  return toSniff(place, best.table, best.rows, { name, isZip: false, members: [], sheets });
}

type TextFacts = { name: string; choices: SniffChoices; isZip: boolean; member: string | null; members: string[] };

async function sniffText(bytes: AsyncIterable<Buffer>, facts: TextFacts): Promise<Sniff> {
  const { choices, name, isZip, member, members } = facts;
  const sniffer = new EncodingSniffer();
  const head: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    sniffer.take(piece);
    if (length < sampleBytes) head.push(piece);
    length += piece.length;
  }
  const encoding = choices.encoding ?? sniffer.end().encoding;
  const text = await sampleText(Buffer.concat(head).subarray(0, sampleBytes), encoding, length > sampleBytes);
  const lineEnd = text.includes('\n') ? '\n' : '\r';
  const base = { encoding, lineEnd, member, sheet: null } as const;
  const others = { name, isZip, members, sheets: [] };
  if (/^(?:#[^\n]*\n)*HEAD\t/.test(text)) return sniffDsr({ ...base, kind: 'dsr', delimiter: '\t' }, others);
  const ways = (choices.delimiter === undefined ? delimiters : [choices.delimiter]).map((delimiter) => {
    const rows = splitSample(text, delimiter, lineEnd);
    return { delimiter, rows, table: withChoices(findTable(rows), rows, choices) };
  });
  const best = ways.reduce((one, other) => (other.table.likeness > one.table.likeness ? other : one));
  if (best.table.columns.length < 2) throw new AppError('IMPORT_UNKNOWN', 'There is no table in this file.');
  return toSniff({ ...base, kind: 'csv', delimiter: best.delimiter }, best.table, best.rows, others);
}

/** Throws IMPORT_UNKNOWN for what is no text. */
async function sampleText(bytes: Buffer, encoding: Encoding, isCut: boolean): Promise<string> {
  // A character that the end of the sample cuts in two goes with its line.
  const lines = isCut ? bytes.subarray(0, lastLineEnd(bytes)) : bytes;
  let text = '';
  for await (const piece of textPieces([lines], encoding)) text += piece;
  const controls = text.match(/[\p{Cc}--[\t\n\r\f]]/gv)?.length ?? 0;
  if (controls > text.length / 100) throw new AppError('IMPORT_UNKNOWN', 'This file is not text.');
  if (text.trim() === '') throw new AppError('FILE_EMPTY', 'This file is empty.');
  return text;
}

/** Behind the last line that is whole; an even number of bytes, for UTF-16. */
function lastLineEnd(bytes: Buffer): number {
  const feed = Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d));
  const end = feed < 0 ? bytes.length : feed + (bytes[feed + 1] === 0 ? 2 : 1);
  return end - (bytes[0] === 0xfe || bytes[0] === 0xff || bytes[1] === 0 ? end % 2 : 0);
}

function splitSample(text: string, delimiter: string, lineEnd: '\n' | '\r'): TableRow[] {
  const splitter = new CsvSplitter(delimiter, lineEnd);
  return [...splitter.take(text), ...splitter.end()].slice(0, mostSampleRows + 20);
}

async function firstRows(batches: AsyncIterable<TableRow[]>): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch.slice(0, mostSampleRows + 20));
    if (rows.length >= mostSampleRows) break;
  }
  return rows;
}

/** The user's own row of headings counts. */
function withChoices(found: FoundTable, rows: readonly TableRow[], { headerRow }: SniffChoices): FoundTable {
  const row = headerRow === undefined ? undefined : rows.find(({ line }) => line === headerRow);
  return row ? { ...findTable([{ ...row, line: 1 }]), headerRow: row.line } : found;
}

function toSniff(
  place: TablePlace,
  { headerRow, columns, candidates }: FoundTable,
  rows: readonly TableRow[],
  others: Pick<Sniff, 'name' | 'isZip' | 'members' | 'sheets'>,
): Sniff {
  const [format = null] = candidates;
  const known = format && formatById(format.id);
  const named = known?.content === 'sales' ? (known.mapping.personalColumns ?? []) : [];
  const below = rows.filter(({ line, cells }) => line > headerRow && cells.some((cell) => cell.trim() !== ''));
  const looksPersonal = personalColumnsOf(
    columns,
    below.map(({ cells }) => cells),
  );
  const folded = new Set([...named, ...looksPersonal].map(foldColumn));
  const personalColumns = columns.filter((column) => folded.has(foldColumn(column)));
  const isPersonal = columns.map((column) => personalColumns.includes(column));
  // Of a row with other cells than columns, which are about people cannot be told.
  const mayTell = (cells: readonly string[]) =>
    personalColumns.length === 0 ||
    ((place.kind === 'xlsx' || cells.length >= columns.length) &&
      cells.slice(columns.length).every((cell) => cell.trim() === ''));
  const sampleRows = below
    .filter(({ cells }) => mayTell(cells))
    .slice(0, mostSampleRows)
    .map(({ cells }) => cells.map((cell, index) => (isPersonal[index] ? '' : cell.slice(0, 300))));
  return { ...place, ...others, headerRow, columns, sampleRows, format, candidates, personalColumns };
}

function sniffDsr(place: TablePlace, others: Pick<Sniff, 'name' | 'isZip' | 'members' | 'sheets'>): Sniff {
  const format: FormatMatch = { ...dsrFormat, content: 'sales', score: 1 };
  const table = { headerRow: 0, columns: [], sampleRows: [], personalColumns: [] };
  return { ...place, ...others, ...table, format, candidates: [format] };
}
