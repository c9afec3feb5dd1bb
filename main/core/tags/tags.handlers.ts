import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { tagsContract } from '#shared/contract/tags.ts';
import { describeTags } from './describe-tags.ts';
import { previewWrites } from './preview-writes.ts';
import { countEdited, listEdited } from './tag-edits.repository.ts';

export function tagsHandlers({ db, tags }: Context): Handlers<typeof tagsContract> {
  return {
    'tags.get': ({ ids }) => describeTags(db, ids),

    'tags.readFile': async ({ id }) => {
      const { texts, custom, pictures, rating, foreign } = await tags.files.read(id);
      return {
        ...{ texts: texts as Record<string, string[]>, custom, rating },
        pictures: pictures.map(({ sha256: _hash, ...picture }) => picture),
        foreign: foreign.map(({ id: name, sizeBytes }) => ({ id: name, sizeBytes })),
      };
    },

    'tags.edit': ({ edits }) => tags.edit(edits),

    'tags.revert': ({ ids, fields }) => tags.revert(ids, fields),

    'tags.pending': ({ after, count }) => ({
      total: countEdited(db),
      ids: count === 0 ? [] : (listEdited(db, after, count) as TrackId[]),
    }),

    'tags.propose': ({ ids, tool, limit }) => tags.propose(ids, tool, limit),

    'tags.applyTool': ({ ids, tool }) => tags.applyTool(ids, tool),

    'tags.preview': ({ ids, include }) => previewWrites(db, tags.files, ids, include),

    'tags.write': ({ ids, include }) => tags.write(ids, include),
  };
}
