import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Context } from '#core/context.ts';
import { toFileError } from '#core/files/file-error.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import { lookAt, stepStamp } from '#core/files/own-files.ts';
import type { TracklistState } from '#core/tracklists/tracklist-state.ts';
import { getState } from '#core/tracklists/tracklists.repository.ts';
import type { CuePlace, CueWriteEncoding, SavedSheet } from '#shared/contract/cue.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { encodeText } from './encoding.ts';
import { insertSavedSheet, isSavedSheet, listSavedSheets, type SavedSheetRow } from './saved-sheets.repository.ts';
import { findMix, type Mix, type SheetChoice, sheetNameOf, sheetOf } from './tracklist-sheet.ts';

export type SaveRequest = SheetChoice & { tracklistId: number; encoding: CueWriteEncoding; place: CuePlace };

/**
 * Saves the sheet of a tracklist. What we saved there before, and nobody changed since, goes to the trash for it; where it
 * says the same already, nothing is done. See 'cue.save' for what it throws.
 */
export async function saveSheet(
  context: Pick<Context, 'db' | 'disk' | 'journal' | 'changes' | 'platform'>,
  request: SaveRequest,
): Promise<{ operation: OperationId | null; path: string }> {
  const { db, disk, journal, changes, platform } = context;
  const { tracklistId, encoding, dialect, mode } = request;
  const state = getState(db, tracklistId);
  const mix = findMix(db, state);
  const folder = await folderOf(context, request.place, mix);
  const path = join(folder, sheetNameOf(state, mix, dialect));
  const { conversion, text } = sheetOf(state, mix, request, folderFor(mix, folder));
  if (conversion.isRefused) throw new AppError('CUE_LOSSY', 'This dialect would lose something of the sheet.');
  const bytes = encodeText(text, encoding);
  const sha256 = hashOf(bytes);
  try {
    const there = await lookAt(disk, path);
    const known = there?.isFile() ? await disk.hash(path) : null;
    if (there && (known === null || !isSavedSheet(db, tracklistId, path, known))) {
      throw new AppError('FILE_EXISTS', 'Another file has that name already. It was left as it is.');
    }
    if (known === sha256) return { operation: null, path };
    const base = { trackId: null, group: 0 } as const;
    const old: PlannedStep[] = there
      ? [{ ...base, kind: 'trash', source: path, target: null, expected: stepStamp(there), input: null }]
      : [];
    const input = { type: 'bytes', base64: Buffer.from(bytes).toString('base64'), sizeBytes: bytes.length } as const;
    const create: PlannedStep = { ...base, kind: 'create', source: path, target: path, expected: null, input };
    insertSavedSheet(db, tracklistId, { path, dialect, mode, encoding, sha256, savedAt: platform.now() });
    const operation = journal.start({ kind: 'saveCue', subject: state.facts.name, trackCount: 0 }, [...old, create]);
    changes.add({ topics: ['tracklists'] });
    return { operation, path };
  } catch (error) {
    throw toFileError(error);
  }
}

/** Null where the sheet lies beside the mix. */
function folderFor(mix: Mix | null, folder: string): string | null {
  return mix && dirname(mix.path) === folder ? null : folder;
}

/** Where a sheet or parts go. Throws FOLDER_OFFLINE, FOLDER_NOT_FOUND, and NOT_FOUND where there is no mix to lie beside. */
export async function folderOf({ disk }: Pick<Context, 'disk'>, place: CuePlace, mix: Mix | null): Promise<string> {
  if (place.type === 'beside') {
    if (!mix) throw new AppError('NOT_FOUND', 'This tracklist has no mix to lie beside. Choose a folder.');
    if (!mix.isOnline) throw new AppError('FOLDER_OFFLINE', 'The disk of the mix is not connected.');
    return dirname(mix.path);
  }
  const there = await lookAt(disk, place.path).catch((error: unknown) => {
    throw toFileError(error);
  });
  // A link to a folder is as good.
  const isFolder = there?.isSymbolicLink() ? await leadsToFolder(disk, place.path) : there?.isDirectory();
  if (!isFolder) throw new AppError('FOLDER_NOT_FOUND', 'That folder is not there.');
  return place.path;
}

async function leadsToFolder(disk: Context['disk'], link: string): Promise<boolean> {
  const stats = await disk.stat(link).catch(() => null);
  return stats?.isDirectory() === true;
}

/** The sheets saved of a tracklist, and whether they are still right. */
export async function savedSheets(context: Pick<Context, 'db' | 'disk'>, tracklistId: number): Promise<SavedSheet[]> {
  const { db } = context;
  const rows = listSavedSheets(db, tracklistId);
  if (rows.length === 0) return [];
  const state = getState(db, tracklistId);
  const mix = findMix(db, state);
  return await Promise.all(
    rows.map(
      async ({ sha256, ...row }): Promise<SavedSheet> => ({
        ...row,
        state: await stateOf(context, tracklistId, { state, mix }, { ...row, sha256 }),
      }),
    ),
  );
}

async function stateOf(
  { db, disk }: Pick<Context, 'db' | 'disk'>,
  tracklistId: number,
  { state, mix }: { state: TracklistState; mix: Mix | null },
  row: SavedSheetRow,
): Promise<SavedSheet['state']> {
  const there = await lookAt(disk, row.path).catch(() => null);
  if (!there) return 'gone';
  const found = there.isFile() ? await disk.hash(row.path).catch(() => null) : null;
  if (found === null) return 'changed';
  // An earlier one of ours is back where the last was undone or came to nothing.
  if (found !== row.sha256) return isSavedSheet(db, tracklistId, row.path, found) ? 'outdated' : 'changed';
  const { text } = sheetOf(state, mix, row, folderFor(mix, dirname(row.path)));
  try {
    return hashOf(encodeText(text, row.encoding)) === row.sha256 ? 'current' : 'outdated';
  } catch {
    // The list says something now that the encoding does not have.
    return 'outdated';
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
