import { formatKey, isMusicKey } from '../music-key.ts';
import type { TemplateField } from './template-fields.ts';
import type { Filter } from './template-tree.ts';

/** Letters that no decomposition makes plain. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
};

const plainSigns: readonly [RegExp, string][] = [
  [/[‘’‚‛′ʼ]/g, "'"],
  [/[“”„‟″]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
  [/…/g, '...'],
  [/[\u00a0\u2002-\u200a\u202f\u3000]/g, ' '],
];

/** Typographic quotes, dashes and blanks as those of a keyboard. */
export function plainPunctuation(text: string): string {
  return plainSigns.reduce((plain, [pattern, sign]) => plain.replace(pattern, sign), text);
}

/** Only letters of ASCII; what has no such form is left out. */
export function toAscii(text: string): string {
  const letters = plainPunctuation(text).replace(/[^\x20-\x7e]/g, (letter) => plainLetters[letter] ?? letter);
  return letters
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The text of a value under its filters; empty where there is nothing to show. */
export function filterValue(field: TemplateField, value: string | number, filters: readonly Filter[]): string {
  let text = plainValue(field, value, filters);
  for (const filter of filters) text = applyFilter(text, filter);
  return text.trim();
}

function plainValue(field: TemplateField, value: string | number, filters: readonly Filter[]): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '';
  if (field === 'key') return isMusicKey(value) ? formatKey(value, notationOf(filters)) : '';
  const decimals = filters.find((filter) => filter.name === 'decimals');
  return decimals ? value.toFixed(decimals.count) : String(Math.round(value * 100) / 100);
}

function notationOf(filters: readonly Filter[]): 'camelot' | 'openKey' | 'classical' {
  if (filters.some(({ name }) => name === 'openkey')) return 'openKey';
  return filters.some(({ name }) => name === 'camelot') ? 'camelot' : 'classical';
}

function applyFilter(text: string, filter: Filter): string {
  switch (filter.name) {
    case 'first':
      return text.split(/; ?|, | \/ | (?:feat\.?|ft\.?|featuring) /i)[0] ?? '';
    case 'ascii':
      return toAscii(text);
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'title':
      return text
        .toLowerCase()
        .replace(/(^|[\s([{/-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
    case 'the':
      return text.replace(/^(the|a|an)\s+(.+)$/i, '$2, $1');
    case 'pad':
      return /^\d+$/.test(text) ? text.padStart(filter.digits, '0') : text;
    case 'left':
      return firstGraphemes(text, filter.count);
    default:
      return text;
  }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstGraphemes(text: string, count: number): string {
  if (text.length <= count) return text;
  let kept = '';
  let taken = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (taken++ === count) break;
    kept += segment;
  }
  return kept;
}
