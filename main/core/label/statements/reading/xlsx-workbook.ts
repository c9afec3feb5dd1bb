import { posix } from 'node:path';
import type { DecimalSign } from '#shared/amount.ts';
import { AppError } from '#shared/errors.ts';
import type { TableRow } from './csv-splitter.ts';
import { textPieces } from './text-pieces.ts';
import { showsDays } from './xlsx-numbers.ts';
import { SheetReader } from './xlsx-sheet.ts';
import { readXmlPieces, readXmlWhole } from './xml-pieces.ts';
import type { ZipArchive } from './zip-archive.ts';

const workbookPath = 'xl/workbook.xml';
const smallBytes = 16 * 1024 ** 2;
const stringsBytes = 512 * 1024 ** 2;
/** Texts of a workbook are in memory while its rows are read. */
const mostStringLength = 128 * 1024 ** 2;

type Sheet = { name: string; path: string };

export function isWorkbook(zip: ZipArchive): boolean {
  return zip.has(workbookPath);
}

/** A workbook of Excel (XLSX). Only what a cell shows is read; formulas are told, links and macros are never followed. */
export class Workbook {
  readonly #zip: ZipArchive;
  readonly #is1904: boolean;
  readonly sheets: readonly Sheet[];

  private constructor(zip: ZipArchive, sheets: readonly Sheet[], is1904: boolean) {
    this.#zip = zip;
    this.sheets = sheets;
    this.#is1904 = is1904;
  }

  static async open(zip: ZipArchive): Promise<Workbook> {
    const targets = await readTargets(zip);
    const sheets: Sheet[] = [];
    let is1904 = false;
    await readXmlWhole(xmlOf(zip, workbookPath), {
      open: (name, attributes) => {
        if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
        if (name !== 'sheet' || /hidden/i.test(attributes.state ?? '')) return;
        const path = targets.get(attributes['r:id'] ?? '');
        if (path) sheets.push({ name: (attributes.name ?? '').slice(0, 100), path });
      },
    });
    if (sheets.length === 0) throw new AppError('IMPORT_INVALID', 'This workbook has no table.');
    return new Workbook(zip, sheets, is1904);
  }

  /** The rows of a sheet by its name, or of the first one. Numbers come with `decimal` as their point. */
  async *rows(sheet: string | null, decimal: DecimalSign): AsyncGenerator<TableRow[]> {
    const found = sheet === null ? this.sheets[0] : this.sheets.find(({ name }) => name === sheet);
    if (!found) throw new AppError('IMPORT_INVALID', 'This sheet is not in the workbook.', { sheet });
    const reader = new SheetReader({
      strings: await readStrings(this.#zip),
      dayStyles: await readDayStyles(this.#zip),
      is1904: this.#is1904,
      decimal,
    });
    yield* readXmlPieces(xmlOf(this.#zip, found.path, 4 * 1024 ** 3), reader, () => reader.take());
  }
}

function xmlOf(zip: ZipArchive, path: string, mostBytes = smallBytes): AsyncGenerator<string> {
  return textPieces(zip.read(path, mostBytes), 'utf-8');
}

async function readTargets(zip: ZipArchive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const path = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(path)) return targets;
  await readXmlWhole(xmlOf(zip, path), {
    open: (name, { Id = '', Target = '', TargetMode, Type = '' }) => {
      if (name !== 'Relationship' || TargetMode === 'External' || !Type.endsWith('/worksheet')) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target));
    },
  });
  return targets;
}

async function readStrings(zip: ZipArchive): Promise<string[]> {
  const path = 'xl/sharedStrings.xml';
  const strings: string[] = [];
  if (!zip.has(path)) return strings;
  let text = '';
  let length = 0;
  let isText = false;
  // Readings of Japanese characters stand beside them.
  let isReading = false;
  await readXmlWhole(xmlOf(zip, path, stringsBytes), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') isReading = false;
      if (name !== 'si') return;
      strings.push(text);
      length += text.length + 16;
      if (length > mostStringLength) throw new AppError('IMPORT_TOO_LARGE', 'This workbook holds too much text.');
    },
  });
  return strings;
}

/** Which styles of cells show days. */
async function readDayStyles(zip: ZipArchive): Promise<Set<number>> {
  const path = 'xl/styles.xml';
  const styles = new Set<number>();
  if (!zip.has(path)) return styles;
  const codes = new Map<number, string>();
  let isCellStyle = false;
  let index = 0;
  await readXmlWhole(xmlOf(zip, path), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      const format = Number(attributes.numFmtId ?? 0);
      if (showsDays(format, codes.get(format))) styles.add(index);
      index += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return styles;
}
