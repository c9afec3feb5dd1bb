import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, encodeText } from './encoding.ts';

const cyrillic = 'PERFORMER "Супер группа"\r\nTITLE "Дорога домой, часть II"\r\n';
const chinese = 'PERFORMER "周華健"\r\nTITLE "最後圓舞曲"\r\n';
const french = 'PERFORMER "Bénabar"\r\nTITLE "À la campagne, déjà l’été"\r\n';
/** Bytes of the encodings that Node cannot write. */
const old: Record<string, number[]> = {
  'windows-1251': [...cyrillic].map((character) => byteOf(character, 'windows-1251')),
  'windows-1252': [...french].map((character) => byteOf(character, 'windows-1252')),
  // PERFORMER "周華健" TITLE "最後圓舞曲"
  gbk: [...Buffer.from('504552464f524d45522022d6dcc841bda1220d0a5449544c452022d7eee1e14841cee8c7fa220d0a', 'hex')],
};

function byteOf(character: string, encoding: string): number {
  for (let byte = 0; byte < 256; byte += 1) {
    if (new TextDecoder(encoding).decode(Uint8Array.of(byte)) === character) return byte;
  }
  throw new Error(`${character} is not in ${encoding}`);
}

test.each([
  ['windows-1251', cyrillic],
  ['windows-1252', french],
] as const)('%s is told from the others', (encoding, text) => {
  expect(decodeText(Uint8Array.from(old[encoding] ?? []))).toEqual({ text, encoding, hasByteOrderMark: false });
});

test('GBK is told from the others', () => {
  const { text, encoding } = decodeText(Uint8Array.from(old.gbk ?? []));
  expect([encoding, text.startsWith('PERFORMER "周華健"')]).toEqual(['gbk', true]);
});

test('what Unicode says of itself counts', () => {
  const little = Buffer.from(`\uFEFF${cyrillic}`, 'utf16le');
  const big = Buffer.from(little).swap16();
  const marked = encodeText(chinese, 'utf-8-bom');
  expect(
    [little, big, marked, Buffer.from('TITLE "Ä"', 'utf16le'), Buffer.from(chinese)].map((bytes) => decodeText(bytes)),
  ).toEqual([
    { text: cyrillic, encoding: 'utf-16le', hasByteOrderMark: true },
    { text: cyrillic, encoding: 'utf-16be', hasByteOrderMark: true },
    { text: chinese, encoding: 'utf-8', hasByteOrderMark: true },
    { text: 'TITLE "Ä"', encoding: 'utf-16le', hasByteOrderMark: false },
    { text: chinese, encoding: 'utf-8', hasByteOrderMark: false },
  ]);
});

test('the user may know better', () => {
  expect(decodeText(Uint8Array.from(old['windows-1251'] ?? []), 'windows-1252').text).toContain('Ñóïåð');
});

test('no bytes make it fail', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof decodeText(bytes).text === 'string'));
});

test('what is written is read again, in every encoding that can hold it', () => {
  const western = fc.string({
    unit: fc.integer({ min: 0xa0, max: 0xff }).map((code) => String.fromCodePoint(code)),
    maxLength: 30,
  });
  fc.assert(
    fc.property(western, (text) => {
      const sheet = `TITLE "a ${text.normalize('NFC')} b"\n`;
      expect(decodeText(encodeText(sheet, 'latin-1'), 'windows-1252').text).toBe(sheet);
      expect(decodeText(encodeText(sheet, 'windows-1252'), 'windows-1252').text).toBe(sheet);
    }),
  );
  expect(encodeText('“€”', 'windows-1252')).toEqual(Uint8Array.of(0x93, 0x80, 0x94));
});

test('characters that do not fit are named, with the first line that has one', () => {
  const error = expect.objectContaining({
    code: 'ENCODING_UNFIT',
    details: { characters: '€ 周', count: 2, line: 2 },
  });
  expect(() => encodeText('TITLE "a"\nTITLE "€"\nTITLE "周"\n', 'latin-1')).toThrow(error);
});
