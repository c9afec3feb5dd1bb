import { parse } from 'csv-parse/sync';
import type { OutcomeState } from '#shared/delivery/delivery-states.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';

/** What a row of a file says happened to a release at a store. Texts that it does not say are empty. */
export type Outcome = {
  /** Of the file, from 1. */
  row: number;
  upc: string;
  catalogueNumber: string;
  title: string;
  messageId: string;
  store: string;
  /** Null where its words are not known. */
  to: OutcomeState | null;
  status: string;
  url: string;
  storeReleaseId: string;
  note: string;
};

const names: Readonly<Record<Exclude<keyof Outcome, 'row' | 'to'>, readonly string[]>> = {
  upc: ['upc', 'ean', 'upc/ean', 'upc or ean', 'icpn', 'barcode'],
  catalogueNumber: [
    'catalogue number',
    'catalog number',
    'catalogue no',
    'cat no',
    'catalog nb',
    'release catalog nb',
    'cat#',
  ],
  title: ['release', 'release title', 'title', 'album', 'product title'],
  messageId: ['message id', 'messageid', 'message'],
  store: ['store', 'platform', 'dsp', 'service', 'shop', 'partner', 'outlet'],
  status: ['status', 'state', 'outcome', 'delivery status', 'result'],
  url: ['url', 'link', 'store link', 'store url'],
  storeReleaseId: ['store id', 'store release id', 'platform release id', 'external id', 'album id'],
  note: ['note', 'reason', 'comment', 'details', 'error', 'message text'],
};

const words: readonly (readonly [RegExp, OutcomeState])[] = [
  [/live with (issues|errors|warnings)|partially live/, 'liveWithIssues'],
  [/take ?down (pending|requested)|removing|removal pending/, 'takedownPending'],
  [/taken ?down|removed|offline|deleted|withdrawn/, 'takenDown'],
  [/reject|refused|declined|denied/, 'rejected'],
  [/(delivery|upload|transfer) (failed|error)/, 'deliveryFailed'],
  [/fail|error/, 'processingFailed'],
  [/verif|in review|reviewing|moderation/, 'verifying'],
  [/not live|unavailable/, 'processingPlatform'],
  [/\blive\b|published|available|in store|released|online|distributed/, 'live'],
  [/updat/, 'updating'],
  [/process|received|ingest|delivered|accepted|acknowledged|pending/, 'processingPlatform'],
];

export function outcomeOfWords(text: string): OutcomeState | null {
  const folded = foldText(text)
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  const spaced = foldText(text.replaceAll(/([a-z])([A-Z])/g, '$1 $2'))
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  return words.find(([pattern]) => pattern.test(spaced) || pattern.test(folded))?.[1] ?? null;
}

const mostRows = 20_000;
const headRows = 20;

/**
 * Reads a sheet of outcomes: CSV with a comma, semicolon or tab, its head in one of the first twenty rows. Throws RETURN_UNREADABLE where
 * no row names a state and a store, release or message.
 */
export function readOutcomes(text: string): Outcome[] {
  const records = parseRows(text.replace(/^\ufeff/, ''));
  for (const [at, record] of records.slice(0, headRows).entries()) {
    const columns = columnsOf(record);
    const isHead =
      columns.status !== undefined &&
      [columns.upc, columns.catalogueNumber, columns.title, columns.messageId].some((each) => each !== undefined);
    if (isHead) return records.slice(at + 1).flatMap((row, index) => toOutcome(row, columns, at + 2 + index) ?? []);
  }
  throw new AppError('RETURN_UNREADABLE', 'No row of this file names a status and a release.');
}

function parseRows(text: string): string[][] {
  if (text.includes('\0')) throw new AppError('RETURN_UNREADABLE', 'This is no text.');
  const head = text.split(/\r?\n/, headRows).join('\n');
  const delimiter = [',', ';', '\t'].reduce((best, each) => (count(head, each) > count(head, best) ? each : best));
  try {
    return parse(text, {
      ...{ delimiter, relax_column_count: true, skip_empty_lines: false, trim: true, to: mostRows },
      ...{ max_record_size: 100_000 },
    }) as string[][];
  } catch (error) {
    throw new AppError('RETURN_UNREADABLE', 'This is no table that can be read.', {}, { cause: error });
  }
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

type Columns = Partial<Record<Exclude<keyof Outcome, 'row' | 'to'>, number>>;

function columnsOf(record: readonly string[]): Columns {
  const heads = record.map((cell) =>
    foldText(cell)
      .replaceAll(/[\s_]+/g, ' ')
      .replaceAll(/[.:]/g, '')
      .trim(),
  );
  const columns: Columns = {};
  for (const [field, known] of Object.entries(names) as [keyof Columns, readonly string[]][]) {
    const at = heads.findIndex((head) => known.includes(head));
    if (at >= 0) columns[field] = at;
  }
  return columns;
}

function toOutcome(record: readonly string[], columns: Columns, row: number): Outcome | null {
  const cell = (field: keyof Columns) => plain(record[columns[field] ?? -1] ?? '');
  const outcome = {
    ...{ row, upc: cell('upc').replaceAll(/\D/g, ''), catalogueNumber: cell('catalogueNumber'), title: cell('title') },
    ...{ messageId: cell('messageId'), store: cell('store'), status: cell('status'), url: linkOf(cell('url')) },
    ...{ storeReleaseId: cell('storeReleaseId').slice(0, 200), note: cell('note').slice(0, 2000) },
  };
  const isEmpty = [outcome.upc, outcome.catalogueNumber, outcome.title, outcome.messageId, outcome.status].every(
    (each) => each === '',
  );
  return isEmpty ? null : { ...outcome, to: outcomeOfWords(outcome.status) };
}

/** Without the apostrophe that keeps spreadsheets from calculating. */
function plain(cell: string): string {
  return cell.replace(/^'(?=[=+\-@0-9])/, '').trim();
}

/** Only what a browser may open: nothing that a file says becomes a script. */
function linkOf(text: string): string {
  return /^https?:\/\/[^\s<>"]{1,1900}$/i.test(text) ? text : '';
}
