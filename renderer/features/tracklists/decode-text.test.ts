import { expect, test } from 'vitest';
import { decodeText, findEncoding } from './decode-text.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, isLittle: boolean) =>
  Uint8Array.from(
    [...text].flatMap((letter) => {
      const code = letter.charCodeAt(0);
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );

test('files are read in the encoding they were written in', () => {
  expect(decodeText(utf8('\uFEFF01. Ørjan – Sun'))).toBe('01. Ørjan – Sun');
  expect(decodeText(utf8('01. 夜 - Sun'))).toBe('01. 夜 - Sun');
  for (const isLittle of [true, false]) {
    expect(decodeText(utf16('\uFEFF1\tOne - Ørjan', isLittle))).toBe('1\tOne - Ørjan');
    expect(decodeText(utf16('01. One - Two and some more', isLittle))).toBe('01. One - Two and some more');
  }
  // "Ørjan – Blá" in windows-1252.
  expect(decodeText(bytes(0xd8, 0x72, 0x6a, 0x61, 0x6e, 0x20, 0x96, 0x20, 0x42, 0x6c, 0xe1))).toBe('Ørjan – Blá');
  // "Sensação" in Latin-1.
  expect(decodeText(bytes(0x53, 0x65, 0x6e, 0x73, 0x61, 0xe7, 0xe3, 0x6f))).toBe('Sensação');
  // "夜上海 - 周" in GBK.
  expect(decodeText(bytes(0xd2, 0xb9, 0xc9, 0xcf, 0xba, 0xa3, 0x20, 0x2d, 0x20, 0xd6, 0xdc))).toBe('夜上海 - 周');
  expect(decodeText(bytes(0xd2, 0xb9), 'windows-1252')).toBe('Ò¹');
  expect(findEncoding(bytes())).toBe('utf-8');
});
