import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Generated, generateContract } from '#shared/contract/generate.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';
import { type GenerateOptions, matcherNames } from '#shared/generate-options.ts';
import { createChange, Numbers } from '../playlist-changes.ts';
import { factsOfTracks } from '../playlists.repository.ts';
import type { GenerateTask } from './generate-task.ts';
import { HeardTogether } from './heard-together.ts';
import { resolveFilters } from './resolve-filters.ts';

type Request = GenerateOptions & { seedId: number; rejected: readonly number[] };

export function generateHandlers(context: Context): Handlers<typeof generateContract> {
  const { db, history, changes, platform, sounds, connectors, apis } = context;
  const heard = new HeardTogether({ db, apis, connectors, now: platform.now, logError: platform.logError });

  const generate = async (request: Request, want: GenerateTask['want']): Promise<Generated> => {
    const { filters, seedId, blend, artistSpacing, rejected } = request;
    return sounds.generate({
      seedId,
      blend,
      filters,
      idFilters: await resolveFilters(context, filters),
      filterKey: JSON.stringify(filters),
      heard: blend.listening > 0 ? await heard.find(seedId) : [],
      artistSpacing,
      rejected,
      want,
      now: platform.now(),
    });
  };

  return {
    'generate.playlist': (request) => generate(request, { kind: 'playlist', length: request.length }),

    'generate.alternatives': ({ trackIds, index, count, ...request }) =>
      generate(request, { kind: 'place', trackIds, index, count }),

    'generate.save': ({ seedId, trackIds, name, note }) => {
      if (!prepare(db, 'SELECT 1 FROM track WHERE id = ?').get(seedId))
        throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id: seedId });
      const source = { kind: 'generate', item: String(seedId), state: '' };
      const playlist = { name, note, kind: 'list' as const, source, entries: factsOfTracks(db, trackIds) };
      const change = createChange(db, new Numbers(db), playlist, { now: platform.now() });
      const { operation } = history.apply('makePlaylist', [change], name);
      changes.add({ topics: ['playlists'] });
      return { operation, id: change.itemId as PlaylistId };
    },

    'generate.matchers': () =>
      matcherNames.filter((name) => name !== 'listening' || connectors.isConnected('listenbrainz')),
  };
}
