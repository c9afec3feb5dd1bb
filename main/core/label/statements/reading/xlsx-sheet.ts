import type { DecimalSign } from '#shared/amount.ts';
import { AppError } from '#shared/errors.ts';
import type { TableRow } from './csv-splitter.ts';
import { dayOfSerial, shownNumber } from './xlsx-numbers.ts';
import type { XmlPart } from './xml-pieces.ts';

const mostColumns = 1000;
const longestCell = 32_767;

export type SheetFacts = {
  strings: readonly string[];
  dayStyles: ReadonlySet<number>;
  is1904: boolean;
  decimal: DecimalSign;
};

/** Takes the rows out of a sheet's XML as it comes. */
export class SheetReader implements XmlPart {
  readonly #facts: SheetFacts;
  #rows: TableRow[] = [];
  #row: TableRow | null = null;
  #line = 0;
  #place = 0;
  #type = '';
  #style = 0;
  #value = '';
  #isValue = false;
  #isFormula = false;

  constructor(facts: SheetFacts) {
    this.#facts = facts;
  }

  /** The rows that ended since the last time. */
  take(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'f') this.#isFormula = true;
    this.#isValue = name === 'v' || name === 't';
  }

  text(text: string): void {
    if (this.#isValue && this.#row) this.#value += text;
    if (this.#value.length > longestCell)
      throw new AppError('IMPORT_TOO_LARGE', 'A cell is too long.', { line: this.#line });
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' && this.#row) {
      this.#rows.push(this.#row);
      this.#row = null;
    }
  }

  #openRow(number: string | undefined): void {
    const line = number === undefined ? this.#line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.#line) {
      throw new AppError('IMPORT_INVALID', 'The rows of this workbook are out of order.', { line: this.#line });
    }
    this.#line = line;
    this.#place = -1;
    this.#row = { line, cells: [] };
  }

  #openCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#place = r === undefined ? this.#place + 1 : placeOf(r);
    if (this.#place >= mostColumns) {
      throw new AppError('IMPORT_TOO_LARGE', 'This table has too many columns.', { line: this.#line });
    }
    this.#type = t ?? 'n';
    this.#style = Number(s ?? 0);
    this.#value = '';
    this.#isFormula = false;
  }

  #closeCell(): void {
    const row = this.#row;
    if (!row) return;
    while (row.cells.length < this.#place) row.cells.push('');
    row.cells[this.#place] = this.#shown();
    if (this.#isFormula) row.formulas = [...(row.formulas ?? []), this.#place];
  }

  #shown(): string {
    const value = this.#value;
    if (this.#type === 's') return this.#facts.strings[Number(value)] ?? '';
    if (this.#type !== 'n' || value === '') return value;
    if (this.#facts.dayStyles.has(this.#style)) return dayOfSerial(value, this.#facts.is1904) ?? value;
    const number = shownNumber(value);
    return this.#facts.decimal === ',' ? number.replace('.', ',') : number;
  }
}

/** 1 for 'B7'. */
function placeOf(reference: string): number {
  let place = 0;
  for (const letter of reference.replace(/\d.*$/, '').toUpperCase()) place = place * 26 + letter.charCodeAt(0) - 64;
  return place > 0 && place < 20_000 ? place - 1 : mostColumns;
}
