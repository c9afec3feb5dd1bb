import type { Context } from '#core/context.ts';
import type { CountResult } from '#core/library/search/search-protocol.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationKind } from '#shared/contract/operation.ts';
import type { PlaylistId, SmartRules, smartPlaylistsContract } from '#shared/contract/playlists.ts';
import { fromWire } from '#shared/errors.ts';
import { getPlaylist } from './playlists.repository.ts';
import { getSmart, listSmart, refuseCycles } from './smart-playlists.ts';

export function smartPlaylistsHandlers(context: Context): Handlers<typeof smartPlaylistsContract> {
  const { db, search, views, history, changes } = context;

  const setRules = (id: PlaylistId, rules: SmartRules, kind: OperationKind = 'editPlaylist') => {
    const before = getSmart(db, id);
    const change = { itemId: id, field: 'playlist:rules', oldValue: before.rules, newValue: rules };
    const { name } = getPlaylist(db, id);
    const { operation } = db
      .transaction(() => refuseCycles(db, [change], () => history.apply(kind, [change], name)))
      .immediate();
    changes.add({ topics: ['playlists'] });
    return { operation };
  };

  return {
    'playlists.openSmart': async ({ slot, id, sort }) => {
      const smart = getSmart(db, id);
      const { ids, durationMs, sizeBytes, errors } = await search.openView({
        ...{ slot, sort, smart, text: smart.rules.text },
      });
      const summary = { count: ids.length, durationMs, sizeBytes };
      return { view: views.add(ids), total: ids.length, summary, errors };
    },

    'playlists.smartCounts': async ({ ids }) => {
      const smart = listSmart(db, ids);
      const counted: CountResult = [];
      // One after the other, so that a search waits for no more than one of them.
      for (const each of smart) counted.push(...(await search.count({ smart: [each] })));
      return counted.map((each, index) => {
        const id = smart[index]!.id as PlaylistId;
        return 'failure' in each
          ? { id, summary: null, failure: each.failure.code }
          : { id, summary: each.summary, failure: null };
      });
    },

    'playlists.previewSmart': async ({ id, rules }) => {
      const [counted] = await search.count({ smart: [{ id, rules }] });
      if (!counted || 'failure' in counted)
        throw fromWire(counted?.failure ?? { code: 'INTERNAL', message: '', details: {} });
      return counted;
    },

    'playlists.setRules': ({ id, rules }) => setRules(id, rules),

    'playlists.pickAnew': ({ id }) => {
      const { rules } = getSmart(db, id);
      return setRules(id, { ...rules, seed: rules.seed + 1 });
    },
  };
}
