import { type Db, prepare } from '#core/db/query.ts';
import { foldText } from '#shared/fold-text.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';
import { positionOf, type Rows } from './column-order.ts';
import { folderExpression } from './compile-query.ts';
import { spacedWords } from './query-functions.ts';

/**
 * A column with few different texts: each of them once, folded, and which one stands at each position. `words` are the
 * same texts with one space before each word and nothing else between.
 */
export type TextColumn = { texts: string[]; words: string[]; codes: Uint32Array };

/** Fields that many tracks share a value of. What is nearly different for every track is not kept in memory. */
const fewTexts: ReadonlySet<QueryField> = new Set([
  ...(['artist', 'album', 'albumartist', 'genre', 'label', 'grouping', 'composer', 'remixer'] as const),
  ...(['isrc', 'format', 'folder'] as const),
]);

export function hasFewTexts(field: QueryField): boolean {
  return fewTexts.has(field);
}

/**
 * Reads a column of texts. The library may have changed since `rows` was read: tracks that came later are left out, and
 * those that went have any text.
 */
export function loadTextColumn(db: Db, rows: Rows, field: QueryField): TextColumn {
  const ids = prepare(db, 'SELECT id FROM track ORDER BY id').pluck().all() as number[];
  const values = prepare(db, `SELECT ${textExpression(field)} FROM track ORDER BY id`)
    .pluck()
    .all() as string[];
  const codeOf = new Map<string, number>();
  const texts: string[] = [];
  const words: string[] = [];
  const codes = new Uint32Array(rows.ids.length);
  for (const [index, value] of values.entries()) {
    const position = positionOf(rows, ids[index]!);
    if (position === -1) continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = texts.length;
      codeOf.set(value, code);
      const folded = foldText(value);
      const spaced = spacedWords(folded);
      words.push(spaced);
      // Most texts are words only: then both are one text in memory.
      texts.push(spaced.length === folded.length + 1 && spaced.endsWith(folded) ? spaced.slice(1) : folded);
    }
    codes[position] = code;
  }
  // Codes of tracks that went must name a text.
  if (texts.length === 0 && codes.length > 0) {
    texts.push('');
    words.push('');
  }
  return { texts, words, codes };
}

function textExpression(field: QueryField): string {
  const definition = fieldDefinition(field);
  if (definition.kind === 'folder') return folderExpression;
  if (definition.kind !== 'text') throw new TypeError(`Expected a field of texts, got ${field}`);
  return definition.foldColumn ?? definition.column;
}
