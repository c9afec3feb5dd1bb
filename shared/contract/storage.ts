import { z } from 'zod';
import { serviceId } from './connectors.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';

/** Services that keep files. */
export const storageIds = ['s3', 'cloudinary'] as const;
export const storageId = serviceId.extract(storageIds);
export type StorageId = z.output<typeof storageId>;

export const storedKinds = ['audio', 'artwork', 'backup'] as const;
export type StoredKind = (typeof storedKinds)[number];

/** A file that lies with a storage service because the user put it there. */
export const storedFile = z.object({
  id: z.number().int().positive(),
  service: storageId,
  kind: z.enum(storedKinds),
  name: z.string(),
  /** Where it can be had by whoever may; empty where the service does not say. */
  url: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  trackId: trackId.nullable(),
  uploadedAt: z.number(),
});
export type StoredFile = z.output<typeof storedFile>;

export const storageContract = {
  /**
   * Uploads files of tracks, their covers, or backups, in the background: in parts, so that a broken connection or a restart
   * costs no more than one; each is checked by size and hash before it counts. What lies there already is not sent again.
   */
  'storage.upload': command(
    z.object({
      service: storageId,
      trackIds: z.array(trackId).max(10_000).default([]),
      /** Of those tracks. */
      what: z.array(z.enum(['audio', 'artwork'])).default(['audio']),
      /** Names of backups. */
      backups: z.array(z.string().max(300)).max(100).default([]),
    }),
    z.object({ count: z.number().int() }),
  ),
  'storage.list': query(['connectors'], z.void(), z.array(storedFile)),
  /** Takes a file away there, in the background. The one here stays. */
  'storage.remove': command(z.object({ ids: z.array(z.number().int().positive()).min(1).max(10_000) }), z.void()),
};
