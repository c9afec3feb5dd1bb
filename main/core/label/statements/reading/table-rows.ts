import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { toReadError } from '#core/interop/read-error.ts';
import type { DecimalSign } from '#shared/amount.ts';
import { AppError } from '#shared/errors.ts';
import { CsvSplitter, type TableRow } from './csv-splitter.ts';
import type { TablePlace } from './reading-plan.ts';
import { textPieces } from './text-pieces.ts';
import { Workbook } from './xlsx-workbook.ts';
import { ZipArchive } from './zip-archive.ts';

const pieceBytes = 262_144;
/** A workbook within a ZIP is taken into memory, because its list of parts stands at its end. */
const largestInner = 128 * 1024 ** 2;

/** Bytes that were read so far, of how many. */
export type Progress = { done: number; total: number };

/** The rows of a table, some thousand at a time. `progress` is kept up to date. */
export async function* tableRows(
  path: string,
  place: TablePlace & { decimal: DecimalSign },
  progress: Progress = { done: 0, total: 0 },
): AsyncGenerator<TableRow[]> {
  if (place.kind === 'xlsx') yield* workbookRows(path, place);
  else if (place.member === null) yield* csvRows(counted(fileBytes(path, progress), progress), place);
  else yield* zippedRows(path, place.member, place, progress);
}

async function* csvRows(bytes: AsyncIterable<Uint8Array>, place: TablePlace): AsyncGenerator<TableRow[]> {
  const splitter = new CsvSplitter(place.delimiter, place.lineEnd, place.kind !== 'dsr');
  for await (const text of textPieces(bytes, place.encoding)) yield splitter.take(text);
  yield splitter.end();
}

async function* zippedRows(
  path: string,
  member: string,
  place: TablePlace,
  progress: Progress,
): AsyncGenerator<TableRow[]> {
  const zip = await ZipArchive.open(path);
  try {
    progress.total = zip.members().find(({ name }) => name === member)?.sizeBytes ?? 0;
    yield* csvRows(counted(zip.read(member), progress), place);
  } finally {
    zip.close();
  }
}

async function* workbookRows(path: string, place: TablePlace & { decimal: DecimalSign }): AsyncGenerator<TableRow[]> {
  const outer = await ZipArchive.open(path);
  let zip = outer;
  try {
    if (place.member !== null) zip = await ZipArchive.open(await outer.readWhole(place.member, largestInner));
    yield* (await Workbook.open(zip)).rows(place.sheet, place.decimal);
  } finally {
    outer.close();
    if (zip !== outer) zip.close();
  }
}

/** Throws a file error. */
export async function* fileBytes(path: string, progress?: Progress): AsyncGenerator<Buffer> {
  try {
    const { size } = await stat(path);
    if (progress) progress.total = size;
    for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) yield piece as Buffer;
  } catch (error) {
    throw error instanceof AppError ? error : toReadError(error);
  }
}

async function* counted(bytes: AsyncIterable<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    yield piece;
    progress.done += piece.length;
  }
}
