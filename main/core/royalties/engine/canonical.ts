import { createHash } from 'node:crypto';

/* The same output gives the same bytes: keys in order, no blanks, amounts as texts. So a period that is closed can be proved. */

const pieceLength = 1 << 16;

/** JSON of plain data in pieces, keys sorted by their code units, bigint as text. Throws on what is no plain data. */
export function* canonicalPieces(value: unknown): Generator<string> {
  const parts: string[] = [];
  let length = 0;
  for (const text of textsOf(value)) {
    parts.push(text);
    length += text.length;
    if (length < pieceLength) continue;
    yield parts.join('');
    parts.length = 0;
    length = 0;
  }
  if (length > 0) yield parts.join('');
}

/** Lists of the output are long, what they hold is small: one text for each item. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield textOf(value);
    return;
  }
  let before = '{';
  for (const [key, each] of sortedEntries(value)) {
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    if (!Array.isArray(each)) {
      yield textOf(each);
      continue;
    }
    yield '[';
    for (const [index, item] of each.entries()) yield index === 0 ? textOf(item) : `,${textOf(item)}`;
    yield ']';
  }
  yield before === '{' ? '{}' : '}';
}

function textOf(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  // A sum of nothing taken away is -0, which is no other amount.
  if (typeof value === 'number' && Number.isFinite(value)) return String(value === 0 ? 0 : value);
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value === 'object') {
    return `{${sortedEntries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${textOf(each)}`)
      .join(',')}}`;
  }
  throw new TypeError(`No plain data: ${typeof value}`);
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
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
