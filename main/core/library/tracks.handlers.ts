import { countAnalysed } from '#core/analysis/analysis.repository.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { TrackId, tracksContract } from '#shared/contract/library/tracks.ts';
import { foldText } from '#shared/fold-text.ts';
import { findCompatible } from './compatible-tracks.ts';
import { forgetTracks } from './forget-tracks.ts';
import { countPlay } from './plays.ts';
import { getDetail, getRows, rateTracks, summarise } from './tracks.repository.ts';
import { trashTracks } from './trash-tracks.ts';

export function tracksHandlers(context: Context): Handlers<typeof tracksContract> {
  const { db, changes, history, search, sounds, views } = context;

  return {
    'tracks.openView': async ({ slot, text, sort }) => {
      const { ids, durationMs, sizeBytes, errors } = await search.openView({ slot, text, sort });
      const summary = { count: ids.length, durationMs, sizeBytes };
      return { view: views.add(ids), total: ids.length, summary, errors };
    },

    'tracks.viewRows': ({ view, start, count }) => getRows(db, views.get(view).subarray(start, start + count)),

    'tracks.viewIds': ({ view, start, count }) =>
      Array.from(views.get(view).subarray(start, start + count)) as TrackId[],

    'tracks.viewIndex': ({ view, id }) => {
      const index = views.get(view).indexOf(id);
      return index === -1 ? null : index;
    },

    'tracks.viewTypeAhead': ({ view, prefix, start }) => findByTitle(db, views.get(view), foldText(prefix), start),

    'tracks.getMany': ({ ids }) => getRows(db, ids),

    'tracks.get': ({ id }) => getDetail(db, id),

    'tracks.summarise': ({ ids }) => summarise(db, ids),

    'tracks.facet': (input) => search.facet(input),

    'tracks.similar': async (request) => {
      const found = await sounds.findSimilar(request);
      const rows = new Map(
        getRows(
          db,
          found.map(({ id }) => id),
        ).map((row) => [row.id as number, row]),
      );
      return found.flatMap(({ id, likeness, parts }) => {
        const track = rows.get(id);
        return track ? [{ track, likeness, parts }] : [];
      });
    },

    'tracks.compatible': (request) => {
      const found = findCompatible(db, request);
      const rows = new Map(
        getRows(
          db,
          found.map(({ id }) => id),
        ).map((row) => [row.id as number, row]),
      );
      return found.flatMap(({ id, ...mixability }) => {
        const track = rows.get(id);
        return track ? [{ track, ...mixability }] : [];
      });
    },

    'tracks.count': () => countAnalysed(db),

    'tracks.trash': ({ ids }) => trashTracks(context, ids),

    'tracks.forget': ({ ids }) => forgetTracks(context, ids),

    'tracks.played': ({ id }) => {
      countPlay(db, id, context.platform.now());
      changes.add({ topics: ['tracks'], trackIds: [id] });
    },

    'tracks.rate': ({ ratings }) => {
      const { operation, trackIds } = history.change('rate', () => rateTracks(db, ratings));
      changes.add({ topics: ['tracks'], trackIds });
      return { operation, count: trackIds.length };
    },
  };
}

/** The first position at or after `start`, going round, whose title begins with the folded prefix. */
function findByTitle(db: Db, ids: Int32Array, prefix: string, start: number): number | null {
  if (prefix === '') return null;
  const matches = prepare(db, 'SELECT id FROM track WHERE title_fold >= ? AND title_fold < ?')
    .pluck()
    .all(prefix, `${prefix}\u{10ffff}`) as number[];
  if (matches.length === 0) return null;
  const wanted = new Set(matches);
  for (let step = 0; step < ids.length; step++) {
    const index = (start + step) % ids.length;
    if (wanted.has(ids[index] as number)) return index;
  }
  return null;
}
