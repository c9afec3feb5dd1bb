import { join } from 'node:path';
import { findSubject } from '#core/analysis/analysis.repository.ts';
import type { Db } from '#core/db/query.ts';
import type { JobKind } from '#core/jobs/job-runner.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { Heard, ModelTask } from './listen.ts';
import * as repository from './models.repository.ts';

const shortestTimeoutMs = 60_000;
const unknownDurationMs = 5_400_000;

export type ModelJobOptions = {
  db: Db;
  now(): number;
  modelPath(id: string): string;
  onHeard(trackId: number): void;
  logError(message: string, error: unknown): void;
};

/**
 * Lets the enabled models listen to a track they have not heard.
 *
 * Subject: a track id. Whatever a model does, the track and its analysis stay as they are: a failure is kept as an empty
 * answer, so that the same model is not tried on the same audio again.
 */
export function modelJob({ db, now, modelPath, onHeard, logError }: ModelJobOptions): JobKind<ModelTask, Heard[]> {
  function keep(trackId: number, heard: readonly Heard[]): void {
    const audioHash = findSubject(db, trackId)?.audioHash;
    if (!audioHash) return;
    for (const { id, version, output } of heard) {
      repository.saveModelResult(db, { audioHash, modelId: id, version, output, at: now() });
    }
    onHeard(trackId);
  }

  function missing(trackId: number) {
    const audioHash = findSubject(db, trackId)?.audioHash;
    return audioHash ? repository.listModelsWithout(db, audioHash) : [];
  }

  return {
    kind: 'model',
    maxAttempts: 2,
    prepare(trackId) {
      const subject = findSubject(db, trackId);
      const manifests = missing(trackId);
      if (!subject || subject.isMissing || subject.isOffline || manifests.length === 0) {
        return { type: 'finish', commit: () => undefined };
      }
      const models = manifests.map((manifest) => ({ manifest, path: modelPath(manifest.id) }));
      const audio = join(subject.folderPath, subject.path);
      return {
        type: 'run',
        input: { type: 'listen', models, audio, ffmpegPath: getSettings(db).ffmpegPath },
        timeoutMs: Math.max(shortestTimeoutMs, subject.durationMs ?? unknownDurationMs),
      };
    },
    commit(trackId, heard) {
      for (const { id, failure } of heard) if (failure) logError(`Model ${id} failed on track ${trackId}`, failure);
      keep(trackId, heard);
    },
    fail(trackId, code) {
      // A file that is away says nothing about the model: it is tried again when the library is next opened.
      if (code === 'FILE_NOT_FOUND') return;
      keep(
        trackId,
        missing(trackId).map(({ id, version }) => ({ id, version, output: {}, failure: null })),
      );
    },
    strike: () => false,
  };
}
