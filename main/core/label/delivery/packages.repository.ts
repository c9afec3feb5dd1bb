import { existsSync } from 'node:fs';
import { type Db, prepare } from '#core/db/query.ts';
import type { DeliveryPackage, PackageFile, PackageId, PackageKind } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { storeMap } from './deliveries.repository.ts';
import type { ReleaseSnapshot } from './release-snapshot.ts';
import type { StoreFacts } from './stores.repository.ts';

export type PackageErn = NonNullable<DeliveryPackage['ern']>;

export type NewPackage = {
  releaseId: number;
  target: string;
  stores: readonly string[];
  kind: PackageKind;
  path: string;
  batchId: string;
  /** The text that was frozen, and its SHA-256. */
  snapshot: string;
  snapshotHash: string;
  files: readonly PackageFile[];
  ern: PackageErn | null;
  reason: string;
  builtAt: number;
  builtBy: number | null;
};

type Row = Omit<NewPackage, 'stores' | 'files' | 'ern'> & {
  id: number;
  stores: string;
  files: string;
  ern: string | null;
  sizeBytes: number;
  builtByName: string | null;
};

const select = `SELECT delivery_package.id, release_id AS releaseId, target, stores, delivery_package.kind, path, batch_id AS batchId, snapshot,
    snapshot_hash AS snapshotHash, files, ern, reason, size_bytes AS sizeBytes, built_at AS builtAt, built_by AS builtBy,
    person.name AS builtByName
  FROM delivery_package LEFT JOIN person ON person.id = built_by`;

export function insertPackage(db: Db, made: NewPackage): PackageId {
  return prepare(
    db,
    `INSERT INTO delivery_package (release_id, target, stores, kind, path, batch_id, message_id, snapshot, snapshot_hash, files,
       ern, reason, size_bytes, built_at, built_by)
     VALUES (@releaseId, @target, @stores, @kind, @path, @batchId, @messageId, @snapshot, @snapshotHash, @files,
       @ern, @reason, @sizeBytes, @builtAt, @builtBy) RETURNING id`,
  )
    .pluck()
    .get({
      ...made,
      stores: JSON.stringify(made.stores),
      files: JSON.stringify(made.files),
      ern: made.ern === null ? null : JSON.stringify(made.ern),
      messageId: made.ern?.messageId ?? '',
      sizeBytes: made.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    }) as PackageId;
}

/** The newest first; of a release, or of all. */
export function listPackages(db: Db, releaseId: number | null, limit: number): DeliveryPackage[] {
  const rows = prepare(
    db,
    `${select} WHERE @releaseId IS NULL OR release_id = @releaseId ORDER BY built_at DESC, delivery_package.id DESC LIMIT @limit`,
  ).all({ releaseId, limit }) as Row[];
  const stores = storeMap(db);
  return rows.map((row) => toPackage(row, stores));
}

export function findPackage(db: Db, id: number): (DeliveryPackage & { snapshot: ReleaseSnapshot }) | undefined {
  const row = prepare(db, `${select} WHERE delivery_package.id = ?`).get(id) as Row | undefined;
  return row && { ...toPackage(row, storeMap(db)), snapshot: JSON.parse(row.snapshot) as ReleaseSnapshot };
}

/** The stores of the package whose message that is. */
export function findByMessage(
  db: Db,
  messageId: string,
): { id: number; releaseId: number; stores: string[] } | undefined {
  const row = prepare(
    db,
    'SELECT id, release_id AS releaseId, stores FROM delivery_package WHERE message_id = ? ORDER BY id DESC LIMIT 1',
  ).get(messageId) as { id: number; releaseId: number; stores: string } | undefined;
  return row && { ...row, stores: JSON.parse(row.stores) as string[] };
}

function toPackage(row: Row, stores: ReadonlyMap<string, StoreFacts>): DeliveryPackage {
  const { id, releaseId, target, kind, path, batchId, sizeBytes, builtAt, reason, snapshotHash } = row;
  return {
    ...{ target, kind, path, batchId, sizeBytes, builtAt, reason, snapshotHash },
    id: id as PackageId,
    releaseId: releaseId as ReleaseId,
    stores: (JSON.parse(row.stores) as string[]).map((key) => ({ key, name: stores.get(key)?.name ?? key })),
    isThere: existsSync(path),
    builtByName: row.builtByName ?? '',
    files: JSON.parse(row.files) as PackageFile[],
    ern: row.ern === null ? null : (JSON.parse(row.ern) as PackageErn),
  };
}
