import type { CueEncoding, CueWriteEncoding } from '#shared/contract/cue.ts';
import { AppError } from '#shared/errors.ts';

export type DecodedText = { text: string; encoding: CueEncoding; hasByteOrderMark: boolean };

const labels: Readonly<Record<CueEncoding, string>> = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  // Latin-1 as Windows reads it: the codes where they differ are control characters that no sheet has.
  'windows-1252': 'windows-1252',
  'windows-1251': 'windows-1251',
  gbk: 'gbk',
};

/** Decodes bytes as their mark says, else as UTF-8 where they are that, else as the likeliest of the old encodings. */
export function decodeText(bytes: Uint8Array, chosen?: CueEncoding): DecodedText {
  const marked = markOf(bytes);
  const encoding = chosen ?? marked?.encoding ?? guessEncoding(bytes);
  const hasByteOrderMark = marked !== null && marked.encoding === encoding;
  const body = hasByteOrderMark ? bytes.subarray(marked.length) : bytes;
  return { text: new TextDecoder(labels[encoding], { ignoreBOM: true }).decode(body), encoding, hasByteOrderMark };
}

function markOf(bytes: Uint8Array): { encoding: CueEncoding; length: number } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  return a === 0xfe && b === 0xff ? { encoding: 'utf-16be', length: 2 } : null;
}

function guessEncoding(bytes: Uint8Array): CueEncoding {
  // Every other byte of Latin letters in UTF-16 is zero, and text in any other encoding has no zeros.
  const zeros = [0, 1].map((phase) => bytes.filter((byte, at) => byte === 0 && at % 2 === phase).length);
  if (Math.max(...zeros) > bytes.length / 8) return (zeros[1] ?? 0) > (zeros[0] ?? 0) ? 'utf-16le' : 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return guessOld(bytes);
  }
}

/** Which encoding of before Unicode: by how the letters past ASCII stand together. */
function guessOld(bytes: Uint8Array): CueEncoding {
  const high = bytes.filter((byte) => byte >= 0x80).length;
  const alone = bytes.filter(
    (byte, at) => byte >= 0x80 && !((bytes[at - 1] ?? 0) >= 0x80) && !((bytes[at + 1] ?? 0) >= 0x80),
  ).length;
  // In the languages of Western Europe most accented letters stand between plain ones.
  if (alone > high / 2) return 'windows-1252';
  const chinese = chineseShare(bytes);
  const cyrillic = cyrillicShare(bytes);
  if (chinese < 0.6 && cyrillic < 0.6) return 'windows-1252';
  return chinese >= cyrillic ? 'gbk' : 'windows-1251';
}

/** 0 to 1: how many of the characters past ASCII are common Chinese ones, if it is GBK at all. */
function chineseShare(bytes: Uint8Array): number {
  try {
    const text = new TextDecoder('gbk', { fatal: true }).decode(bytes);
    const others = [...text].filter((character) => character >= '\u0080');
    const known = others.filter((character) => /[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]/.test(character));
    return known.length / others.length - rareShare(bytes);
  } catch {
    return 0;
  }
}

/** Of pairs of bytes: how many are of the half of the table with rare characters, which Cyrillic letters look like. */
function rareShare(bytes: Uint8Array): number {
  let [pairs, rare] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at]!;
    if (lead < 0x81) continue;
    pairs += 1;
    const trail = bytes[at + 1] ?? 0;
    if (lead >= 0xd8 && lead <= 0xf7 && trail >= 0xa1) rare += 1;
    at += 1;
  }
  return pairs === 0 ? 0 : rare / pairs;
}

/** 0 to 1: how many of the letters past ASCII are in words that Cyrillic would spell so. */
function cyrillicShare(bytes: Uint8Array): number {
  const text = new TextDecoder('windows-1251').decode(bytes);
  const runs = text.match(/[\u0080-\uffff]+/g) ?? [];
  const total = runs.reduce((sum, run) => sum + run.length, 0);
  const good = runs.filter((run) => /^(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)$/.test(run)).reduce((sum, run) => sum + run.length, 0);
  return total === 0 ? 0 : good / total;
}

/**
 * Encodes a text. Throws ENCODING_UNFIT with the first characters that the encoding does not have, and their line.
 */
export function encodeText(text: string, encoding: CueWriteEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\uFEFF${text}`);
  const table = encoding === 'latin-1' ? latin1 : windows1252();
  const bytes: number[] = [];
  const unfit = new Set<string>();
  let [line, firstLine] = [1, 0];
  for (const character of text.normalize('NFC')) {
    if (character === '\n') line += 1;
    const byte = table(character);
    if (byte !== undefined) bytes.push(byte);
    else {
      firstLine ||= line;
      unfit.add(character);
    }
  }
  if (unfit.size === 0) return Uint8Array.from(bytes);
  throw new AppError('ENCODING_UNFIT', 'This encoding does not have all characters of the sheet. Use UTF-8.', {
    characters: [...unfit].slice(0, 10).join(' '),
    count: unfit.size,
    line: firstLine,
  });
}

function latin1(character: string): number | undefined {
  const code = character.codePointAt(0) as number;
  return code < 0x100 ? code : undefined;
}

/** The 27 characters that Windows has where Latin-1 has control characters, and all others as there. */
function windows1252(): (character: string) => number | undefined {
  const decoder = new TextDecoder('windows-1252');
  const special = new Map(
    Array.from({ length: 0x20 }, (_, at) => [decoder.decode(Uint8Array.of(0x80 + at)), 0x80 + at] as const),
  );
  return (character) => {
    const code = character.codePointAt(0) as number;
    return special.get(character) ?? (code < 0x80 || (code >= 0xa0 && code < 0x100) ? code : undefined);
  };
}
