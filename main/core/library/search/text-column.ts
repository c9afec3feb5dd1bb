import { type Db, prepare } from '#core/db/query.ts';
import { foldText } from '#shared/fold-text.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';
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

export function loadTextColumn(db: Db, field: QueryField): TextColumn {
  const values = prepare(db, `SELECT ${textExpression(field)} FROM track ORDER BY id`)
    .pluck()
    .all() as string[];
  const codeOf = new Map<string, number>();
  const texts: string[] = [];
  const codes = new Uint32Array(values.length);
  for (let position = 0; position < values.length; position++) {
    const value = values[position]!;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = texts.push(foldText(value)) - 1;
      codeOf.set(value, code);
    }
    codes[position] = code;
  }
  return { texts, words: texts.map(spacedWords), codes };
}

function textExpression(field: QueryField): string {
  const definition = fieldDefinition(field);
  if (definition.kind === 'folder') return folderExpression;
  if (definition.kind !== 'text') throw new TypeError(`Expected a field of texts, got ${field}`);
  return definition.foldColumn ?? definition.column;
}
