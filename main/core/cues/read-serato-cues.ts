import type { Context } from '#core/context.ts';
import { emptyForeignTrack, type ForeignTrack } from '#core/interop/foreign-library.ts';
import { planTrack } from '#core/interop/import/plan-track.ts';
import type { SeratoTags } from '#core/interop/serato/tags-in-file.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import { importOptions } from '#shared/contract/interop.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';

/** Nothing but what Serato writes into files: the rest of its library is in its database. */
const onlyMarkers = { ratings: false, plays: false, added: false, playlists: false };

/** See `cues.readSerato`. Files are read one after the other; a track that cannot be read does not stop the others. */
export async function readSeratoCues(
  { db, history, changes, tags }: Pick<Context, 'db' | 'history' | 'changes' | 'tags'>,
  { trackIds, conflicts = 'mine' }: Input<'cues.readSerato'>,
): Promise<Output<'cues.readSerato'>> {
  const found = new Map<TrackId, ForeignTrack>();
  let failed = 0;
  for (const id of new Set(trackIds as TrackId[])) {
    try {
      const markers = await tags.files.readSerato(id);
      if (markers) found.set(id, toForeign(markers));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed += 1;
    }
  }
  const options = importOptions.parse({ ...onlyMarkers, conflicts });
  const planned = [...found].flatMap(([id, foreign]) => planTrack(db, id, foreign, options).changes);
  const { operation } = history.apply('editCues', planned);
  const changed = [...new Set(planned.flatMap(({ trackId }) => (trackId === undefined ? [] : [trackId as TrackId])))];
  if (changed.length > 0) changes.add({ topics: ['cues', 'tracks'], trackIds: changed });
  return { operation, found: found.size, changed: changed.length, failed };
}

function toForeign({ cues, grid, colour }: SeratoTags): ForeignTrack {
  return { ...emptyForeignTrack(''), cues: cues ?? [], grid: grid ?? [], colour };
}
