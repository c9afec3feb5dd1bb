import { useEffect, useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { FilePreview } from '#shared/contract/tags.ts';
import type { AppError } from '#shared/errors.ts';
import type { WriteBack } from '#shared/tags/write-back.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';

/** Files that are looked at before writing; beyond that the first of them stand for all. */
export const mostPreviewed = 500;
const perCall = 25;

export type Previews = { files: readonly FilePreview[]; isDone: boolean; failure: AppError | null };

/** What writing would change, file by file as they are read. */
export function usePreviews(ids: readonly TrackId[], include: WriteBack): Previews {
  const [previews, setPreviews] = useState<Previews>({ files: [], isDone: false, failure: null });
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const files: FilePreview[] = [];
      setPreviews({ files, isDone: false, failure: null });
      const looked = ids.slice(0, mostPreviewed);
      for (let start = 0; start < looked.length && isWanted; start += perCall) {
        files.push(...(await call('tags.preview', { ids: looked.slice(start, start + perCall), include })));
        if (isWanted) setPreviews({ files: [...files], isDone: false, failure: null });
      }
      if (isWanted) setPreviews({ files, isDone: true, failure: null });
    };
    read().catch((error: unknown) => {
      if (isWanted) setPreviews((known) => ({ ...known, isDone: true, failure: asAppError(error) }));
    });
    return () => {
      isWanted = false;
    };
  }, [ids, include]);
  return previews;
}
