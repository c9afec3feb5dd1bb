import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { storageContract } from '#shared/contract/storage.ts';
import { type RemoveInput, type UploadInput, uploadsOf } from './storage-connectors.ts';
import { findStoredFile, listStoredFiles } from './stored-files.repository.ts';

export function storageHandlers({ db, connectors }: Context): Handlers<typeof storageContract> {
  return {
    'storage.upload': async ({ service, trackIds, what, backups }) => {
      await connectors.access(service);
      const copies = backups.map((name): UploadInput => ({ kind: 'backup', name, trackId: null, backup: name }));
      const uploads = [...uploadsOf(db, trackIds, what), ...copies];
      db.transaction(() => {
        for (const input of uploads) connectors.queue.add(service, 'upload', input);
      })();
      return { count: uploads.length };
    },

    'storage.list': () => listStoredFiles(db),

    'storage.remove': ({ ids }) => {
      for (const id of ids) {
        const file = findStoredFile(db, id);
        if (file) connectors.queue.add(file.service, 'remove', { id, name: file.name } satisfies RemoveInput);
      }
    },
  };
}
