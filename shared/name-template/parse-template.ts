import { findTemplateField, suggestTemplateField, type TemplateField } from './template-fields.ts';
import { type Filter, type Part, type Place, plainFilters, type Template } from './template-tree.ts';

export const templateErrorKinds = [
  'unbalanced',
  'unknownField',
  'unknownFilter',
  'noField',
  'emptyName',
  'tooLong',
  'tooDeep',
] as const;

/** What is wrong with a pattern, and where. `word` is the text in question. */
export type TemplateError = Place & {
  kind: (typeof templateErrorKinds)[number];
  word: string;
  suggestion: TemplateField | null;
};

export type ParsedTemplate = { template: Template; error: null } | { template: null; error: TemplateError };

export const maxTemplateLength = 1000;
const maxDepth = 16;

/** Thrown inside this file only. */
class BadTemplate extends Error {
  readonly error: TemplateError;

  constructor(error: TemplateError) {
    super(error.kind);
    this.error = error;
  }
}

function fail(kind: TemplateError['kind'], place: Place, text: string, suggestion: TemplateField | null = null): never {
  throw new BadTemplate({ kind, ...place, word: text.slice(place.start, place.end), suggestion });
}

/**
 * Reads a pattern for file names: `%genre%/%artist% - %title%[ %[%label%%]]`.
 *
 * `%field%` with `|` for fallbacks and `:` for filters; `[…]` is left out where a field in it is empty; `/` (or `\`)
 * makes a folder; `%%`, `%[` and `%]` are the signs themselves. A pattern with `{` and without `%` is in the style of
 * Tracktion, `{track:02d} - {title}`, where brackets are plain text; both become the same tree.
 */
export function parseTemplate(text: string): ParsedTemplate {
  try {
    if (text.length > maxTemplateLength) fail('tooLong', { start: maxTemplateLength, end: text.length }, text);
    const isBraced = text.includes('{') && !text.includes('%');
    const parser = new TemplateParser(text, isBraced);
    const template = parser.parse();
    if (parser.fieldCount === 0) fail('noField', { start: 0, end: text.length }, text);
    checkNames(template, text);
    return { template, error: null };
  } catch (error) {
    if (error instanceof BadTemplate) return { template: null, error: error.error };
    throw error;
  }
}

class TemplateParser {
  readonly #text: string;
  readonly #isBraced: boolean;
  #at = 0;
  fieldCount = 0;

  constructor(text: string, isBraced: boolean) {
    this.#text = text;
    this.#isBraced = isBraced;
  }

  parse(): Part[] {
    return this.#parts(null, 0);
  }

  /** Up to the bracket that ends the optional part beginning at `opened`, or to the end of the text. */
  #parts(opened: number | null, depth: number): Part[] {
    const parts: Part[] = [];
    if (depth > maxDepth) fail('tooDeep', this.#place(1), this.#text);
    while (this.#at < this.#text.length) {
      const sign = this.#text[this.#at] as string;
      if (sign === ']' && !this.#isBraced) {
        if (opened === null) fail('unbalanced', this.#place(1), this.#text);
        return parts;
      }
      if (sign === '[' && !this.#isBraced) parts.push(this.#optional(depth));
      else if (sign === '/' || sign === '\\') parts.push({ type: 'folder', ...this.#take(1) });
      else this.#textOrField(parts, sign);
    }
    if (opened !== null) fail('unbalanced', { start: opened, end: opened + 1 }, this.#text);
    return parts;
  }

  #optional(depth: number): Part {
    const start = this.#at++;
    const parts = this.#parts(start, depth + 1);
    this.#at++;
    return { type: 'optional', parts, start, end: this.#at };
  }

  #textOrField(parts: Part[], sign: string): void {
    const next = this.#text[this.#at + 1];
    const isEscaped = this.#isBraced
      ? (sign === '{' || sign === '}') && next === sign
      : sign === '%' && (next === '%' || next === '[' || next === ']');
    if (isEscaped) this.#addText(parts, next as string, 2);
    else if (sign === (this.#isBraced ? '{' : '%')) this.#addField(parts, this.#isBraced ? '}' : '%');
    else if (this.#isBraced && sign === '}') fail('unbalanced', this.#place(1), this.#text);
    else this.#addText(parts, sign, 1);
  }

  #addText(parts: Part[], text: string, length: number): void {
    const place = this.#take(length);
    const last = parts.at(-1);
    if (last?.type === 'text') {
      last.text += text;
      last.end = place.end;
    } else parts.push({ type: 'text', text, ...place });
  }

  #addField(parts: Part[], closing: string): void {
    const start = this.#at;
    const end = this.#text.indexOf(closing, start + 1);
    if (end === -1) fail('unbalanced', { start, end: this.#text.length }, this.#text);
    const place = { start, end: end + 1 };
    const [names = '', ...filters] = this.#text.slice(start + 1, end).split(':');
    let at = start + 1;
    const fields = names.split('|').map((name) => {
      const field = findTemplateField(name);
      const where = { start: at, end: Math.max(at + name.length, at) };
      at += name.length + 1;
      return field ?? fail('unknownField', name === '' ? place : where, this.#text, suggestTemplateField(name));
    });
    at = start + 1 + names.length + 1;
    const parsed = filters.map((filter) => {
      const where = { start: at, end: at + filter.length };
      at += filter.length + 1;
      return parseFilter(filter) ?? fail('unknownFilter', filter === '' ? place : where, this.#text);
    });
    parts.push({ type: 'field', fields, filters: parsed, ...place });
    this.#at = place.end;
    this.fieldCount++;
  }

  #place(length: number): Place {
    return { start: this.#at, end: this.#at + length };
  }

  #take(length: number): Place {
    const place = this.#place(length);
    this.#at = place.end;
    return place;
  }
}

function parseFilter(text: string): Filter | null {
  const plain = text.trim().toLowerCase();
  const name = plainFilters.find((filter) => filter === plain);
  if (name) return { name };
  const digits = /^0([1-9])d?$/.exec(plain)?.[1];
  if (digits) return { name: 'pad', digits: Number(digits) };
  if (plain === '0' || plain === 'd') return { name: 'decimals', count: 0 };
  const decimals = /^\.([0-3])f?$/.exec(plain)?.[1];
  if (decimals) return { name: 'decimals', count: Number(decimals) };
  const count = /^left\(([1-9]\d{0,2})\)$/.exec(plain)?.[1];
  return count ? { name: 'left', count: Number(count) } : null;
}

/** A folder without a name, or a pattern that ends in one, can never become a path. */
function checkNames(template: Template, text: string): void {
  let isEmpty = true;
  let last: Place = { start: 0, end: 0 };
  const check = (parts: Template): void => {
    for (const part of parts) {
      if (part.type === 'optional') check(part.parts);
      else if (part.type === 'folder') {
        if (isEmpty) fail('emptyName', part, text);
        isEmpty = true;
        last = part;
      } else if (part.type === 'field' || part.text.trim() !== '') isEmpty = false;
    }
  };
  check(template);
  if (isEmpty) fail('emptyName', last, text);
}
