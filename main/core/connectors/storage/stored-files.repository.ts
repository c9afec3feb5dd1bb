import type { StoredFileTable } from '#core/db/connector-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { StorageId, StoredFile } from '#shared/contract/storage.ts';

export type NewStoredFile = Omit<StoredFile, 'id' | 'uploadedAt' | 'trackId'> & {
  item: string;
  trackId: number | null;
};

/** Newest first. */
export function listStoredFiles(db: Db): StoredFile[] {
  const rows = prepare(db, 'SELECT * FROM stored_file ORDER BY uploaded_at DESC, id DESC').all() as StoredFileTable[];
  return rows.map(toStoredFile);
}

/** With what the service knows it by; undefined where it is gone. */
export function findStoredFile(db: Db, id: number): (StoredFile & { item: string }) | undefined {
  const row = prepare(db, 'SELECT * FROM stored_file WHERE id = ?').get(id) as StoredFileTable | undefined;
  return row && { ...toStoredFile(row), item: row.item };
}

export function keepStoredFile(db: Db, file: NewStoredFile, now: number): void {
  prepare(
    db,
    `INSERT INTO stored_file (service, kind, item, url, name, size_bytes, sha256, track_id, uploaded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (service, item) DO UPDATE SET url = excluded.url, name = excluded.name, track_id = excluded.track_id`,
  ).run(file.service, file.kind, file.item, file.url, file.name, file.sizeBytes, file.sha256, file.trackId, now);
}

export function forgetStoredFile(db: Db, id: number): void {
  prepare(db, 'DELETE FROM stored_file WHERE id = ?').run(id);
}

function toStoredFile(row: StoredFileTable): StoredFile {
  return {
    id: row.id,
    service: row.service as StorageId,
    kind: row.kind,
    name: row.name,
    url: row.url,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    trackId: row.track_id as StoredFile['trackId'],
    uploadedAt: row.uploaded_at,
  };
}
