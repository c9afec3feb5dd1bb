import { SaxesParser } from 'saxes';
import { AppError } from '#shared/errors.ts';

const deepest = 32;
/** So much text without a tag or a text coming to its end was made to harm. */
const longestToken = 4 * 1024 * 1024;

export type XmlPart = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
};

/** Reads XML as it comes; runs `after` behind each piece. Declarations of entities are refused. Throws IMPORT_INVALID. */
export async function* readXmlPieces<Made>(
  pieces: AsyncIterable<string>,
  part: XmlPart,
  after: () => Made[],
): AsyncGenerator<Made[]> {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  let waiting = 0;
  parser.on('doctype', () => {
    throw new AppError('IMPORT_INVALID', 'This workbook declares things of its own.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    waiting = 0;
    depth += 1;
    if (depth > deepest) throw new AppError('IMPORT_TOO_LARGE', 'This workbook is nested too deep.');
    part.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    waiting = 0;
    depth -= 1;
    part.close?.(localName(name));
  });
  parser.on('text', (text) => {
    waiting = 0;
    part.text?.(text);
  });
  parser.on('cdata', (text) => part.text?.(text));
  parser.on('error', (error) => {
    throw new AppError('IMPORT_INVALID', 'This workbook is damaged.', {}, { cause: error });
  });
  for await (const piece of pieces) {
    waiting += piece.length;
    if (waiting > longestToken) throw new AppError('IMPORT_TOO_LARGE', 'Something in this workbook has no end.');
    parser.write(piece);
    const made = after();
    if (made.length > 0) yield made;
  }
  parser.close();
  const made = after();
  if (made.length > 0) yield made;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Reads XML that makes nothing on its way. */
export async function readXmlWhole(pieces: AsyncIterable<string>, part: XmlPart): Promise<void> {
  for await (const _ of readXmlPieces(pieces, part, () => []));
}
