import { open } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import { AppError } from '#shared/errors.ts';
import { toReadError } from './read-error.ts';

const chunkBytes = 32_768;

/** No program's library comes near these; what does was made to harm. */
const limits = {
  depth: 64,
  attributes: 500,
  /** Bytes read without a tag, an attribute or a text coming to its end. */
  tokenBytes: 4 * 1024 * 1024,
};

/** Attributes by name, without a prototype. */
export type XmlAttributes = Readonly<Record<string, string>>;

export type XmlHandler = {
  open?(name: string, attributes: XmlAttributes): void;
  close?(name: string): void;
  /** The text between two tags, whole; also what a CDATA section holds. */
  text?(text: string): void;
};

/**
 * Reads an XML file as a stream. `createHandler` is given a function for what it makes of the file, which comes out here;
 * one piece of the file is in memory at a time.
 *
 * Only the five entities and character references are known: a document type is passed over, one that declares
 * anything is refused, and nothing is ever loaded. Throws IMPORT_INVALID (with the line), IMPORT_TOO_LARGE, CANCELLED or a
 * file error.
 */
export async function* readXml<Part>(
  path: string,
  createHandler: (emit: (part: Part) => void) => XmlHandler,
  { signal }: { signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Part, void, void> {
  let parts: Part[] = [];
  const parser = createParser(createHandler((part) => parts.push(part)));
  for await (const text of decodeFile(path)) {
    if (signal?.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
    parser.write(text.value, text.bytes);
    yield* parts;
    parts = [];
  }
  parser.close();
  yield* parts;
}

function createParser(handler: XmlHandler) {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  let attributes = 0;
  let waiting = 0;
  const ended = () => {
    waiting = 0;
  };
  parser.on('doctype', (text) => {
    ended();
    if (text.includes('[')) throw new AppError('IMPORT_INVALID', 'This file declares things of its own.', at(parser));
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    depth += 1;
    if (depth > limits.depth) throw new AppError('IMPORT_TOO_LARGE', 'This file is nested too deep.', at(parser));
  });
  parser.on('attribute', () => {
    ended();
    attributes += 1;
    if (attributes > limits.attributes)
      throw new AppError('IMPORT_TOO_LARGE', 'An element of this file has too many attributes.', at(parser));
  });
  parser.on('opentag', (tag) => {
    ended();
    handler.open?.(tag.name, tag.attributes);
  });
  parser.on('closetag', (tag) => {
    ended();
    depth -= 1;
    handler.close?.(tag.name);
  });
  parser.on('text', (text) => {
    ended();
    handler.text?.(text);
  });
  parser.on('cdata', (text) => {
    ended();
    handler.text?.(text);
  });
  parser.on('comment', ended);
  parser.on('error', (error) => {
    // Tags of files hold control characters, and programs write them down as they are.
    if (/disallowed character\.$|malformed character entity\.$/.test(error.message)) return;
    throw new AppError('IMPORT_INVALID', 'This file is not well-formed XML.', at(parser), { cause: error });
  });
  return {
    write(text: string, bytes: number): void {
      waiting += bytes;
      parser.write(text);
      if (waiting > limits.tokenBytes) {
        throw new AppError('IMPORT_TOO_LARGE', 'Something in this file has no end.', at(parser));
      }
    },
    close(): void {
      parser.close();
    },
  };
}

function at({ line }: { line: number }): { line: number } {
  return { line };
}

/** The text of a file in pieces; its encoding is what its byte order mark or its XML declaration says. */
async function* decodeFile(path: string): AsyncGenerator<{ value: string; bytes: number }, void, void> {
  const file = await open(path, 'r').catch((error: unknown) => Promise.reject(toReadError(error)));
  try {
    const buffer = Buffer.alloc(chunkBytes);
    let decoder: ReturnType<typeof createDecoder> | null = null;
    for (;;) {
      const { bytesRead } = await file
        .read(buffer, 0, chunkBytes, null)
        .catch((error: unknown) => Promise.reject(toReadError(error)));
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      decoder ??= createDecoder(bytes);
      yield { value: decoder.decode(bytes, { stream: true }), bytes: bytesRead };
    }
    yield { value: decoder?.decode() ?? '', bytes: 0 };
  } finally {
    await file.close();
  }
}

function createDecoder(bytes: Uint8Array) {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return new TextDecoder('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return new TextDecoder('utf-16be');
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const name = /^[^<]*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1] ?? 'utf-8';
  try {
    // A name of 16 bits that could be read here is wrong.
    return new TextDecoder(/^utf-?16/i.test(name) ? 'utf-8' : name);
  } catch {
    throw new AppError('IMPORT_INVALID', 'The text of this file is in an unknown encoding.', {
      encoding: name.slice(0, 40),
    });
  }
}
