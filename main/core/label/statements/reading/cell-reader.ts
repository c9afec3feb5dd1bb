import { type Amount, parseAmount } from '#shared/amount.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { isCurrency } from '#shared/money.ts';
import {
  type FieldSource,
  type SaleType,
  type StatementField,
  saleTypes,
  statementFields,
} from '#shared/statement-mapping.ts';
import { placesOf } from './columns.ts';
import type { TableRow } from './csv-splitter.ts';
import type { ProblemLog } from './problem-log.ts';
import type { ReadingPlan } from './reading-plan.ts';
import { remembered } from './remembered.ts';
import { parseSaleType } from './sale-type.ts';
import { findMonth, monthOf, type Period, parseStatementDate } from './statement-date.ts';
import { parseTerritory } from './territory.ts';

const pico = 10n ** 12n;
const longestText = 1000;

type Days = { saleFrom: string | null; saleTo: string | null; month: string | null };
type Place = { places: number[]; source: FieldSource | null };

const nowhere: Place = { places: [], source: null };
/** Excel's way to keep zeros in front: ="0012". */
const keptText = /^="([^"]*)"$/;
/** What a program that computes would compute. Titles may begin with these signs too. */
const formula = /^(?:=|[+\-@](?:[A-Z]{1,3}\$?\d|[A-Z]+\(|cmd\b))/i;
const control = /[\p{Cc}--[\t\n\r]]/v;

/** Reads the cells of one row after the other. What cannot be read is told, with the row and the column. */
export class CellReader {
  readonly #plan: ReadingPlan;
  readonly #problems: ProblemLog;
  readonly #fields: Record<StatementField, Place>;
  readonly #names: number[];
  readonly #dateOf: (text: string) => Period | null;
  readonly #monthIn = remembered(findMonth);
  readonly #territoryOf = remembered((text: string) => ({ code: parseTerritory(text) }));
  readonly #typeOf: (text: string) => { type: SaleType | null };
  readonly #isrcOf = remembered((text: string) => ({ id: parseIdentifier('isrc', text) }));
  readonly #upcOf = remembered(readUpc);
  readonly #currencyOf = remembered(readCurrency);
  #row: TableRow = { line: 0, cells: [] };
  #hasBadDate = false;

  constructor(plan: ReadingPlan, problems: ProblemLog) {
    this.#plan = plan;
    this.#problems = problems;
    const { fields } = plan.mapping;
    this.#fields = Object.fromEntries(
      statementFields.map((field) => {
        const source = fields[field];
        if (!source) return [field, nowhere];
        const values = source.values && { values: lowerKeys(source.values) };
        return [field, { places: placesOf(source.columns, plan.columns), source: { ...source, ...values } }];
      }),
    ) as Record<StatementField, Place>;
    this.#names = (['isrc', 'upc', 'catalogueNumber', 'title', 'artist', 'store', 'saleDate'] as const).flatMap(
      (field) => this.#fields[field].places,
    );
    this.#dateOf = remembered((text: string) => parseStatementDate(text, plan.dateOrder));
    const types = this.#fields.saleType.source?.values ?? {};
    this.#typeOf = remembered((text: string) => ({ type: typeOf(text, types) }));
  }

  begin(row: TableRow): void {
    this.#row = row;
  }

  has(field: StatementField): boolean {
    return this.#fields[field].places.length > 0;
  }

  readsMoneyAt(place: number): boolean {
    return this.#fields.net.places.includes(place);
  }

  /** Whether a row names no recording, release, person, store or day but in its first cell. */
  saysNothingOf(cells: readonly string[]): boolean {
    const first = cells.findIndex((cell) => cell.trim() !== '');
    return this.#names.every((place) => place === first || (cells[place] ?? '').trim() === '');
  }

  /** What one is owed by a row, without a word where that cannot be read. */
  moneyOf(cells: readonly string[]): Amount | null {
    const { places, source } = this.#fields.net;
    const text = places.map((place) => (cells[place] ?? '').trim()).find((cell) => cell !== '') ?? '';
    const amount = parseAmount(text, { decimal: this.#plan.decimal })?.amount ?? null;
    return amount !== null && source?.isNegated ? -amount : amount;
  }

  text(field: StatementField): string {
    const { places, source } = this.#fields[field];
    if (places.length === 0) return '';
    const text = this.#first(places);
    const cell = source?.how === 'join' ? joined(places.map((place) => this.#cell(place))) : text;
    if (cell.length <= longestText && !suspicious(cell)) return this.#known(cell, source);
    return this.#known(this.#checked(cell, places), source);
  }

  amount(field: 'gross' | 'fee' | 'withheld' | 'net'): Amount | null {
    const { places, source } = this.#fields[field];
    let sum: Amount | null = null;
    for (const place of places) {
      const text = this.#cell(place);
      if (text === '') continue;
      const amount = this.#readAmount(text, place);
      if (amount !== null) sum = (sum ?? 0n) + amount;
      if (source?.how !== 'sum') break;
    }
    return sum !== null && source?.isNegated ? -sum : sum;
  }

  /** 0 where it cannot be read or is not there, which is told. */
  net(): Amount {
    const { places } = this.#fields.net;
    const net = this.amount('net');
    if (net !== null) return net;
    const isEmpty = places.every((place) => this.#cell(place) === '');
    if (isEmpty && !this.#plan.mapping.isEmptyZero) this.#tell('amountMissing', places[0] ?? -1);
    return 0n;
  }

  /** Whole; null where it cannot be read, which is told. */
  quantity(): number | null {
    const [place = -1] = this.#fields.quantity.places;
    const text = this.#first(this.#fields.quantity.places);
    if (text === '') return 0;
    if (/^-?\d{1,9}$/.test(text)) return Number(text);
    const read = parseAmount(text, { decimal: this.#plan.decimal });
    if (!read || read.amount > 9_000_000_000_000n * pico || read.amount < -9_000_000_000_000n * pico) {
      this.#tell('unitsUnreadable', place);
      return null;
    }
    if (read.amount % pico !== 0n) this.#tell('unitsFraction', place);
    return Math.round(Number(read.amount / 1_000_000n) / 1e6) + 0;
  }

  days(): Days {
    this.#hasBadDate = false;
    const from = this.#date('saleFrom');
    const to = this.#date('saleTo');
    const sale = this.#date('saleDate');
    const first = from ?? to;
    const last = to ?? from;
    const period = first && last ? { from: first.from, to: last.to } : (sale ?? this.#plan.period);
    if (period) return { saleFrom: period.from, saleTo: period.to, month: period.to.slice(0, 7) };
    if (!this.#hasBadDate && (this.has('saleDate') || this.has('saleFrom'))) {
      this.#tell('dateMissing', this.#fields.saleDate.places[0] ?? -1);
    }
    return { saleFrom: null, saleTo: null, month: null };
  }

  reportedMonth(): string | null {
    return this.#date('reportedDate')?.to.slice(0, 7) ?? null;
  }

  territory(): string {
    const [place = -1] = this.#fields.territory.places;
    const text = this.#first(this.#fields.territory.places);
    if (text === '') return '';
    const { code } = this.#territoryOf(text);
    if (code === null) this.#tell('territoryUnknown', place);
    return code ?? '';
  }

  saleType(): SaleType {
    for (const place of this.#fields.saleType.places) {
      const { type } = this.#typeOf(this.#cell(place));
      if (type) return type;
    }
    return this.#plan.mapping.saleType ?? 'other';
  }

  currency(): string {
    if (this.#plan.currency) return this.#plan.currency;
    const [place = -1] = this.#fields.currency.places;
    const text = this.#first(this.#fields.currency.places);
    if (text === '') {
      const usual = this.#plan.mapping.currency;
      if (!usual) this.#tell('currencyMissing', place);
      return usual ?? '';
    }
    const code = this.#currencyOf(text);
    if (code === '') this.#tell('currencyUnknown', place);
    return code;
  }

  /** Decimal text with a point. */
  rate(): string | null {
    const text = this.#first(this.#fields.fxRate.places);
    if (text === '') return null;
    const plain = this.#plan.decimal === ',' ? text.replace(',', '.') : text;
    return /^\d{1,12}(?:\.\d{1,20})?$/.test(plain) ? plain : null;
  }

  isrc(): string {
    const [place = -1] = this.#fields.isrc.places;
    const text = unwrapped(this.#first(this.#fields.isrc.places));
    if (text === '') return '';
    const { id } = this.#isrcOf(text);
    if (id === null) this.#tell('isrcInvalid', place);
    return id ?? text.slice(0, longestText);
  }

  upc(): string {
    const [place = -1] = this.#fields.upc.places;
    const text = unwrapped(this.#first(this.#fields.upc.places));
    if (text === '') return '';
    const { id, problem } = this.#upcOf(text);
    if (problem) this.#tell(problem, place);
    return id;
  }

  #date(field: 'saleDate' | 'saleFrom' | 'saleTo' | 'reportedDate'): Period | null {
    const { places, source } = this.#fields[field];
    const text = this.#first(places);
    if (text === '') return null;
    if (source?.how === 'month') return this.#monthIn(text);
    const period = this.#dateOf(text);
    if (!period) {
      this.#hasBadDate = true;
      this.#tell('dateUnreadable', places.find((place) => this.#cell(place) !== '') ?? -1);
    }
    return period && source?.isMonth ? monthOf(period) : period;
  }

  #readAmount(text: string, place: number): Amount | null {
    const read = parseAmount(text, { decimal: this.#plan.decimal });
    if (!read) this.#tell('amountUnreadable', place);
    else if (read.isRounded) this.#tell('amountRounded', place);
    if (this.#row.formulas?.includes(place)) this.#tell('formula', place);
    return read?.amount ?? null;
  }

  /** The first of some cells that says something. */
  #first(places: readonly number[]): string {
    for (const place of places) {
      const cell = this.#cell(place);
      if (cell !== '') return cell;
    }
    return '';
  }

  #cell(place: number): string {
    return (this.#row.cells[place] ?? '').trim();
  }

  #known(text: string, source: FieldSource | null): string {
    return source?.values?.[text.toLowerCase()] ?? text;
  }

  #checked(text: string, places: readonly number[]): string {
    const plain = unwrapped(text);
    const place = places.find((candidate) => this.#cell(candidate) !== '') ?? -1;
    if (formula.test(plain)) this.#tell('formula', place);
    if (control.test(plain)) this.#tell('controlCharacter', place);
    if (plain.length > longestText) this.#tell('textTooLong', place);
    return plain.replace(/[\p{Cc}--[\t\n\r]]/gv, '').slice(0, longestText);
  }

  #tell(code: Parameters<ProblemLog['add']>[1], place: number): void {
    this.#problems.add(this.#row.line, code, this.#plan.columns[place] ?? '', this.#row.cells[place] ?? '');
  }
}

function suspicious(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // = + - @
  return first === 61 || first === 43 || first === 45 || first === 64 || control.test(cell);
}

function unwrapped(text: string): string {
  return text.charCodeAt(0) === 61 ? text.replace(keptText, '$1').trim() : text;
}

/** 'Title (Version)'. */
function joined([first = '', ...others]: readonly string[]): string {
  return others.reduce((text, other) => (other === '' || text.includes(other) ? text : `${text} (${other})`), first);
}

function typeOf(text: string, values: Readonly<Record<string, string>>): SaleType | null {
  const known = values[text.toLowerCase()];
  return saleTypes.find((candidate) => candidate === known) ?? (text === '' ? null : parseSaleType(text));
}

/** Without a prototype: a cell may say 'constructor'. */
function lowerKeys(values: Readonly<Record<string, string>>): Record<string, string> {
  const lower = Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]);
  return Object.assign(Object.create(null), Object.fromEntries(lower));
}

function readUpc(text: string): { id: string; problem: 'upcDamaged' | 'upcInvalid' | null } {
  if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) return { id: text, problem: 'upcDamaged' };
  // A GTIN of 14 digits; one whose zero in front a spreadsheet took.
  const plain = text.replace(/^0(?=\d{13}$)/, '').replace(/\.0$/, '');
  const id = parseIdentifier('upc', plain) ?? (/^\d{11}$/.test(plain) ? parseIdentifier('upc', `0${plain}`) : null);
  return id === null ? { id: text.slice(0, longestText), problem: 'upcInvalid' } : { id, problem: null };
}

const currencySigns: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', US$: 'USD', '¥': 'JPY' };

/** '' for none. */
function readCurrency(text: string): string {
  const code = currencySigns[text.toUpperCase()] ?? text.toUpperCase();
  return isCurrency(code) ? code : '';
}
