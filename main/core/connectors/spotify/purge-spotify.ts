import { type Db, prepare } from '#core/db/query.ts';

/**
 * Takes away what Spotify said: its lists with their history, and its names for tracks wherever they stand. Playlists of the
 * user's own stay, and can still be undone.
 */
export function purgeSpotify(db: Db): void {
  db.exec(`
    CREATE TEMP TABLE purged_item AS
      SELECT id FROM playlist WHERE json_extract(source, '$.kind') = 'spotify'
      -- Those that were deleted, or taken back, could else be brought back.
      UNION SELECT item_id FROM operation_change WHERE field = 'playlist:whole'
        AND 'spotify' IN (json_extract(old_value, '$.source.kind'), json_extract(new_value, '$.source.kind'));
    CREATE TEMP TABLE purged_operation AS
      SELECT DISTINCT operation_id AS id FROM operation_change WHERE field = 'playlist:source'
        OR (field LIKE 'playlist:%' AND item_id IN (SELECT id FROM purged_item));
    DELETE FROM operation_change WHERE field LIKE 'playlist:%' AND item_id IN (SELECT id FROM purged_item);
    DELETE FROM operation_change WHERE field = 'playlist:source' AND concat(old_value, new_value) LIKE '%"spotify%';
    -- An operation of which nothing is left names the list, and would undo nothing.
    DELETE FROM operation WHERE id IN (SELECT id FROM purged_operation)
      AND NOT EXISTS (SELECT 1 FROM operation_change WHERE operation_id = operation.id);
    DROP TABLE purged_item;
    DROP TABLE purged_operation;
    DELETE FROM playlist WHERE json_extract(source, '$.kind') = 'spotify';
    UPDATE playlist SET source = NULL WHERE json_extract(source, '$.kind') = 'spotifyCopy';
    UPDATE playlist_entry SET location = '' WHERE location LIKE 'spotify:%';
    DELETE FROM import_report WHERE format = 'spotify';
  `);
  // What history keeps of playlists of the user's own: entries that were copied into them, and lists they were kept in.
  const update = prepare(
    db,
    'UPDATE operation_change SET old_value = ?, new_value = ? WHERE operation_id = ? AND seq = ?',
  );
  const rows = prepare(
    db,
    `SELECT operation_id, seq, old_value, new_value FROM operation_change
     WHERE field LIKE 'playlist:%' AND concat(old_value, new_value) LIKE '%"spotify%'`,
  ).all() as { operation_id: number; seq: number; old_value: string | null; new_value: string | null }[];
  for (const { operation_id, seq, old_value, new_value } of rows) {
    update.run(withoutNames(old_value), withoutNames(new_value), operation_id, seq);
  }
}

function withoutNames(json: string | null): string | null {
  if (json === null) return null;
  return JSON.stringify(JSON.parse(json), (key, value) => {
    if (key === 'location' && typeof value === 'string' && value.startsWith('spotify:')) return '';
    return key === 'source' && value?.kind === 'spotifyCopy' ? null : value;
  });
}
