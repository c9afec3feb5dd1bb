import type { QueryField } from '#shared/query/fields.ts';
import type { Match, QueryNode } from '#shared/query/query-types.ts';
import { type Condition, compileQuery } from './compile-query.ts';
import { noTracks, type SelectedTracks, selectTracks } from './find-directly.ts';
import { type FindOptions, findWords, findWordsAmong, matchKey, wordsExpression } from './find-rows.ts';
import type { SortBy } from './track-snapshot.ts';

/** The tracks that changed since the snapshot and meet a query now, in order. */
export function findChanged(root: QueryNode | null, sort: readonly SortBy[], options: FindOptions): SelectedTracks {
  const { db, snapshot } = options;
  const { changes } = snapshot;
  if (changes.size === 0) return noTracks;
  // Asked as part of the statement, the full-text index would list all rows of a word each time.
  const condition = compileQuery(root, (field, match) => wordsCondition(field, match, options));
  return selectTracks(db, changes.json, condition, sort);
}

function wordsCondition(field: QueryField | undefined, match: Match, options: FindOptions): Condition | undefined {
  const expression = wordsExpression(field, match);
  const before = findWords(field, match, options);
  if (expression === null || before === null) return undefined;
  options.checkpoint();
  const ids = options.snapshot.changes.withWords(matchKey(field, match), before, (low, high) =>
    findWordsAmong(options.db, expression, low, high),
  );
  return { sql: '(track.id IN (SELECT value FROM json_each(?)))', parameters: [JSON.stringify(ids)] };
}
