import { foldText, wordsOf } from '#shared/fold-text.ts';
import {
  type FieldDefinition,
  type FlagCondition,
  fieldDefinition,
  type QueryField,
  queryFieldNames,
  type TextFieldKind,
} from '#shared/query/fields.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';
import { spellings } from './spellings.ts';

/** A condition over the table `track`; it is 0 or 1 for every row, never NULL, so that it can be negated. */
export type Condition = { sql: string; parameters: (string | number)[] };

type RangeMatch = Extract<Match, { kind: 'range' }>;

const fullTextColumns = queryFieldNames
  .map(fieldDefinition)
  .filter((field): field is TextFieldKind => field.kind === 'text' && field.isFullText === true)
  .map((field) => field.column);

/** The directory a track lies in: its root and the folders below, without the file's name. */
export const folderExpression = `((SELECT folder.path FROM folder WHERE folder.id = track.folder_id) || '/' ||
  substr(track.path, 1, length(track.path) - length(track.file_name)))`;

/** A condition that stands in for the usual one of a match; undefined where there is none. */
export type Substitute = (field: QueryField | undefined, match: Match) => Condition | undefined;

/**
 * The condition a query stands for, or null where it restricts nothing. Terms with errors are left out.
 *
 * The connection needs `registerQueryFunctions`. Every text of the query is bound, never part of the SQL.
 */
export function compileQuery(root: QueryNode | null, substitute?: Substitute): Condition | null {
  if (!root) return null;
  switch (root.kind) {
    case 'term':
      return compileTerm(root.term, substitute);
    case 'not': {
      const inner = compileQuery(root.node, substitute);
      return inner && { sql: `NOT ${inner.sql}`, parameters: inner.parameters };
    }
    case 'and':
    case 'or': {
      const parts = root.nodes.map((node) => compileQuery(node, substitute)).filter((part) => part !== null);
      return parts.length === 0 ? null : joined(parts, root.kind === 'and' ? ' AND ' : ' OR ');
    }
  }
}

/** The condition of one term without its negation, or null where it has an error or no value yet. */
function compileTerm(term: QueryTerm, substitute?: Substitute): Condition | null {
  if (term.error || term.matches.length === 0) return null;
  const definition = term.field ? fieldDefinition(term.field) : null;
  return joined(
    term.matches.map((match) => substitute?.(term.field, match) ?? compileMatch(definition, match)),
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

export function compileMatch(definition: FieldDefinition | null, match: Match): Condition {
  switch (match.kind) {
    case 'contains':
      return compileContains(definition, match.text);
    case 'exact':
      return condition(`(${foldedOf(definition)} = ?)`, foldText(match.text));
    case 'regex':
      return isFolded(definition)
        ? condition(`matches_folded(${foldedOf(definition)}, ?)`, match.source)
        : condition(`matches_regex(${columnOf(definition)}, ?)`, match.source);
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
      return compileFlag(flagOf(definition, match.name), match.since ?? 0);
    case 'entries':
      return condition(
        `(EXISTS (SELECT 1 FROM playlist_entry
          WHERE playlist_entry.track_id = track.id AND playlist_id IN (SELECT value FROM json_each(?))))`,
        JSON.stringify(match.playlists),
      );
    case 'folders':
      return condition('(track.folder_id IN (SELECT value FROM json_each(?)))', JSON.stringify(match.folders));
    case 'ids':
      return condition('(track.id IN (SELECT value FROM json_each(?)))', JSON.stringify([...match.ids]));
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

function isFolded(definition: FieldDefinition | null): boolean {
  return definition?.kind === 'text' && definition.foldColumn !== undefined;
}

/** The folded text of a field; the functions fold on their own what has no folded column. */
function foldedOf(definition: FieldDefinition | null): string {
  if (definition?.kind === 'text' && definition.foldColumn) return `track.${definition.foldColumn}`;
  return `fold_text(${columnOf(definition)})`;
}

function compileContains(definition: FieldDefinition | null, text: string): Condition {
  const expression = fullTextExpression(definition, text);
  if (expression !== null) {
    return condition('(track.id IN (SELECT rowid FROM track_fts WHERE track_fts MATCH ?))', expression);
  }
  const words = wantedWords(text);
  if (words === '') return compileSymbols(definition, text.trim());
  const wider = definition?.kind === 'text' && definition.column === 'file_name' ? wordsOfPath(text) : null;
  if (wider !== null) {
    // A file's name is the end of its path, whose words are indexed: only those that have them are looked at.
    return condition(
      '(track.id IN (SELECT rowid FROM track_fts WHERE track_fts MATCH ?) AND has_words(track.file_name, ?))',
      ...[wider, words],
    );
  }
  const column = definition?.kind === 'text' && definition.foldColumn ? foldedOf(definition) : columnOf(definition);
  return condition(`has_words(${column}, ?)`, words);
}

function wordsOfPath(text: string): string | null {
  return fullTextExpression(fieldDefinition('path'), text);
}

/** The words of a text as `has_words` takes them; empty for a text of signs only. */
export function wantedWords(text: string): string {
  return wordsOf(foldText(text)).join(' ');
}

/** What finds the text in the full-text index, or null where the field or the text is not in it. */
export function fullTextExpression(definition: FieldDefinition | null, text: string): string | null {
  if (wantedWords(text) === '') return null;
  const isIndexed = definition?.kind === 'text' && definition.isFullText;
  if (definition !== null && !isIndexed) return null;
  // The index takes accents off Latin letters only: beside the folded text the one that was typed must be found.
  const folded = foldText(text);
  const asTyped = text.normalize('NFC').toLowerCase();
  const wanted = /[^\p{ASCII}\p{Script=Latin}]/u.test(asTyped) ? [asTyped, ...spellings(folded)] : spellings(folded);
  const phrases = wanted.map((spelling) => `${phrase(spelling)} *`);
  const expression = phrases.length === 1 ? phrases[0]! : `(${phrases.join(' OR ')})`;
  return isIndexed ? `{${definition.column}} : ${expression}` : expression;
}

/** The text as one phrase of the full-text language. */
function phrase(text: string): string {
  return `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`;
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

/** Throws for a name that is no flag of the field. */
export function flagOf(definition: FieldDefinition | null, name: string): FlagCondition {
  const flags = definition?.kind === 'flag' ? definition.values : definition?.kind === 'number' ? definition.words : {};
  const flag = flags?.[name];
  if (!flag) throw new TypeError(`Expected a flag of the field, got ${name}`);
  return flag;
}

function compileFlag(flag: FlagCondition, since: number): Condition {
  switch (flag.test) {
    case 'present':
      return condition(`(track.${flag.column} IS NOT NULL)`);
    case 'notEmpty':
      return condition(`(track.${flag.column} <> '')`);
    case 'notZero':
      return condition(`(track.${flag.column} <> 0)`);
    case 'holds':
      return condition(`(instr(' ' || track.${flag.column} || ' ', ?) > 0)`, ` ${flag.value} `);
    case 'equals':
      return condition(`(track.${flag.column} IS ?)`, flag.value);
    case 'bits':
      return condition(`((track.${flag.column} & ?) <> 0)`, flag.value);
    case 'within':
      return condition(`(track.${flag.column} >= ?)`, since);
    case 'related':
      return condition(`(EXISTS (SELECT 1 FROM ${flag.table} WHERE ${flag.table}.track_id = track.id))`);
    case 'either':
      return joined(
        flag.conditions.map((each) => compileFlag(each, since)),
        ' OR ',
      );
    case 'resolved':
      throw new TypeError('Expected a resolved query');
  }
}
