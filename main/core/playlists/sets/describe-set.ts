import type { Db } from '#core/db/query.ts';
import type { SetPlan } from '#shared/contract/playlists.ts';
import { mostSetRows, type SetProblem, type SetRow } from '#shared/contract/sets.ts';
import { curveShapes } from '#shared/energy-curve.ts';
import { AppError } from '#shared/errors.ts';
import { type EntryState, getPlaylist, listEntries, readEntries } from '../playlists.repository.ts';
import { describeStep } from './describe-step.ts';
import { readEntryTracks } from './read-set-tracks.ts';
import { lengthOf, placesOf } from './set-wish.ts';
import { countNearArtists } from './solve-set.ts';

const usualDurationMs = 2 * 3_600_000;

/** What a playlist without a plan is taken for: as it is where it has tracks, two hours where it has none. */
export function usualPlan(entryCount: number): SetPlan {
  return {
    shape: 'buildPeakRelease',
    curve: [...curveShapes.buildPeakRelease],
    durationMs: entryCount === 0 ? usualDurationMs : null,
    trackCount: entryCount < 2 ? null : Math.min(entryCount, mostSetRows),
    tempo: null,
    isHarmonic: true,
    artistSpacing: 4,
    takesFrom: entryCount === 0 ? 'library' : 'playlist',
    from: '',
    startsAt: null,
  };
}

/** A playlist that may be a set, with its entries. Throws NOT_FOUND, UNSUPPORTED and SET_TOO_LONG. */
export function readSet(db: Db, id: number): { changedAt: number; plan: SetPlan; name: string; entries: EntryState[] } {
  const { kind, plan, count, changedAt, name } = getPlaylist(db, id);
  if (kind !== 'list')
    throw new AppError('UNSUPPORTED', 'Only a playlist with an order of its own can be a set.', { id });
  if ((count ?? 0) > mostSetRows) {
    throw new AppError('SET_TOO_LONG', `A set has at most ${mostSetRows} tracks.`, {
      count: count ?? 0,
      most: mostSetRows,
    });
  }
  return { changedAt, name, plan: plan ?? usualPlan(count ?? 0), entries: readEntries(db, id) };
}

export type DescribedSet = {
  changedAt: number;
  plan: SetPlan;
  rows: SetRow[];
  durationMs: number;
  problems: SetProblem[];
};

/** The rows of a set, each with the step to the next one. */
export function describeSet(db: Db, id: number): DescribedSet {
  const { changedAt, plan, entries: states } = readSet(db, id);
  const entries = listEntries(db, id, 0, mostSetRows);
  const tracks = readEntryTracks(db, states);
  const placeAt = placesOf(plan);
  const lengths = states.map((_, row) => lengthOf(tracks, row));
  const durationMs = lengths.reduce((sum, length) => sum + length, 0);
  let startsMs = 0;
  const rows = entries.map((entry, row): SetRow => {
    const lengthMs = lengths[row]!;
    const middleOf = (start: number, length: number) => (start + length / 2) / durationMs;
    const { energy } = placeAt(middleOf(startsMs, lengthMs));
    const hasNext = row + 1 < entries.length;
    const next = placeAt(middleOf(startsMs + lengthMs, lengths[row + 1] ?? 0));
    const step = hasNext ? describeStep(tracks, row, row + 1, next) : null;
    const described = { entry, startsMs, lengthMs, wishedEnergy: energy, step };
    startsMs += lengthMs;
    return described;
  });
  const order = [...states.keys()];
  const near = countNearArtists(tracks, order, plan.artistSpacing);
  const copies = order.length - new Set(order.map((row) => tracks.recording[row]!)).size;
  const problems: SetProblem[] = [
    ...(near > 0 ? [{ kind: 'artistsTooNear' as const, count: near }] : []),
    ...(copies > 0 ? [{ kind: 'copies' as const, count: copies }] : []),
  ];
  return { changedAt, plan, rows, durationMs, problems };
}
