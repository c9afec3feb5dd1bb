import type { Context } from '#core/context.ts';
import type { Db } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId, SetPlan } from '#shared/contract/playlists.ts';
import type { SavedSetRow, setsContract } from '#shared/contract/sets.ts';
import { AppError } from '#shared/errors.ts';
import { entriesChange, Numbers, toStates } from '../playlist-changes.ts';
import { type EntryState, factsOfTracks, getPlaylist, readEntries } from '../playlists.repository.ts';
import { describeSet, readSet } from './describe-set.ts';
import type { SolvedRow } from './set-table.ts';
import { notPlayedDays } from './suggest-tracks.ts';

export function setsHandlers({ db, history, changes, platform, search, sets }: Context): Handlers<typeof setsContract> {
  /** The ids a plan's query finds; null for the whole library. */
  async function poolOf(id: number, { takesFrom, from }: SetPlan): Promise<Int32Array | null> {
    if (takesFrom !== 'library' || from.trim() === '') return null;
    const { ids, errors } = await search.openView({ slot: `set ${id}`, text: from, sort: [] });
    const [error] = errors;
    if (error) throw new AppError('QUERY_INVALID', 'The query of this set has a mistake.', { start: error.start });
    return ids;
  }

  return {
    'sets.get': ({ id }) => describeSet(db, id),

    'sets.solve': async ({ id, plan, seed }) => {
      const { changedAt, entries } = readSet(db, id);
      const wish =
        plan.durationMs === null && plan.trackCount === null ? { ...plan, trackCount: usualCount(entries) } : plan;
      const pool = await poolOf(id, plan);
      const { rows, problems, leftOut } = await sets.solve(id, { plan: wish, entries, pool, seed });
      return { changedAt, problems, leftOut, rows: savedRows(rows, entries) };
    },

    'sets.suggest': async ({ id, place, isNew, filters, count }) => {
      const { plan, entries } = readSet(db, id);
      if (place > entries.length) throw new AppError('NOT_FOUND', 'That place is not in the set.', { place });
      // What comes into a list from outside is taken from the library, also where only its own order is built.
      const pool = await poolOf(id, plan);
      const question = { plan, entries, pool, place, isNew, filters, count, now: platform.now() };
      const { candidates, limits } = await sets.suggest(id, question);
      const ids = candidates.map(({ trackId }) => trackId);
      const tracks = new Map(getRows(db, ids).map((row) => [row.id as number, row]));
      const after = entries[isNew ? place : place + 1];
      return {
        candidates: candidates.flatMap(({ trackId, step }) => {
          const track = tracks.get(trackId);
          return track ? [{ track, step }] : [];
        }),
        limits: { ...limits, onward: after?.title ?? null, notPlayedDays },
      };
    },

    'sets.save': ({ id, changedAt, plan, rows }) => {
      const playlist = getPlaylist(db, id);
      if (playlist.kind !== 'list')
        throw new AppError('UNSUPPORTED', 'Only a playlist with an order of its own can be a set.');
      if (playlist.changedAt !== changedAt)
        throw new AppError('LIST_CHANGED', 'The playlist changed meanwhile.', { id });
      const made = [
        ...(plan && JSON.stringify(plan) !== JSON.stringify(playlist.plan)
          ? [planChange(id, playlist.plan, plan)]
          : []),
        ...(rows ? rowsChange(db, id, rows, platform.now()) : []),
      ];
      if (made.length === 0) return { operation: null };
      const { operation } = history.apply('editPlaylist', made, playlist.name);
      changes.add({ topics: ['playlists'] });
      return { operation };
    },
  };
}

/** A list keeps its length; an empty one gets as many tracks as an hour and a half holds. */
function usualCount(entries: readonly EntryState[]): number {
  return entries.length >= 2 ? entries.length : 18;
}

/** Entries that are chosen again stay the same entries, with their notes. */
function savedRows(rows: readonly SolvedRow[], entries: readonly EntryState[]): SavedSetRow[] {
  const unlocked = new Map(entries.filter(({ isLocked }) => !isLocked).map((entry) => [entry.trackId, entry]));
  return rows.map((row) => {
    const entry = 'entry' in row ? entries[row.entry] : unlocked.get(row.trackId);
    if (entry) return { entryId: entry.id as PlaylistEntryId, trackId: null, isLocked: entry.isLocked };
    return { entryId: null, trackId: ('trackId' in row ? row.trackId : 0) as TrackId, isLocked: false };
  });
}

function planChange(itemId: number, oldPlan: SetPlan | null, newPlan: SetPlan): ValueChange {
  return {
    itemId,
    field: 'playlist:plan',
    oldValue: oldPlan as unknown as JsonValue,
    newValue: newPlan as unknown as JsonValue,
  };
}

/** Throws INVALID_INPUT for an entry that is not of this playlist or named twice, NOT_FOUND for a track that is gone. */
function rowsChange(db: Db, id: number, rows: readonly SavedSetRow[], now: number): ValueChange[] {
  const before = readEntries(db, id);
  const byId = new Map(before.map((entry) => [entry.id, entry]));
  const facts = new Map(
    factsOfTracks(
      db,
      rows.flatMap(({ trackId }) => trackId ?? []),
    ).map((each) => [each.trackId, each]),
  );
  const numbers = new Numbers(db);
  const after = rows.map(({ entryId, trackId, isLocked }): EntryState => {
    const entry = entryId === null ? undefined : byId.get(entryId);
    if (entry) {
      byId.delete(entry.id);
      return { ...entry, isLocked };
    }
    if (entryId !== null || trackId === null)
      throw new AppError('INVALID_INPUT', 'A row names no entry of this playlist.');
    const track = facts.get(trackId);
    if (!track) throw new AppError('NOT_FOUND', 'A track is no longer in the library.', { trackId });
    return toStates(numbers, [{ ...track, isLocked }], now)[0]!;
  });
  const change = entriesChange(id, before, after);
  return change ? [change] : [];
}
