import { join } from 'node:path';
import { z } from 'zod';
import { listAllBackups } from '#core/backups/backup-folder.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { findTrackFile } from '#core/library/tracks.repository.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { type StorageId, storedKinds } from '#shared/contract/storage.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { Access, Connector, TaskKind, TaskRun } from '../connector.ts';
import { ConnectorHttp } from '../connector-http.ts';
import { cloudinaryClient } from './cloudinary-client.ts';
import { s3Client } from './s3-client.ts';
import type { StorageClient, UploadSource } from './storage-client.ts';
import { findStoredFile, forgetStoredFile, keepStoredFile } from './stored-files.repository.ts';
import { openFile, sourceOf } from './upload-source.ts';

type StorageOptions = {
  db: Db;
  home: string;
  now(): number;
  userAgent: string;
  access(id: StorageId): Promise<Access>;
  /** The picture a file holds, as it stands there. */
  readPicture(path: string): Promise<Uint8Array | null>;
  /** Of a stand-in for Cloudinary, for tests; S3 has an address of its own. */
  cloudinaryUrl: string | undefined;
  onChange(): void;
};

const uploadInput = z.object({
  kind: z.enum(storedKinds),
  name: z.string(),
  trackId: z.number().nullable(),
  /** Of a backup. */
  backup: z.string().nullable(),
});
export type UploadInput = z.output<typeof uploadInput>;
const removeInput = z.object({ id: z.number(), name: z.string() });
export type RemoveInput = z.output<typeof removeInput>;

/** Cloudinary's own: too many at once, and a file that is still worked on. */
function explain(status: number): ErrorCode | undefined {
  return status === 420 || status === 423 ? 'SERVICE_BUSY' : undefined;
}

/** The services that keep files: both do the same tasks, each through a client of its own. */
export function storageConnectors(options: StorageOptions): Connector[] {
  const { now, userAgent, onChange, access, cloudinaryUrl } = options;
  const httpOf = (service: StorageId) =>
    new ConnectorHttp({ service, now, intervalMs: 0, userAgent, onChange, explain });
  const [s3Http, cloudinaryHttp] = [httpOf('s3'), httpOf('cloudinary')];
  const s3 = s3Client({ http: s3Http, access: () => access('s3') });
  const cloudinary = cloudinaryClient({
    http: cloudinaryHttp,
    now,
    access: () => access('cloudinary'),
    url: cloudinaryUrl,
  });
  return [
    { id: 's3', http: s3Http, check: s3.check, tasks: tasksOf(options, 's3', s3) },
    {
      id: 'cloudinary',
      http: cloudinaryHttp,
      check: cloudinary.check,
      tasks: tasksOf(options, 'cloudinary', cloudinary),
    },
  ];
}

function tasksOf(options: StorageOptions, service: StorageId, client: StorageClient): Record<string, TaskKind> {
  return {
    upload: {
      subject: (input) => uploadInput.parse(input).name,
      run: (task) => upload(options, service, client, task),
      discard: (state) => client.discard(state),
    },
    remove: {
      subject: (input) => removeInput.parse(input).name,
      run: async ({ input }) => {
        const { id } = removeInput.parse(input);
        const file = findStoredFile(options.db, id);
        if (!file) return;
        await client.remove(file);
        forgetStoredFile(options.db, id);
        options.onChange();
      },
    },
  };
}

async function upload(
  options: StorageOptions,
  service: StorageId,
  client: StorageClient,
  task: TaskRun,
): Promise<void> {
  const { db, now, onChange } = options;
  const input = uploadInput.parse(task.input);
  const opened = await openSource(options, input, task.signal);
  if (!opened) return;
  const { source } = opened;
  try {
    const run = { state: task.progress, save: task.save, signal: task.signal };
    const { item, url } = await client.upload(source, run);
    const { kind, name, sizeBytes, sha256 } = source;
    keepStoredFile(db, { service, kind, name, sizeBytes, sha256, item, url, trackId: input.trackId }, now());
    onChange();
  } finally {
    await opened.close();
  }
}

/** Null where there is nothing to send: a track without a picture. */
async function openSource(
  { db, home, readPicture }: StorageOptions,
  { kind, name, trackId, backup }: UploadInput,
  signal: AbortSignal,
): Promise<{ source: UploadSource; close(): Promise<void> } | null> {
  if (backup !== null) {
    const file = listAllBackups(home).find((each) => each.name === backup);
    if (!file) throw new AppError('NOT_FOUND', 'That backup is no longer there.');
    return openFile({ path: file.path, name, kind }, signal);
  }
  const place = findTrackFile(db, trackId as TrackId);
  if (!place) throw new AppError('NOT_FOUND', 'That track is no longer in the library.');
  const path = join(place.folderPath, place.path);
  if (kind === 'audio') return openFile({ path, name, kind }, signal);
  const picture = await readPicture(path);
  return picture && { source: sourceOf(picture, { name, kind }), close: async () => undefined };
}

/** What is to be sent of tracks, each under the name of its file; covers once for each picture. */
export function uploadsOf(db: Db, trackIds: readonly number[], what: readonly ('audio' | 'artwork')[]): UploadInput[] {
  const rows = prepare(
    db,
    'SELECT id, file_name, artwork_hash FROM track WHERE id IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(trackIds)) as { id: number; file_name: string; artwork_hash: string | null }[];
  const audio = rows.map(
    ({ id, file_name }): UploadInput => ({ kind: 'audio', name: file_name, trackId: id, backup: null }),
  );
  const covers = new Map<string, UploadInput>();
  for (const { id, file_name, artwork_hash } of rows) {
    if (artwork_hash === null || covers.has(artwork_hash)) continue;
    const name = `${file_name.replace(/\.[^.]*$/, '')}.jpg`;
    covers.set(artwork_hash, { kind: 'artwork', name, trackId: id, backup: null });
  }
  return [...(what.includes('audio') ? audio : []), ...(what.includes('artwork') ? covers.values() : [])];
}
