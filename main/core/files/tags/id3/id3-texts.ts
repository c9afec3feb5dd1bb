/** A frame of zeros is not millions of texts. */
const mostValues = 1000;

/** The texts of a frame, divided by zeros, `limit` at most. The first byte says how they are encoded. */
export function textsOf(content: Buffer, start: number, limit = mostValues): string[] {
  const encoding = content[0] ?? 0;
  if (content.length <= start) return [];
  const whole =
    encoding === 1 || encoding === 2
      ? utf16(content.subarray(start), encoding === 2)
      : encoding === 3
        ? content.toString('utf8', start)
        : content.toString('latin1', start);
  const values = whole.split('\0', limit);
  if (values.length > 1 && values.at(-1) === '') values.pop();
  return values;
}

/** Each text may begin with a byte order mark of its own; without one it is as the encoding says. */
function utf16(bytes: Buffer, isBigEndian: boolean): string {
  const even = bytes.subarray(0, bytes.length & ~1);
  const swaps =
    even[0] === 0xfe && even[1] === 0xff ? true : even[0] === 0xff && even[1] === 0xfe ? false : isBigEndian;
  const little = swaps ? Buffer.from(even).swap16() : even;
  return little.toString('utf16le').replaceAll('\ufeff', '');
}

/** Where what follows a text with its final zero begins. */
export function endOfText(content: Buffer, start: number, encoding: number): number {
  if (encoding === 0 || encoding === 3) {
    const end = content.indexOf(0, start);
    return end === -1 ? content.length : end + 1;
  }
  for (let at = start; at + 1 < content.length; at += 2) if (content[at] === 0 && content[at + 1] === 0) return at + 2;
  return content.length;
}

/** The text that begins at `start`, and no more. */
export function firstText(content: Buffer, start: number): string {
  return textsOf(content.subarray(0, endOfText(content, start, content[0] ?? 0)), start)[0] ?? '';
}

/** Latin-1 (only for ASCII), UTF-16 with a byte order mark, UTF-8: by the number in the file. */
export type TextEncoding = 0 | 1 | 3;

/**
 * How texts are written. 2.4: UTF-8. 2.3: one byte a letter for ASCII, else UTF-16, because programs read the upper half of
 * Latin-1 in the code page of the machine they run on.
 */
export function encodingFor(version: number, texts: readonly string[]): TextEncoding {
  if (version === 4) return 3;
  return texts.every((text) => /^[ -~\t\r\n]*$/.test(text)) ? 0 : 1;
}

/** Texts with a zero between each two. */
export function encodedTexts(texts: readonly string[], encoding: TextEncoding): Buffer {
  const zero = Buffer.alloc(encoding === 1 ? 2 : 1);
  return Buffer.concat(
    texts.flatMap((text, index) => (index === 0 ? [encodedText(text, encoding)] : [zero, encodedText(text, encoding)])),
  );
}

function encodedText(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 1) return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  return Buffer.from(text, encoding === 3 ? 'utf8' : 'latin1');
}

/** A value as a tag can hold it: zeros divide values, and no half of a character can be encoded. */
export function cleanValues(values: readonly string[]): string[] {
  return values.map((value) => value.replaceAll(/[\0\ufeff]/g, '').toWellFormed()).filter((value) => value !== '');
}
