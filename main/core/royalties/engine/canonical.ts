import { createHash } from 'node:crypto';
import { compareTexts } from './exact.ts';

/* The same output gives the same bytes: keys in order, no blanks, amounts as texts. So a period that is closed can be proved. */

const pieceLength = 1 << 16;

/** JSON of plain data in pieces, keys sorted by their code units, bigint as text. Throws TypeError on what is no plain data. */
export function* canonicalPieces(value: unknown): Generator<string> {
  const parts: string[] = [];
  let length = 0;
  for (const text of new CanonicalTexts().textsOf(value)) {
    parts.push(text);
    length += text.length;
    if (length < pieceLength) continue;
    yield parts.join('');
    parts.length = 0;
    length = 0;
  }
  if (length > 0) yield parts.join('');
}

type Shape = { key: string; start: string }[];

class CanonicalTexts {
  /** Lines by the hundred thousand have the same names in the same order, which are sorted once. */
  readonly #shapes = new Map<string, Shape>();

  /** Lists of the output are long, what they hold is small: one text for each item. */
  *textsOf(value: unknown): Generator<string> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield this.#textOf(value);
      return;
    }
    const record = value as Record<string, unknown>;
    for (const { key, start } of this.#shapeOf(record)) {
      const each = record[key];
      yield start;
      if (!Array.isArray(each)) {
        yield this.#textOf(each);
        continue;
      }
      yield '[';
      for (const [index, item] of each.entries()) yield index === 0 ? this.#textOf(item) : `,${this.#textOf(item)}`;
      yield ']';
    }
    yield Object.keys(record).length === 0 ? '{}' : '}';
  }

  #textOf(value: unknown): string {
    // A sum of nothing taken away is -0, which is no other amount.
    if (typeof value === 'number' && Number.isFinite(value)) return String(value === 0 ? 0 : value);
    if (typeof value === 'bigint') return `"${value}"`;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map((each) => this.#textOf(each)).join(',')}]`;
    if (typeof value !== 'object') throw new TypeError(`No plain data: ${typeof value}`);
    const record = value as Record<string, unknown>;
    let text = '';
    for (const { key, start } of this.#shapeOf(record)) text += start + this.#textOf(record[key]);
    return text === '' ? '{}' : `${text}}`;
  }

  /** What stands before each value: '{"a":', ',"b":'. */
  #shapeOf(value: object): Shape {
    const keys = Object.keys(value);
    const name = keys.join('\n');
    const known = this.#shapes.get(name);
    if (known) return known;
    const sorted = keys.sort(compareTexts);
    const shape = sorted.map((key, index) => ({ key, start: `${index === 0 ? '{' : ','}${JSON.stringify(key)}:` }));
    this.#shapes.set(name, shape);
    return shape;
  }
}

export function canonicalBytes(value: unknown): Buffer {
  return Buffer.concat([...canonicalPieces(value)].map((piece) => Buffer.from(piece)));
}

/** SHA-256 of `canonicalBytes`, without holding them. */
export function canonicalHash(value: unknown): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(value)) hash.update(piece);
  return hash.digest('hex');
}

/** Names under which the engine's data have amounts or other bigints; a text under one of them is one. */
const bigintKeys = new Set(
  (
    'net gross units base perUnit source amount reserve royalties costs reservesTaken rounding labelRounding poolKept earned ' +
    'contracts label withoutContract unmatched ignored'
  ).split(' '),
);

/** The engine's data again, from their canonical JSON: an `Input`, an `Output` or a `Posted`. */
export function parseCanonical(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => {
    return typeof value === 'string' && bigintKeys.has(key) ? BigInt(value) : value;
  });
}
