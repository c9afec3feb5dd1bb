import { stat } from 'node:fs/promises';
import { type Db, prepare } from '#core/db/query.ts';
import { isInside, resolveExisting } from '#core/library/add-folder.ts';
import { listFolders } from '#core/library/folders.repository.ts';
import { type DeliverySettings, deliverySettings } from '#shared/contract/deliveries.ts';
import { AppError } from '#shared/errors.ts';

const keptAs = 'deliveries';
const none: DeliverySettings = {
  packagesFolder: '',
  returnsFolder: '',
  schemaFolder: '',
  senderDpid: '',
  senderName: '',
};

export function readDeliverySettings(db: Db): DeliverySettings {
  const text = prepare(db, 'SELECT value FROM setting WHERE key = ?').pluck().get(keptAs) as string | undefined;
  const parsed = deliverySettings.partial().safeParse(text === undefined ? {} : JSON.parse(text));
  return { ...none, ...(parsed.success ? withoutUndefined(parsed.data) : {}) };
}

function withoutUndefined(values: { [Key in keyof DeliverySettings]?: DeliverySettings[Key] | undefined }) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

export function saveDeliverySettings(db: Db, changed: Partial<DeliverySettings>): DeliverySettings {
  const settings = { ...readDeliverySettings(db), ...changed };
  prepare(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(keptAs, JSON.stringify(settings));
  return settings;
}

/** The folder itself, with links followed. Throws FOLDER_NOT_FOUND, FOLDER_UNREADABLE. */
export async function checkFolder(path: string): Promise<string> {
  const real = await resolveExisting(path);
  if ((await stat(real)).isDirectory()) return real;
  throw new AppError('FOLDER_NOT_FOUND', 'This is a file, no folder.');
}

/** Music that is packed would be found as new music of the library. Throws FOLDER_NESTED. */
export function refuseLibraryFolder(db: Db, path: string): void {
  const around = listFolders(db).find((folder) => isInside(path, folder.path));
  if (around) {
    throw new AppError('FOLDER_NESTED', 'Packages do not belong into a folder of the library.', {
      folder: around.path,
    });
  }
}
