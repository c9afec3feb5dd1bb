import { type Db, prepare } from '#core/db/query.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { FilePreview } from '#shared/contract/tags.ts';
import { AppError } from '#shared/errors.ts';
import type { WriteBack } from '#shared/tags/write-back.ts';
import { type PlannedWrite, planWrites } from './plan-writes.ts';
import type { TagFiles } from './tag-files.ts';

/** Exactly what writing would change, read from each file now, in the order of the tracks. */
export async function previewWrites(
  db: Db,
  files: TagFiles,
  ids: readonly TrackId[],
  include: WriteBack,
): Promise<FilePreview[]> {
  const writes = new Map(planWrites(db, ids, include, getSettings(db).tags).map((write) => [write.track.id, write]));
  const names = prepare(db, 'SELECT id, title, file_name AS fileName, format FROM track WHERE id = ?');
  const previews: FilePreview[] = [];
  for (const id of ids) {
    const track = names.get(id) as Pick<FilePreview, 'id' | 'title' | 'fileName' | 'format'> | undefined;
    if (track) previews.push({ ...track, ...(await previewFile(files, id, writes.get(id))) });
  }
  return previews;
}

type Outcome = Pick<FilePreview, 'state' | 'code' | 'changes' | 'untouched'>;

async function previewFile(files: TagFiles, id: TrackId, write: PlannedWrite | undefined): Promise<Outcome> {
  const nothing: Outcome = { state: 'same', code: null, changes: [], untouched: [] };
  if (!write) return nothing;
  try {
    const [{ fields, isUnchanged, refusal }, { foreign }] = [
      await files.preview(id, write.input),
      await files.read(id),
    ];
    if (isUnchanged) return nothing;
    const untouched = [...new Set(foreign.map((block) => block.id))];
    return { state: refusal ? 'problem' : 'change', code: refusal, changes: fields, untouched };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...nothing, state: 'problem', code: error.code };
  }
}
