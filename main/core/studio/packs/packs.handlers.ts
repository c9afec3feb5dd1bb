import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import type { packsContract } from '#shared/contract/packs.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { type PackPersonState, type PackState, packRecord } from '../pack-records.ts';
import { writeSongIni } from '../pages/song-ini.ts';
import { writePage } from '../pages/write-page.ts';
import { type SongPersonState, songRecord } from '../song-records.ts';
import { finishMoves, planMoves, planSongs, type SongChanges } from '../songs/song-changes.ts';
import { refuseDuplicates } from '../songs/song-duplicates.ts';
import { countMoves } from '../songs/song-effects.ts';
import { requirePackOpen } from '../songs/song-rights.ts';
import { requireKnown } from '../songs/song-values.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { requireFreeName, requirePackEdit } from './pack-access.ts';
import {
  countSongs,
  getPack,
  listNearDone,
  listPackSongs,
  listPacks,
  releaseIdsOf,
  seriesIdsOf,
  songIdsOf,
} from './packs.repository.ts';
import { planRelease, releasePack } from './release-pack.ts';
import { tellOfPack } from './tell-of-pack.ts';

const emptyPack: Omit<PackState, 'name' | 'ownerId' | 'createdAt'> = {
  priority: 3,
  deadline: '',
  colour: '',
  artworkHash: null,
  note: '',
  releaseTitle: '',
  releaseDescription: '',
  downloadLink: '',
  videoLink: '',
  releasedAt: null,
  isPublic: false,
  people: [],
};

export function packsHandlers(context: Context): Handlers<typeof packsContract> {
  const { db, history, changes, platform } = context;

  const apply = (kind: OperationKind, made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply(kind, made, subject);
    changes.add({ topics: ['packs', 'songs'] });
    return { operation };
  };

  return {
    'packs.list': () => listPacks(db),
    'packs.get': ({ id }) => ({
      ...getPack(db, id),
      songs: listPackSongs(db, id),
      series: seriesIdsOf(db, id),
      releases: releaseIdsOf(db, id),
    }),
    'packs.nearDone': () => listNearDone(db),

    'packs.create': ({ songs, ...facts }) => {
      const ownerId = currentActor().personId;
      requireFreeName(db, facts.name, ownerId);
      const state = { ...emptyPack, ...withoutUndefined(facts), ownerId, createdAt: platform.now() };
      const change = packRecord.make(db, state);
      const planned = songs.map((song) => ({ ...song, packId: change.itemId as PackId, status: 'planned' as const }));
      const made = planSongs(db, planned, platform.now());
      const { operation } = db
        .transaction(() => {
          const done = history.apply('makePack', [change, ...made.changes], facts.name);
          refuseDuplicates(db, made.ids);
          countMoves(db, made.moves);
          return done;
        })
        .immediate();
      changes.add({ topics: ['packs', 'songs'] });
      return { id: change.itemId as PackId, operation: operation as OperationId };
    },

    'packs.edit': ({ id, patch }) => {
      const pack = packRecord.get(db, id);
      requirePackEdit(pack);
      if (patch.name !== undefined) requireFreeName(db, patch.name, pack.ownerId, id);
      return apply('editPack', packRecord.edit(db, id, withoutUndefined(patch)), patch.name ?? pack.name);
    },

    'packs.setPeople': ({ id, people }) => {
      const pack = packRecord.get(db, id);
      requirePackEdit(pack);
      refuseOddPeople(pack, people);
      for (const { personId } of people) requireKnown(db, { ownerId: personId });
      const left = pack.people.filter(({ personId }) => !people.some((other) => other.personId === personId));
      const rights = dropRights(id, new Set(left.map(({ personId }) => personId)));
      const done = apply('editPack', [...packRecord.edit(db, id, { people }), ...rights], pack.name);
      tellOfPack(context, { id, pack, people });
      return done;
    },

    'packs.remove': ({ id, moveSongsTo }) => {
      const pack = packRecord.get(db, id);
      requirePackEdit(pack);
      const count = countSongs(db, id);
      if (count > 0 && moveSongsTo === undefined) {
        throw new AppError('PACK_NOT_EMPTY', `This pack holds ${count} songs. Move them first.`, { id, count });
      }
      if (moveSongsTo === id) throw new AppError('INVALID_INPUT', 'Songs cannot move into the pack that goes.');
      if (moveSongsTo) requirePackOpen(db, moveSongsTo);
      const moved = songIdsOf(db, id).flatMap((songId) => songRecord.edit(db, songId, { packId: moveSongsTo ?? null }));
      return apply('removePack', [...moved, packRecord.remove(db, id)], pack.name);
    },

    'packs.start': ({ id }) => {
      const pack = packRecord.get(db, id);
      requirePackEdit(pack);
      const planned = listPackSongs(db, id).filter(({ status }) => status === 'planned');
      // What is optional in a pack stays so, also when the pack as a whole is begun.
      const keep = new Map(planned.map((song) => [song.id as number, song.isOptional]));
      const started = mergeMoves(
        planned.map((song) =>
          planMoves(db, [song.id], 'inProgress', {
            now: platform.now(),
            patch: () => ({ isOptional: keep.get(song.id) ?? false }),
          }),
        ),
      );
      const { operation } = db
        .transaction(() => {
          const done = history.apply('editPack', started.changes, pack.name);
          finishMoves(context, started.moves);
          return done;
        })
        .immediate();
      changes.add({ topics: ['packs', 'songs'] });
      return { operation, count: planned.length };
    },

    'packs.planRelease': ({ id }) => planRelease(db, id),
    'packs.release': (request) => releasePack(context, request),
    'packs.writePage': (request) => writePage(context, request),
    'packs.writeSongIni': (request) => writeSongIni(context, request),
  };

  /** Whoever leaves a pack may not edit its songs any more; what they are credited for stays theirs. */
  function dropRights(packId: number, people: ReadonlySet<number>): ValueChange[] {
    if (people.size === 0) return [];
    return songIdsOf(db, packId).flatMap((songId) => {
      const song = songRecord.get(db, songId);
      return songRecord.edit(db, songId, {
        people: song.people.flatMap((person) => (people.has(person.personId) ? withoutRights(person) : [person])),
        steps: song.steps.map((step) =>
          step.assigneeId !== null && people.has(step.assigneeId) && !step.isDone
            ? { ...step, assigneeId: null }
            : step,
        ),
      });
    });
  }
}

function withoutRights(person: SongPersonState): SongPersonState[] {
  return person.role === '' && person.share === null ? [] : [{ ...person, canEdit: false }];
}

/** Nobody adds the owner, or themselves. */
function refuseOddPeople({ ownerId, people: before }: PackState, people: readonly PackPersonState[]): void {
  const self = currentActor().personId;
  const isNew = !before.some(({ personId }) => personId === self);
  if (people.some(({ personId }) => personId === ownerId || (isNew && personId === self))) {
    throw new AppError('INVALID_INPUT', 'Only others can be let into a pack, and its owner is in it anyway.');
  }
  if (new Set(people.map(({ personId }) => personId)).size < people.length) {
    throw new AppError('INVALID_INPUT', 'Each person takes part once.');
  }
}

function mergeMoves(all: readonly SongChanges[]): Pick<SongChanges, 'changes' | 'moves'> {
  return { changes: all.flatMap(({ changes }) => changes), moves: all.flatMap(({ moves }) => moves) };
}
