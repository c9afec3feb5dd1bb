import { type Db, prepare } from '#core/db/query.ts';
import { findStore } from '#shared/stores.ts';
import { monthText } from './months.ts';
import type { Dimension } from './read-sums.ts';

/** A store of ours by its name, another as statements spell it. */
export function storeLabel(key: string): string {
  return findStore(key)?.name ?? key;
}

/** What a key of a dimension is called; countries and kinds of sale are named by the window. */
export function labelsOf(db: Db, dimension: Dimension): (key: string) => string {
  if (dimension === 'store') return storeLabel;
  if (dimension === 'month') return (key) => monthText(Number(key));
  if (dimension === 'track') return (key) => trackLabel(db, key);
  if (dimension === 'release') return (key) => releaseLabel(db, key);
  return (key) => key;
}

function trackLabel(db: Db, key: string): string {
  const id = Number(key.slice(1));
  const sql = key.startsWith('r')
    ? `SELECT title || CASE version_title WHEN '' THEN '' ELSE ' (' || version_title || ')' END FROM recording WHERE id = ?`
    : `SELECT coalesce(nullif(title, ''), nullif(release_title, ''), isrc || upc || catalogue_number)
       FROM statement_item WHERE id = ?`;
  return (prepare(db, sql).pluck().get(id) as string | undefined) ?? '';
}

function releaseLabel(db: Db, key: string): string {
  if (!key.startsWith('r')) return key.slice(1);
  const title = prepare(db, 'SELECT title FROM release WHERE id = ?')
    .pluck()
    .get(Number(key.slice(1)));
  return (title as string | undefined) ?? '';
}
