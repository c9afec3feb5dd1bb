import { countAnalysed } from '#core/analysis/analysis.repository.ts';
import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { duplicatesContract, MergedDuplicates } from '#shared/contract/library/duplicates.ts';
import { describeGroup, suggestMerge, toGroup } from './describe-group.ts';
import { dismissAll } from './dismissals.ts';
import { findGroup, listGroups, listMembers, listSureGroups, summariseGroups } from './duplicates.repository.ts';
import { type MergeRequest, mergeDuplicates } from './merge-duplicates.ts';

export function duplicatesHandlers(context: Context): Handlers<typeof duplicatesContract> {
  const { db, changes, history, duplicates, platform } = context;

  const merge = async (requests: readonly MergeRequest[]): Promise<MergedDuplicates> => {
    const merged = await mergeDuplicates(
      {
        db,
        disk: context.disk,
        isBusy: (trackId) => context.journal.hasOpenSteps(trackId),
        begin: (work) => history.begin('mergeDuplicates', work),
      },
      requests,
    );
    const trackIds = requests.flatMap(({ keep, trash }) => [keep, ...trash]);
    changes.add({ topics: ['duplicates', 'tracks'], trackIds });
    context.journal.wake();
    duplicates.touch();
    return merged;
  };

  return {
    'duplicates.look': () => duplicates.start(),

    'duplicates.summary': () => ({
      ...summariseGroups(db),
      tracks: countAnalysed(db).total,
      isLooking: duplicates.isLooking,
    }),

    'duplicates.list': (page) => listGroups(db, page).map(toGroup),

    'duplicates.get': ({ id }) => describeGroup(db, id),

    'duplicates.merge': ({ groups }) => merge(groups),

    'duplicates.mergeSure': async () => {
      const requests = listSureGroups(db).flatMap((id) => {
        const suggested = suggestMerge(db, id);
        return suggested ? [{ id, ...suggested }] : [];
      });
      if (requests.length === 0) return { operation: null, groups: 0, files: 0, sizeBytes: 0, left: [] };
      return merge(requests);
    },

    'duplicates.dismiss': ({ ids }) => {
      const { operation } = history.change('dismissDuplicates', () =>
        ids.flatMap((id) => {
          const members = findGroup(db, id) ? listMembers(db, id).map(({ track_id }) => track_id) : [];
          return dismissAll(db, members, platform.now());
        }),
      );
      changes.add({ topics: ['duplicates'] });
      // What was compared with one of them stands for itself now.
      duplicates.touch();
      return { operation };
    },
  };
}
