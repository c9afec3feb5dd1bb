import { type Amount, parseAmount } from '#shared/amount.ts';
import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { isCurrency } from '#shared/money.ts';
import type { SaleType, StatementProblemCode } from '#shared/statement-mapping.ts';
import type { TableRow } from './csv-splitter.ts';
import { type DsrRecord, DsrRecords } from './dsr-records.ts';
import type { ProblemLog } from './problem-log.ts';
import type { ReadingPlan } from './reading-plan.ts';
import type { RunningTotals } from './running-totals.ts';
import { parseSaleType } from './sale-type.ts';
import { type Period, parseStatementDate } from './statement-date.ts';
import type { StatementRow } from './statement-row.ts';
import { parseTerritory } from './territory.ts';

const longestText = 1000;
/** They are in memory while the file is read. */
const mostSummaries = 100_000;
const none: Readonly<Record<string, string>> = {};
/** In this order: what is allocated to a rights controller goes before what the service took. */
const moneyCells = [
  'AllocatedAmount',
  'AllocatedNetRevenue',
  'AmountPayable',
  'NetRevenue',
  'PriceConsumerPaidExcSalesTax',
];
const unitCells = [
  'Usages',
  'NumberOfStreams',
  'NumberOfUsages',
  'NumberOfUnitAdjustments',
  'SalesUpgrades',
  'Quantity',
];

/**
 * Reads a DDEX DSR flat file. A row comes of each record that carries money: LI (a rights controller's part of a usage) where
 * the file has such, else SU and SR, and of the summaries (SY) where nothing else names amounts. What stands before it (the
 * summary, the recording) belongs to it. The lines and blocks that FOOT counts must all be there.
 */
export class DsrReader {
  readonly #plan: ReadingPlan;
  readonly #problems: ProblemLog;
  readonly #totals: RunningTotals;
  readonly #records = new DsrRecords();
  readonly #summaries = new Map<string, Readonly<Record<string, string>>>();
  #head = none;
  #resource = none;
  #release = none;
  #usage = none;
  #block = '';
  #blocks = 0;
  #comments = 0;
  #foot: DsrRecord | null = null;

  constructor(plan: ReadingPlan, problems: ProblemLog, totals: RunningTotals) {
    this.#plan = plan;
    this.#problems = problems;
    this.#totals = totals;
  }

  map(row: TableRow): StatementRow | null {
    const [type = ''] = row.cells;
    if (type.startsWith('#')) {
      this.#comments += 1;
      this.#records.describe(row.cells);
      return null;
    }
    const record = this.#records.read(row.line, row.cells);
    if (record) return this.#take(record, row.cells);
    if (row.cells.every((cell) => cell.trim() === '')) this.#totals.blankRows += 1;
    else if (!this.#records.isRecord(type) || /^(?:SY|SU|SR|LI)/i.test(type))
      this.#tell(row.line, 'recordInvalid', '', type);
    return null;
  }

  /** `line`: of the last row. A file without its end is not whole. */
  end(line: number): void {
    const counted = Number(this.#foot?.cells.NumberOfLinesInFile ?? Number.NaN);
    const blocks = Number(this.#foot?.cells.NumberOfBlocksInFile || this.#blocks);
    const isWhole =
      this.#foot !== null && (counted === line || counted === line - this.#comments) && blocks === this.#blocks;
    if (!isWhole) this.#tell(line, 'linesMissing', 'NumberOfLinesInFile', this.#foot ? `${counted} ≠ ${line}` : '');
  }

  #take(record: DsrRecord, raw: readonly string[]): StatementRow | null {
    const { type, cells } = record;
    if (type === 'HEAD' || type === 'SRHE') this.#head = { ...this.#head, ...cells };
    else if (type === 'FOOT') this.#foot = record;
    else if (type.startsWith('SY')) return this.#takeSummary(record, raw);
    else if (type !== 'SRFO') return this.#takeBody(record, raw);
    return null;
  }

  #takeSummary(record: DsrRecord, raw: readonly string[]): StatementRow | null {
    const id = record.cells.SummaryRecordId ?? '';
    // One summary may have a record for each rights controller; what they say of the sale is the same.
    if (!this.#summaries.has(id)) this.#summaries.set(id, record.cells);
    if (this.#summaries.size > mostSummaries) {
      throw new AppError('IMPORT_TOO_LARGE', 'This file has too many summaries.', { line: record.line });
    }
    const isElsewhere = this.#records.has(/^(?:LI|SU|SR\d)/, moneyCells);
    return isElsewhere ? null : this.#row(record, record.cells, record.cells, raw);
  }

  #takeBody(record: DsrRecord, raw: readonly string[]): StatementRow | null {
    const { type, cells } = record;
    const block = cells.BlockId ?? '';
    if (block !== this.#block) {
      this.#block = block;
      this.#blocks += 1;
      this.#resource = none;
      this.#release = none;
      this.#usage = none;
    }
    if (type.startsWith('AS')) this.#resource = cells;
    if (type.startsWith('RE')) this.#release = cells;
    if (type.startsWith('SU')) this.#usage = cells;
    const hasLicences = this.#records.has(/^LI/, moneyCells);
    const isPaid = type.startsWith('LI') || (!hasLicences && /^(?:SU|SR\d)/.test(type));
    if (!isPaid || !this.#records.has(/^(?:LI|SU|SR\d)/, moneyCells)) return null;
    return this.#row(record, this.#summaries.get(cells.SummaryRecordId ?? '') ?? none, this.#usage, raw);
  }

  #row(
    record: DsrRecord,
    summary: Readonly<Record<string, string>>,
    usage: Readonly<Record<string, string>>,
    raw: readonly string[],
  ): StatementRow | null {
    const { line, cells } = record;
    const controller = cells.RightsController ?? '';
    const wanted = this.#plan.rightsControllers;
    if (wanted && controller !== '' && !wanted.includes(controller)) {
      this.#totals.leftOutRows += 1;
      return null;
    }
    const merged = { ...this.#head, ...summary, ...this.#release, ...this.#resource, ...usage, ...cells };
    const period = this.#period(line, merged);
    const net = this.#amount(line, cells);
    const quantity = this.#quantity(line, merged);
    if (net !== 0n && quantity === 0) this.#tell(line, 'unitsZero');
    return {
      line,
      raw: [...raw],
      saleFrom: period?.from ?? null,
      saleTo: period?.to ?? null,
      month: period?.to.slice(0, 7) ?? null,
      reportedMonth: this.#head.MessageCreatedDateTime?.slice(0, 7) || null,
      store: (this.#head.SenderName || merged.ServiceDescription) ?? '',
      territory: this.#territory(line, merged.Territory ?? ''),
      saleType: this.#saleType(merged),
      format: merged.CommercialModel ?? '',
      quantity,
      gross: null,
      fee: null,
      withheld: null,
      net,
      currency: this.#currency(line, merged),
      fxRate: null,
      isrc: this.#isrc(line, merged.ISRC ?? ''),
      upc: parseIdentifier('upc', merged.ICPN ?? '') ?? '',
      catalogueNumber: '',
      artist: (merged.DisplayArtistName ?? '').replaceAll('|', ', ').slice(0, longestText),
      title: (this.#resource.Title ?? cells.Title ?? '').slice(0, longestText),
      releaseTitle: this.#release.Title ?? '',
      label: controller,
      isReversal: net < 0n || quantity < 0,
    };
  }

  #amount(line: number, cells: Readonly<Record<string, string>>): Amount {
    const name = moneyCells.find((candidate) => (cells[candidate] ?? '') !== '');
    const read = name ? parseAmount(cells[name] as string, { decimal: '.' }) : null;
    if (read?.isRounded) this.#tell(line, 'amountRounded', name, cells[name as string]);
    if (!read) this.#tell(line, name ? 'amountUnreadable' : 'amountMissing', name ?? '', cells[name ?? '']);
    return read?.amount ?? 0n;
  }

  #quantity(line: number, cells: Readonly<Record<string, string>>): number {
    const name = unitCells.find((candidate) => (cells[candidate] ?? '') !== '');
    const text = cells[name ?? ''] ?? '';
    if (/^-?\d{1,15}(?:\.0+)?$/.test(text)) return Number(text);
    if (text !== '') this.#tell(line, 'unitsUnreadable', name, text);
    return 0;
  }

  #period(line: number, cells: Readonly<Record<string, string>>): Period | null {
    const ends = [cells.ValidityPeriodStart || cells.UsageStartDate, cells.ValidityPeriodEnd || cells.UsageEndDate];
    const [from, to] = ends.map((end) => (end ? parseStatementDate(end, 'dmy') : null));
    if (from && to) return { from: from.from, to: to.to };
    if (ends.some((end) => end)) this.#tell(line, 'dateUnreadable', 'UsageStartDate', ends.join(' '));
    return this.#plan.period;
  }

  #territory(line: number, text: string): string {
    const code = parseTerritory(text);
    if (code === null) this.#tell(line, 'territoryUnknown', 'Territory', text);
    return code ?? '';
  }

  #saleType(cells: Readonly<Record<string, string>>): SaleType {
    if (/^ugc/i.test(this.#head.Profile ?? '')) return 'ugc';
    const words = [cells.RightType, cells.RightsType, cells.UseType, cells.CommercialModel];
    for (const word of words) {
      const type = word ? parseSaleType(word.replace(/([a-z])([A-Z])/g, '$1 $2')) : null;
      if (type) return type;
    }
    return 'other';
  }

  #currency(line: number, cells: Readonly<Record<string, string>>): string {
    if (this.#plan.currency) return this.#plan.currency;
    const text = cells.CurrencyOfReporting || cells.Currency || '';
    if (isCurrency(text)) return text;
    this.#tell(line, text === '' ? 'currencyMissing' : 'currencyUnknown', 'Currency', text);
    return '';
  }

  /** Of a recording with several numbers the first. */
  #isrc(line: number, all: string): string {
    const [text = ''] = all.split('|');
    const isrc = parseIdentifier('isrc', text);
    if (isrc === null && text !== '') this.#tell(line, 'isrcInvalid', 'ISRC', text);
    return isrc ?? text;
  }

  #tell(line: number, code: StatementProblemCode, column = '', text = ''): void {
    this.#problems.add(line, code, column, text);
  }
}
