import { isUtf8 } from 'node:buffer';
import { AppError } from '#shared/errors.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** The text of bytes as they come, without a byte order mark. Throws IMPORT_INVALID where they are not in that encoding. */
export async function* textPieces(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true });
      if (text !== '') yield text;
    }
    const last = decoder.decode();
    if (last !== '') yield last;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError(
      'IMPORT_INVALID',
      'The text of this file is in another encoding.',
      { encoding },
      { cause: error },
    );
  }
}

/** Tells the encoding of bytes as they come: a mark, else strictly UTF-8, else Windows-1252. */
export class EncodingSniffer {
  #head: Uint8Array = new Uint8Array();
  #tail: Uint8Array = new Uint8Array();
  #isUtf8 = true;

  take(piece: Uint8Array): void {
    if (this.#head.length < 4096) this.#head = Buffer.concat([this.#head, piece.subarray(0, 4096)]);
    if (!this.#isUtf8) return;
    const bytes = this.#tail.length > 0 ? Buffer.concat([this.#tail, piece]) : piece;
    const whole = bytes.length - unfinished(bytes);
    this.#isUtf8 = isUtf8(bytes.subarray(0, whole));
    this.#tail = Uint8Array.from(bytes.subarray(whole));
  }

  /** `hasMark`: the file says so itself. */
  end(): { encoding: Encoding; hasMark: boolean } {
    const [first, second, third] = this.#head;
    if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', hasMark: true };
    if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', hasMark: true };
    const wide = wideEncoding(this.#head);
    if (wide) return { encoding: wide, hasMark: false };
    if (!this.#isUtf8 || this.#tail.length > 0) return { encoding: 'windows-1252', hasMark: false };
    return { encoding: 'utf-8', hasMark: first === 0xef && second === 0xbb && third === 0xbf };
  }
}

/** How many bytes at the end begin a character that is not whole. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** UTF-16 without a mark: of Latin text every second byte is 0. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 8) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le';
  return even > pairs * 0.7 && odd < pairs * 0.05 ? 'utf-16be' : null;
}
