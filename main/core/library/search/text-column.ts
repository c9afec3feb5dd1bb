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
 * Those that are read in the background, so that the first question about them need not wait. The last ones are kept only in
 * libraries of a size where they do not take much memory.
 */
export const warmTexts = [
  ...(['artist', 'album', 'albumartist', 'genre', 'label', 'grouping', 'composer', 'remixer'] as const),
  ...(['format', 'folder', 'isrc', 'title', 'comment', 'file'] as const),
] satisfies QueryField[];

export function newTextColumn(size: number): TextColumn {
  return { texts: [], words: [], codes: new Uint32Array(size) };
}

/** Gives texts their codes, the same text always the same. */
export class TextCodes {
  readonly #column: TextColumn;
  readonly #codeOf: Map<string, number>;

  constructor(column: TextColumn) {
    this.#column = column;
    this.#codeOf = new Map(column.texts.map((text, code) => [text, code]));
  }

  codeOf(text: string): number {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#add(text);
      this.#codeOf.set(text, code);
    }
    return code;
  }

  #add(text: string): number {
    const folded = foldText(text);
    const spaced = spacedWords(folded);
    this.#column.words.push(spaced);
    // Most texts are words only: then both are one text in memory.
    return (
      this.#column.texts.push(
        spaced.length === folded.length + 1 && spaced.endsWith(folded) ? spaced.slice(1) : folded,
      ) - 1
    );
  }

  /** Codes of tracks that went must name a text. */
  finish(): void {
    if (this.#column.texts.length === 0 && this.#column.codes.length > 0) this.#add('');
  }
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
  const column = newTextColumn(rows.ids.length);
  const codes = new TextCodes(column);
  for (const [index, value] of values.entries()) {
    const position = positionOf(rows, ids[index]!);
    if (position !== -1) column.codes[position] = codes.codeOf(value);
  }
  codes.finish();
  return column;
}

/** What stands for the field in SQL. */
export function textExpression(field: QueryField): string {
  const definition = fieldDefinition(field);
  if (definition.kind === 'folder') return folderExpression;
  if (definition.kind !== 'text') throw new TypeError(`Expected a field of texts, got ${field}`);
  return definition.foldColumn ?? definition.column;
}
