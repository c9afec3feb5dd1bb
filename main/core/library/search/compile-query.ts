import { foldText, wordsOf } from '#shared/fold-text.ts';
import { type FieldDefinition, fieldDefinition, queryFieldNames, type TextFieldKind } from '#shared/query/fields.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';

/** A condition over the table `track`; it is 0 or 1 for every row, never NULL, so that it can be negated. */
export type Condition = { sql: string; parameters: (string | number)[] };

type RangeMatch = Extract<Match, { kind: 'range' }>;

const fullTextColumns = queryFieldNames
  .map(fieldDefinition)
  .filter((field): field is TextFieldKind => field.kind === 'text' && field.isFullText === true)
  .map((field) => field.column);

/** The directory a track lies in: its root and the folders below, without the file's name. */
const folderExpression = `((SELECT folder.path FROM folder WHERE folder.id = track.folder_id) || '/' ||
  substr(track.path, 1, length(track.path) - length(track.file_name)))`;

/**
 * The condition a query stands for, or null where it restricts nothing. Terms with errors are left out.
 *
 * The connection needs `registerQueryFunctions`. Every text of the query is bound, never part of the SQL.
 */
export function compileQuery(root: QueryNode | null): Condition | null {
  if (!root) return null;
  switch (root.kind) {
    case 'term':
      return compileTerm(root.term);
    case 'not': {
      const inner = compileQuery(root.node);
      return inner && { sql: `NOT ${inner.sql}`, parameters: inner.parameters };
    }
    case 'and':
    case 'or': {
      const parts = root.nodes.map(compileQuery).filter((part) => part !== null);
      return parts.length === 0 ? null : joined(parts, root.kind === 'and' ? ' AND ' : ' OR ');
    }
  }
}

/** The condition of one term without its negation, or null where it has an error or no value yet. */
export function compileTerm(term: QueryTerm): Condition | null {
  if (term.error || term.matches.length === 0) return null;
  const definition = term.field ? fieldDefinition(term.field) : null;
  return joined(
    term.matches.map((match) => compileMatch(definition, match)),
    ' OR ',
  );
}

/** SQLite refuses expressions nested deeper than 1000, and reads a long chain as one: it is built as a tree. */
const maxChain = 50;

function joined(parts: Condition[], operator: ' AND ' | ' OR '): Condition {
  if (parts.length > maxChain) {
    const half = parts.length >>> 1;
    return joined([joined(parts.slice(0, half), operator), joined(parts.slice(half), operator)], operator);
  }
  return {
    sql: parts.length === 1 ? parts[0]!.sql : `(${parts.map(({ sql }) => sql).join(operator)})`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

function compileMatch(definition: FieldDefinition | null, match: Match): Condition {
  switch (match.kind) {
    case 'contains':
      return compileContains(definition, match.text);
    case 'exact':
      return condition(`(${foldedOf(definition)} = ?)`, foldText(match.text));
    case 'regex':
      return condition(`matches_regex(${foldedOf(definition)}, ?)`, match.source);
    case 'empty':
      return condition(isText(definition) ? `(${columnOf(definition)} = '')` : `(${columnOf(definition)} IS NULL)`);
    case 'present':
      return condition(
        isText(definition) ? `(${columnOf(definition)} <> '')` : `(${columnOf(definition)} IS NOT NULL)`,
      );
    case 'range':
      return compileRange(columnOf(definition), match);
    case 'keys':
      return condition(
        `(${columnOf(definition)} IS NOT NULL AND ${columnOf(definition)} IN (${match.keys.map(() => '?').join(', ')}))`,
        ...match.keys,
      );
    case 'flag':
      return compileFlag(definition, match.name);
  }
}

function condition(sql: string, ...parameters: (string | number)[]): Condition {
  return { sql, parameters };
}

function isText(definition: FieldDefinition | null): boolean {
  return definition?.kind === 'text' || definition?.kind === 'folder';
}

function columnOf(definition: FieldDefinition | null): string {
  if (definition?.kind === 'folder') return folderExpression;
  if (!definition || !('column' in definition)) throw new TypeError('Expected a field with a column');
  return `track.${definition.column}`;
}

/** The folded text of a field; the functions fold on their own what has no folded column. */
function foldedOf(definition: FieldDefinition | null): string {
  if (definition?.kind === 'text' && definition.foldColumn) return `track.${definition.foldColumn}`;
  return `fold_text(${columnOf(definition)})`;
}

function compileContains(definition: FieldDefinition | null, text: string): Condition {
  const words = wordsOf(foldText(text));
  if (words.length === 0) return compileSymbols(definition, text.trim());
  if (definition === null) return fullText(`${phrase(text)} *`);
  if (definition.kind === 'text' && definition.isFullText)
    return fullText(`{${definition.column}} : ${phrase(text)} *`);
  const column = definition.kind === 'text' && definition.foldColumn ? foldedOf(definition) : columnOf(definition);
  return condition(`has_words(${column}, ?)`, words.join(' '));
}

function fullText(expression: string): Condition {
  return condition('(track.id IN (SELECT rowid FROM track_fts WHERE track_fts MATCH ?))', expression);
}

/** The text as one phrase of the full-text language. Its own tokenizer takes case and accents off. */
function phrase(text: string): string {
  const plain = text.normalize('NFC').replaceAll('\0', ' ').replaceAll('"', '""');
  return `"${plain}"`;
}

/** Signs without a letter or digit are in no index: they are looked for as they are. */
function compileSymbols(definition: FieldDefinition | null, text: string): Condition {
  const columns = definition === null ? fullTextColumns.map((column) => `track.${column}`) : [columnOf(definition)];
  return joined(
    columns.map((column) => condition(`(instr(${column}, ?) > 0)`, text)),
    ' OR ',
  );
}

function compileRange(column: string, { min, max, minExcluded, maxExcluded }: RangeMatch): Condition {
  const parts = [`${column} IS NOT NULL`];
  const parameters: number[] = [];
  if (min !== null) {
    parts.push(`${column} ${minExcluded ? '>' : '>='} ?`);
    parameters.push(min);
  }
  if (max !== null) {
    parts.push(`${column} ${maxExcluded ? '<' : '<='} ?`);
    parameters.push(max);
  }
  return condition(`(${parts.join(' AND ')})`, ...parameters);
}

function compileFlag(definition: FieldDefinition | null, name: string): Condition {
  const flag = definition?.kind === 'flag' ? definition.values[name] : undefined;
  if (!flag) throw new TypeError(`Expected a flag of the field, got ${name}`);
  switch (flag.test) {
    case 'present':
      return condition(`(track.${flag.column} IS NOT NULL)`);
    case 'notEmpty':
      return condition(`(track.${flag.column} <> '')`);
    case 'equals':
      return condition(`(track.${flag.column} = ?)`, flag.value);
  }
}
