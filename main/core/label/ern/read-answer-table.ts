import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { outcomeOf, type StoreAnswer } from './store-answer.ts';

const limits = { bytes: 5 * 1024 * 1024, rows: 20_000, cell: 10_000 };

type Column = 'upc' | 'catalogueNumber' | 'store' | 'status' | 'date' | 'url' | 'reason';

const headers: readonly (readonly [pattern: RegExp, column: Column])[] = [
  [/^(?:release)?(?:upc|ean|icpn|barcode|upcean|eanupc|gtin)(?:code)?$/, 'upc'],
  [/^(?:release)?(?:cat(?:alogu?e?)?)(?:no|nr|nb|number|id)?$/, 'catalogueNumber'],
  [/^(?:store|platform|dsp|partner|service|shop|outlet|retailer)(?:name)?$/, 'store'],
  [/^(?:status|state|outcome|result|deliverystatus)$/, 'status'],
  [/^(?:date|day|datetime|updated|updatedat|livedate|statusdate|golivedate)$/, 'date'],
  [/^(?:url|link|storelink|storeurl)$/, 'url'],
  [/^(?:reason|error|errors|message|comment|comments|note|notes|details)$/, 'reason'],
];

/**
 * A table of the user's making: a row of names (release UPC or catalogue number, store, status, date, url, reason, in any order and most
 * spellings), then a row for each release and store. Comma, semicolon or tab; UTF-8 or UTF-16.
 *
 * Throws ACKNOWLEDGEMENT_UNKNOWN with the `row` (the names are row 1) and a `reason`: 'encoding', 'tooLarge', 'malformed', 'headers',
 * 'cells', 'release', 'upc', 'store', 'status', 'date'. One bad row refuses the table.
 */
export function readAnswerTable(bytes: Uint8Array): StoreAnswer[] {
  if (bytes.byteLength > limits.bytes) throw refuse('tooLarge', 1);
  const text = decode(bytes);
  const [names = [], ...rows] = readRows(text);
  const columns = names.map((name) => columnOf(name));
  const has = (column: Column) => columns.includes(column);
  const known = columns.filter((column) => column !== null);
  if (!has('status') || !(has('upc') || has('catalogueNumber')) || new Set(known).size !== known.length) {
    throw refuse('headers', 1);
  }
  if (rows.length === 0) throw refuse('headers', 1);
  return rows.map((cells, index) => readRow(cells, columns, index + 2));
}

function readRow(cells: readonly string[], columns: readonly (Column | null)[], row: number): StoreAnswer {
  if (cells.length > columns.length) throw refuse('cells', row);
  const cell = (column: Column) => {
    const place = columns.indexOf(column);
    return place === -1 ? '' : unwrap(cells[place] ?? '');
  };
  const status = cell('status');
  const outcome = outcomeOf(status);
  if (outcome === 'unknown') throw refuse('status', row);
  const catalogueNumber = cell('catalogueNumber');
  const upc = cell('upc') === '' ? '' : parseIdentifier('upc', cell('upc'));
  if (upc === null) throw refuse('upc', row);
  if (upc === '' && catalogueNumber === '') throw refuse('release', row);
  if (columns.includes('store') && cell('store') === '') throw refuse('store', row);
  const reason = cell('reason');
  return {
    outcome,
    status,
    store: cell('store'),
    storeDpid: '',
    messageIds: [],
    release: { upc, grid: '', catalogueNumber, others: [] },
    at: readDate(cell('date'), row),
    codes: [],
    reasons: reason === '' ? [] : [reason],
    affected: [],
    url: /^https?:\/\//i.test(cell('url')) ? cell('url') : '',
    line: row,
  };
}

/** 'yyyy-mm-dd' with or without a time, or 'dd.mm.yyyy'. With slashes nobody knows which is the month. */
function readDate(text: string, row: number): string {
  if (text === '') return '';
  const european = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const day = european
    ? `${european[3]}-${european[2]?.padStart(2, '0')}-${european[1]?.padStart(2, '0')}`
    : text.slice(0, 10);
  const rest = european ? '' : text.slice(10);
  const date = new Date(`${day}T00:00:00Z`);
  const isTime = rest === '' || /^[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/.test(rest);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(date.getTime()) || !isTime) throw refuse('date', row);
  if (!date.toISOString().startsWith(day)) throw refuse('date', row);
  return `${day}${rest.replace(' ', 'T')}`;
}

/** What ways of keeping zeros leave around a cell. */
function unwrap(cell: string): string {
  const text = cell.trim();
  return (/^="(.*)"$/.exec(text)?.[1] ?? text).replace(/^'(?=\d)/, '').trim();
}

function columnOf(name: string): Column | null {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return headers.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

function readRows(text: string): string[][] {
  const first = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = [',', ';', '\t'].sort((one, other) => count(other) - count(one))[0] as string;
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      // Sheets write ="0123" so that zeros stay.
      relax_quotes: true,
      max_record_size: limits.cell * 10,
      to: limits.rows + 2,
    });
    if (rows.length > limits.rows + 1) throw refuse('tooLarge', rows.length);
    return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    if (error instanceof CsvError) throw refuse('malformed', Number(error.lines ?? 1));
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw refuse('encoding', 1);
    return text;
  } catch {
    throw refuse('encoding', 1);
  }
}

function refuse(reason: string, row: number): AppError {
  return new AppError('ACKNOWLEDGEMENT_UNKNOWN', 'This file is no answer of a store.', { reason, row });
}
