import { createReadStream } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import { toReadError } from './read-error.ts';

/** What old programs write where they do not write Unicode. */
const oldEncoding = 'windows-1252';

const longestLine = 65_536;
const largestFile = 256 * 1024 * 1024;
const linesATurn = 2000;

/** A line without its end. A text in no Unicode encoding is read as Windows-1252, line by line: mixed files exist. */
export async function* readTextLines(
  file: string,
  signal?: AbortSignal,
  longest = longestLine,
): AsyncGenerator<string> {
  const stream = createReadStream(file, { highWaterMark: 262_144, ...(signal && { signal }) });
  const lines = new LineSplitter(longest);
  let count = 0;
  try {
    for await (const chunk of stream) {
      for (const line of lines.take(chunk as Buffer)) {
        yield line;
        count += 1;
        if (count % linesATurn === 0) await nextTurn();
      }
    }
    yield* lines.end();
  } catch (error) {
    if (signal?.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
    throw error instanceof AppError ? error : toReadError(error);
  }
}

/** A whole file of at most `mostBytes` as text. Throws IMPORT_TOO_LARGE, IMPORT_INVALID or a file error. */
export async function readWholeText(file: string, mostBytes: number, signal?: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const line of readTextLines(file, signal)) {
    length += line.length + 1;
    if (length > mostBytes) throw tooLarge();
    pieces.push(line);
  }
  return pieces.join('\n');
}

/** Cuts bytes into lines as they come: LF, CR LF or CR; UTF-8, UTF-16 by its mark, or an old encoding. */
export class LineSplitter {
  #utf16: InstanceType<typeof TextDecoder> | null = null;
  #isStarted = false;
  #head: Buffer = Buffer.alloc(0);
  #text = '';
  #sizeBytes = 0;
  readonly #longest: number;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #old = new TextDecoder(oldEncoding);

  constructor(longest = longestLine) {
    this.#longest = longest;
  }

  *take(chunk: Buffer): Generator<string> {
    this.#sizeBytes += chunk.length;
    if (this.#sizeBytes > largestFile) throw tooLarge();
    const bytes = this.#isStarted ? chunk : this.#begin(chunk);
    if (this.#utf16) yield* this.#takeText(this.#utf16.decode(bytes, { stream: true }));
    else yield* this.#takeBytes(bytes);
  }

  *end(): Generator<string> {
    if (this.#utf16) {
      yield* this.#takeText(this.#utf16.decode());
      if (this.#text !== '') yield this.#text.replace(/\r$/, '');
    } else if (this.#head.length > 0) {
      const isReturn = this.#head.at(-1) === 0x0d;
      yield this.#decode(isReturn ? this.#head.subarray(0, -1) : this.#head);
    }
  }

  #begin(chunk: Buffer): Buffer {
    this.#isStarted = true;
    if (chunk[0] === 0xff && chunk[1] === 0xfe) this.#utf16 = new TextDecoder('utf-16le');
    else if (chunk[0] === 0xfe && chunk[1] === 0xff) this.#utf16 = new TextDecoder('utf-16be');
    else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return chunk.subarray(3);
    return chunk;
  }

  *#takeText(text: string): Generator<string> {
    this.#text += text;
    // A CR at the end may be the first half of a CR LF.
    const whole = this.#text.endsWith('\r') ? this.#text.length - 1 : this.#text.length;
    const lines = this.#text.slice(0, whole).split(/\r\n|\r|\n/);
    this.#text = (lines.pop() ?? '') + this.#text.slice(whole);
    if (this.#text.length > this.#longest) throw notText();
    yield* lines;
  }

  *#takeBytes(chunk: Buffer): Generator<string> {
    const bytes = this.#head.length > 0 ? Buffer.concat([this.#head, chunk]) : chunk;
    let from = 0;
    let feed = bytes.indexOf(0x0a);
    for (;;) {
      if (feed !== -1 && feed < from) feed = bytes.indexOf(0x0a, from);
      const back = bytes.subarray(from, feed === -1 ? bytes.length : feed).indexOf(0x0d);
      const end = back === -1 ? feed : from + back;
      if (end === -1 || (bytes[end] === 0x0d && end === bytes.length - 1)) break;
      yield this.#decode(bytes.subarray(from, end));
      from = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
    }
    this.#head = bytes.subarray(from);
    if (this.#head.length > this.#longest) throw notText();
  }

  #decode(line: Buffer): string {
    if (line.length > this.#longest || line.includes(0)) throw notText();
    try {
      return this.#utf8.decode(line);
    } catch {
      return this.#old.decode(line);
    }
  }
}

function tooLarge(): AppError {
  return new AppError('IMPORT_TOO_LARGE', 'The file is larger than any list of tracks.');
}

function notText(): AppError {
  return new AppError('IMPORT_INVALID', 'The file is not text.');
}
