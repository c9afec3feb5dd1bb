import { createReadStream } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { toReadError } from '../read-error.ts';

/** A tag of four letters and what it holds. The first letter says what that is: o and r records, t and p text. */
export type SeratoRecord = { tag: string; data: Buffer };

/** A track's record has about 1 kB; a crate of a hundred thousand tracks is that many records. */
const longestRecord = 1024 * 1024;
const headBytes = 8;

/** The records of a file one after the other. Throws IMPORT_INVALID, IMPORT_TOO_LARGE, CANCELLED or a file error. */
export async function* readRecords(file: string, signal?: AbortSignal): AsyncGenerator<SeratoRecord> {
  const stream = createReadStream(file, { highWaterMark: 262_144, ...(signal && { signal }) });
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
      const { records, end } = splitRecords(bytes);
      if (isFirst && records.length > 0 && records[0]?.tag !== 'vrsn') throw notSerato();
      isFirst &&= records.length === 0;
      yield* records;
      rest = bytes.subarray(end);
    }
  } catch (error) {
    if (signal?.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
    throw error instanceof AppError ? error : toReadError(error);
  }
  if (rest.length > 0 || isFirst) throw notSerato();
}

/** What a record holds, by tag; of several with one tag the first. What does not fit is left out. */
export function fieldsOf(record: Buffer): Map<string, Buffer> {
  const fields = new Map<string, Buffer>();
  for (const { tag, data } of splitRecords(record, false).records) if (!fields.has(tag)) fields.set(tag, data);
  return fields;
}

/** UTF-16, large end first. */
export function seratoText(data: Buffer | undefined): string {
  if (!data) return '';
  const text = Buffer.from(data.subarray(0, data.length & ~1))
    .swap16()
    .toString('utf16le');
  return text.replace(/\0[\s\S]*$/, '').trim();
}

export function seratoRecord(tag: string, ...data: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(data);
  const head = Buffer.alloc(headBytes);
  head.write(tag, 'latin1');
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

export function seratoTextRecord(tag: string, text: string): Buffer {
  return seratoRecord(tag, Buffer.from(text, 'utf16le').swap16());
}

/** Where nothing of Serato's stands: throws, or stops there. */
function splitRecords(bytes: Buffer, isStrict = true): { records: SeratoRecord[]; end: number } {
  const records: SeratoRecord[] = [];
  let at = 0;
  while (at + headBytes <= bytes.length) {
    const tag = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32BE(at + 4);
    const isTag = /^[a-z][a-z0-9]{3}$/i.test(tag);
    if (!isTag && isStrict) throw notSerato();
    if (!isTag) break;
    if (length > longestRecord && isStrict)
      throw new AppError('IMPORT_TOO_LARGE', 'A record of this file is too long.');
    if (at + headBytes + length > bytes.length) break;
    records.push({ tag, data: bytes.subarray(at + headBytes, at + headBytes + length) });
    at += headBytes + length;
  }
  return { records, end: at };
}

function notSerato(): AppError {
  return new AppError('IMPORT_INVALID', 'This is no file of Serato, or it is damaged.');
}
