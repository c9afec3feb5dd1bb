import { all, build, type Db, first, prepare, run } from '#core/db/query.ts';
import { type ModelManifest, modelManifest } from '#shared/contract/models.ts';

export type StoredModel = {
  manifest: ModelManifest;
  source: string;
  isEnabled: boolean;
  installedAt: number;
  resultCount: number;
};

export function listModels(db: Db): StoredModel[] {
  const rows = all(db, build.selectFrom('model').selectAll().orderBy('name'));
  const counts = prepare(db, 'SELECT model_id, count(*) AS count FROM model_result GROUP BY model_id').all() as {
    model_id: string;
    count: number;
  }[];
  return rows.map((row) => ({
    manifest: modelManifest.parse(JSON.parse(row.manifest)),
    source: row.source,
    isEnabled: row.is_enabled === 1,
    installedAt: row.installed_at,
    resultCount: counts.find(({ model_id }) => model_id === row.id)?.count ?? 0,
  }));
}

/** Adds a model, or takes a new version in place of an older one with its results. */
export function saveModel(db: Db, manifest: ModelManifest, source: string, now: number): void {
  removeModel(db, manifest.id);
  const { id, name, version, task, licence, sha256, sizeBytes } = manifest;
  run(
    db,
    build.insertInto('model').values({
      id,
      name,
      version,
      task,
      licence: licence.name,
      sha256,
      size_bytes: sizeBytes,
      source,
      manifest: JSON.stringify(manifest),
      installed_at: now,
      is_enabled: 1,
    }),
  );
}

export function removeModel(db: Db, id: string): void {
  run(db, build.deleteFrom('model').where('id', '=', id));
}

export function setModelEnabled(db: Db, id: string, isEnabled: boolean): boolean {
  return prepare(db, 'UPDATE model SET is_enabled = ? WHERE id = ?').run(isEnabled ? 1 : 0, id).changes === 1;
}

/** Enabled models that have not listened to a piece of audio. */
export function listModelsWithout(db: Db, audioHash: string): ModelManifest[] {
  const rows = prepare(
    db,
    `SELECT manifest FROM model WHERE is_enabled = 1
       AND id NOT IN (SELECT model_id FROM model_result WHERE audio_hash = ?) ORDER BY id`,
  )
    .pluck()
    .all(audioHash) as string[];
  return rows.map((manifest) => modelManifest.parse(JSON.parse(manifest)));
}

/** Analysed tracks that some enabled model has not listened to and that have no job to come. */
export function listTracksWithout(db: Db, limit: number): number[] {
  return prepare(
    db,
    `SELECT track.id FROM track JOIN folder ON folder.id = track.folder_id AND folder.state = 'online'
     JOIN model ON model.is_enabled = 1
     WHERE track.analysis_state = 'done' AND track.missing_since IS NULL AND track.audio_hash IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM model_result
         WHERE model_result.audio_hash = track.audio_hash AND model_result.model_id = model.id)
       AND track.id NOT IN (SELECT subject_id FROM job WHERE kind = 'model' AND state <> 'failed')
     GROUP BY track.id LIMIT ?`,
  )
    .pluck()
    .all(limit) as number[];
}

export function hasEnabledModel(db: Db): boolean {
  return first(db, build.selectFrom('model').select('id').where('is_enabled', '=', 1).limit(1)) !== undefined;
}

export function saveModelResult(
  db: Db,
  result: { audioHash: string; modelId: string; version: string; output: Record<string, number>; at: number },
): void {
  // A model that was removed meanwhile says nothing any more.
  prepare(
    db,
    `INSERT OR REPLACE INTO model_result (audio_hash, model_id, model_version, output, at)
     SELECT ?, id, version, ?, ? FROM model WHERE id = ? AND version = ?`,
  ).run(result.audioHash, JSON.stringify(result.output), result.at, result.modelId, result.version);
}
