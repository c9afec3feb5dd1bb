import type { QueryField } from './fields.ts';

/** A stretch of the query's text, `end` excluded, in UTF-16 units. */
export type TextRange = { start: number; end: number };

export type QueryErrorCode = 'UNKNOWN_FIELD' | 'BAD_VALUE';

/** `suggestion` is a text that may stand in place of the field's name or of the value. */
export type QueryTermError = { code: QueryErrorCode; suggestion: string | null };

/** One thing a value asks for; a term with several is met by any of them. Texts are as typed, not folded. */
export type Match =
  /** The words of the text stand one after the other, the last one begun at least. */
  | { kind: 'contains'; text: string }
  | { kind: 'exact'; text: string }
  /** A JavaScript regular expression over the folded text. */
  | { kind: 'regex'; source: string }
  | { kind: 'empty' }
  | { kind: 'present' }
  /** In the column's own unit. `maxExcluded` leaves out the upper end, `minExcluded` the lower one. */
  | { kind: 'range'; min: number | null; max: number | null; minExcluded: boolean; maxExcluded: boolean }
  | { kind: 'keys'; keys: number[] }
  /** `since` where the flag is about the last days: when they began, in milliseconds since 1970. */
  | { kind: 'flag'; name: string; since?: number }
  /** In one of these playlists; made by the core from names, as the two below are. `state` names a state of all entries. */
  | { kind: 'entries'; playlists: number[]; state: number }
  | { kind: 'folders'; folders: number[] }
  | { kind: 'ids'; ids: Int32Array };

export type TermItem = { text: string; isQuoted: boolean };

export type QueryTerm = {
  /** From the negation to the end of the value. */
  range: TextRange;
  /** The field's name as typed, or null for words without a field. */
  fieldText: string | null;
  /** Undefined where the name is unknown or there is none. */
  field: QueryField | undefined;
  isNegated: boolean;
  isFuzzy: boolean;
  /** What stands before the value: a comparison, `=` for exact, `:` for a regular expression. */
  operator: '' | '=' | ':' | '>' | '>=' | '<' | '<=';
  items: TermItem[];
  /** The value as a person reads it, without quotes. */
  valueText: string;
  /** Empty where the term has an error or is not finished (`artist:`); such a term restricts nothing. */
  matches: Match[];
  error: QueryTermError | null;
};

export type QueryNode =
  | { kind: 'and'; nodes: QueryNode[] }
  | { kind: 'or'; nodes: QueryNode[] }
  | { kind: 'not'; node: QueryNode }
  | { kind: 'term'; term: QueryTerm };

export type QuerySort = { field: QueryField; direction: 'ascending' | 'descending'; range: TextRange };

/** A term of the outermost level as the search field shows it; a bracketed group is one chip. */
export type QueryChip =
  | { kind: 'term'; range: TextRange; term: QueryTerm }
  | { kind: 'group'; range: TextRange; isNegated: boolean; text: string }
  | { kind: 'sort'; range: TextRange; sort: QuerySort };

export type ParsedQuery = {
  text: string;
  /** Null where the query restricts nothing at all. Holds terms with errors too. */
  root: QueryNode | null;
  chips: QueryChip[];
  sort: QuerySort[];
  /** Terms that could not be understood, in order. */
  errors: QueryTerm[];
};
