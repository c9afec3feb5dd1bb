/** Encodings a user may choose where the right one was not found. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'gbk', 'shift_jis'] as const;
export type Encoding = (typeof encodings)[number];

/** Larger is no tracklist. */
export const largestFile = 5_000_000;

/** A text file's words: by its byte order mark, else UTF-8 where it is that, UTF-16 by its zeros, GBK, or Western Europe's. */
export function decodeText(bytes: Uint8Array, encoding: Encoding = findEncoding(bytes)): string {
  // WHATWG reads 'iso-8859-1' as windows-1252, which has all of its letters.
  return new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, '');
}

export function findEncoding(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  const wide = zerosOf(bytes);
  if (wide) return wide;
  if (isReadable(bytes, 'utf-8')) return 'utf-8';
  return looksChinese(bytes) ? 'gbk' : 'windows-1252';
}

/** Texts of two bytes a letter without a mark have a zero in most pairs. */
function zerosOf(bytes: Uint8Array): Encoding | null {
  const end = Math.min(bytes.length, 4000);
  let [even, odd] = [0, 0];
  for (let index = 0; index < end; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > end / 6) return 'utf-16le';
  return even > end / 6 ? 'utf-16be' : null;
}

/** In Chinese text, bytes past ASCII come in pairs of its range; accents of Western languages stand alone. */
function looksChinese(bytes: Uint8Array): boolean {
  let [pairs, high] = [0, 0];
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte < 0x80) continue;
    high += 1;
    const next = bytes[index + 1] ?? 0;
    if (byte >= 0xb0 && byte <= 0xf7 && next >= 0xa1 && next <= 0xfe) {
      pairs += 1;
      high += 1;
      index += 1;
    }
  }
  return pairs >= 2 && pairs * 2 >= high * 0.9 && isReadable(bytes, 'gbk');
}

function isReadable(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
