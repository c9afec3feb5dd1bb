import { type Db, prepare } from '#core/db/query.ts';

/**
 * Takes away what Spotify said: its lists with their history, and its names for tracks wherever they stand. Playlists of the
 * user's own stay, and can still be undone.
 */
export function purgeSpotify(db: Db): void {
  db.exec(`
    DELETE FROM operation_change WHERE field LIKE 'playlist:%'
      AND item_id IN (SELECT id FROM playlist WHERE json_extract(source, '$.kind') = 'spotify');
    DELETE FROM playlist WHERE json_extract(source, '$.kind') = 'spotify';
    UPDATE playlist SET source = NULL WHERE json_extract(source, '$.kind') = 'spotifyCopy';
    DELETE FROM operation_change WHERE field = 'playlist:source' AND (old_value || new_value) LIKE '%"spotify%';
    UPDATE playlist_entry SET location = '' WHERE location LIKE 'spotify:%';
    DELETE FROM import_report WHERE format = 'spotify';
  `);
  // Entries that were copied into other playlists, as history keeps them.
  const update = prepare(
    db,
    'UPDATE operation_change SET old_value = ?, new_value = ? WHERE operation_id = ? AND seq = ?',
  );
  const rows = prepare(
    db,
    `SELECT operation_id, seq, old_value, new_value FROM operation_change
     WHERE field LIKE 'playlist:%' AND (old_value || new_value) LIKE '%"location":"spotify:%'`,
  ).all() as { operation_id: number; seq: number; old_value: string; new_value: string }[];
  for (const { operation_id, seq, old_value, new_value } of rows) {
    update.run(withoutNames(old_value), withoutNames(new_value), operation_id, seq);
  }
}

function withoutNames(json: string): string {
  return json.replaceAll(/"location":"spotify:[^"]*"/g, '"location":""');
}
