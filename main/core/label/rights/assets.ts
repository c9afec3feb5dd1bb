import { type Db, prepare } from '#core/db/query.ts';
import type { AssetRef } from '#shared/contract/rights.ts';
import { AppError } from '#shared/errors.ts';
import { foldTitle } from '#shared/song-title.ts';

export type Asset = AssetRef & { title: string; artist: string; code: string };

/** Recordings, works and releases as one list; folded for searching. */
const allAssets = `
  SELECT 'recording' AS kind, id, title || CASE version_title WHEN '' THEN '' ELSE ' (' || version_title || ')' END AS title,
    artist, isrc AS code, created_at FROM recording
  UNION ALL SELECT 'work', id, title, '', iswc, created_at FROM work
  UNION ALL SELECT 'release', id, title, artist, upc, created_at FROM release`;

const mostFound = 50;

/** Throws NOT_FOUND. */
export function getAsset(db: Db, { kind, id }: AssetRef): Asset {
  const row = prepare(db, `SELECT kind, id, title, artist, code FROM (${allAssets}) WHERE kind = ? AND id = ?`).get(
    kind,
    id,
  );
  if (!row) throw new AppError('NOT_FOUND', 'That is not here any more.', { kind, id });
  return row as Asset;
}

/** What claims, disputes and licences are about and is still here, by title. */
export function listAssetsWithRights(db: Db): Asset[] {
  return prepare(
    db,
    `SELECT kind, id, title, artist, code FROM (${allAssets}) WHERE (kind, id) IN (
       SELECT asset_kind, asset_id FROM rights_claim UNION SELECT asset_kind, asset_id FROM rights_dispute
       UNION SELECT asset_kind, asset_id FROM licence)
     ORDER BY title COLLATE NOCASE, kind, id`,
  ).all() as Asset[];
}

/** All that hold the text in title, artist or code; the newest first. */
export function findAssets(db: Db, text: string): Asset[] {
  const rows = prepare(
    db,
    `SELECT kind, id, title, artist, code FROM (${allAssets}) ORDER BY created_at DESC, kind, id DESC`,
  );
  const wanted = foldTitle(text);
  const code = text.replaceAll(/[^0-9a-z]/giu, '').toUpperCase();
  const found: Asset[] = [];
  for (const asset of rows.iterate() as IterableIterator<Asset>) {
    const holds =
      wanted === '' ||
      foldTitle(`${asset.artist} ${asset.title}`).includes(wanted) ||
      (code.length > 3 && asset.code.includes(code));
    if (holds) found.push(asset);
    if (found.length === mostFound) break;
  }
  return found;
}
