import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { listSummary, queryError, sortTerm, viewId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { playlistId, smartRules } from './playlists.ts';

const changed = z.object({ operation: operationId.nullable() });

export const smartPlaylistsContract = {
  /**
   * The tracks of a smart playlist as a view, read by `tracks.viewRows` and the like; rules as in `tracks.openView`. `sort`
   * is how they are shown; which ones the limit takes is the rules' own order. Open it again when 'tracks' or 'playlists'
   * changed. Throws NOT_FOUND (also of other kinds), PLAYLIST_CYCLE.
   */
  'playlists.openSmart': query(
    [],
    z.object({ slot: z.string().max(40), id: playlistId, sort: z.array(sortTerm).max(5).default([]) }),
    z.object({ view: viewId, total: z.number().int(), summary: listSummary, errors: z.array(queryError) }),
  ),
  /** How much each smart playlist holds; others among the ids are left out. `failure` says why one has no tracks. */
  'playlists.smartCounts': query(
    ['playlists', 'tracks'],
    z.object({ ids: z.array(playlistId).max(500) }),
    z.array(z.object({ id: playlistId, summary: listSummary.nullable(), failure: z.enum(errorCodes).nullable() })),
  ),
  /** What rules would hold before they are kept. `id` is the smart playlist they are for, null for a new one. */
  'playlists.previewSmart': query(
    ['playlists', 'tracks'],
    z.object({ id: playlistId.nullable(), rules: smartRules }),
    z.object({ summary: listSummary, errors: z.array(queryError) }),
  ),
  /** Gives a smart playlist other rules. Throws PLAYLIST_CYCLE where it would hold itself, directly or by another one. */
  'playlists.setRules': command(z.object({ id: playlistId, rules: smartRules }), changed),
  /** Picks other tracks, where the rules pick at random. */
  'playlists.pickAnew': command(z.object({ id: playlistId }), changed),
};
