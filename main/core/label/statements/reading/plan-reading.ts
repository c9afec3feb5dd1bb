import type { DecimalSign } from '#shared/amount.ts';
import { AppError } from '#shared/errors.ts';
import { type ColumnMapping, type ColumnMappingInput, columnMapping } from '#shared/statement-mapping.ts';
import { foldColumn, placesOf } from './columns.ts';
import { dsrFormat, formatById } from './formats/all-formats.ts';
import { type Locale, localeOf } from './guess-locale.ts';
import type { ReadingPlan, StreamMapping } from './reading-plan.ts';
import type { Sniff } from './sniff-statement.ts';
import type { DateOrder, Period } from './statement-date.ts';
import { suggestMapping } from './suggest-mapping.ts';

/** What a user decides where a file leaves it open, or where they know better. */
export type ReadingChoices = {
  /** One of the sniff's `candidates`; null: none of them. */
  format?: string | null;
  /** Of the user's own; counts instead of a format's. */
  mapping?: ColumnMappingInput;
  decimal?: DecimalSign;
  dateOrder?: DateOrder;
  currency?: string;
  period?: Period;
  rightsControllers?: string[];
  /** Columns about buyers come out in `raw` too. */
  keepsPersonal?: boolean;
};

/** What has to be asked before a file can be read. */
export type OpenQuestion = 'mapping' | 'currency' | 'dateOrder' | 'decimal' | 'period';

export type Planned = { plan: ReadingPlan; questions: OpenQuestion[] };

/** How a sniffed file is to be read, and what is still to be asked. Throws INVALID_INPUT for a format or mapping that is none. */
export function planReading(sniff: Sniff, choices: ReadingChoices = {}): Planned {
  const format = choices.mapping ? null : formatOf(sniff, choices);
  const mapping = mappingOf(sniff, choices, format);
  const locale = localeOf(mapping, sniff.columns, sniff.sampleRows);
  const streams = streamsOf(sniff, format);
  const personal = new Set([...mapping.personalColumns, ...sniff.personalColumns].map(foldColumn));
  const plan: ReadingPlan = {
    kind: sniff.kind,
    member: sniff.member,
    sheet: sniff.sheet,
    encoding: sniff.encoding,
    delimiter: sniff.delimiter,
    lineEnd: sniff.lineEnd,
    content: streams ? 'streams' : 'sales',
    format,
    headerRow: sniff.headerRow,
    columns: sniff.columns,
    keptColumns: sniff.columns.filter((column) => choices.keepsPersonal || !personal.has(foldColumn(column))),
    mapping,
    streams,
    decimal: choices.decimal ?? (locale.decimal === ',' ? ',' : '.'),
    dateOrder: choices.dateOrder ?? (locale.dateOrder === 'mdy' ? 'mdy' : 'dmy'),
    currency: choices.currency ?? null,
    period: choices.period ?? null,
    rightsControllers: choices.rightsControllers ?? null,
  };
  return { plan, questions: questionsOf(plan, locale, choices) };
}

function formatOf(sniff: Sniff, { format }: ReadingChoices): string | null {
  if (format === undefined) return sniff.format?.id ?? null;
  if (format !== null && !sniff.candidates.some(({ id }) => id === format)) {
    throw new AppError('INVALID_INPUT', 'This file is not of that format.', { format });
  }
  return format;
}

function mappingOf(sniff: Sniff, choices: ReadingChoices, format: string | null): ColumnMapping {
  const known = format === null ? undefined : formatById(format);
  if (format === dsrFormat.id || known?.content === 'streams') return columnMapping.parse({ fields: {} });
  const own = choices.mapping ?? known?.mapping ?? suggestedOf(sniff);
  const parsed = columnMapping.safeParse(own);
  if (!parsed.success) throw new AppError('INVALID_INPUT', 'This mapping of columns is not valid.');
  return parsed.data;
}

/** Nothing is read from columns about people unless somebody says so: a customer may be a shop, or somebody who bought. */
function suggestedOf({ columns, sampleRows, personalColumns }: Sniff): ColumnMappingInput {
  const isNamed = (column: string) => !personalColumns.includes(column);
  return suggestMapping(
    columns.map((column) => (isNamed(column) ? column : '')),
    sampleRows,
  ).mapping;
}

function streamsOf(sniff: Sniff, format: string | null): StreamMapping | null {
  const known = format === null ? undefined : formatById(format);
  if (known?.content !== 'streams') return null;
  return { fields: known.fields, title: known.titleIn?.exec(sniff.name)?.[1] ?? null };
}

function questionsOf(plan: ReadingPlan, locale: Locale, choices: ReadingChoices): OpenQuestion[] {
  if (plan.kind === 'dsr') return [];
  const { fields, currency } = plan.mapping;
  const has = (columns: readonly string[] = []) => placesOf(columns, plan.columns).length > 0;
  const questions: OpenQuestion[] = [];
  if (plan.content === 'streams') {
    if (!has(plan.streams?.fields.day) && !plan.period) questions.push('period');
    return questions;
  }
  if (!has(fields.net?.columns)) questions.push('mapping');
  if (!plan.currency && !currency && !has(fields.currency?.columns)) questions.push('currency');
  if (locale.dateOrder === 'either' && !choices.dateOrder) questions.push('dateOrder');
  if (locale.decimal === 'either' && !choices.decimal) questions.push('decimal');
  const hasDate = [fields.saleDate, fields.saleFrom, fields.saleTo].some((source) => has(source?.columns));
  if (!hasDate && !plan.period) questions.push('period');
  return questions;
}
