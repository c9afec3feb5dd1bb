import type { PlaceFilter, SetStep } from '#shared/contract/sets.ts';
import { describeStep } from './describe-step.ts';
import type { LoadEnds } from './improve-order.ts';
import { type SetTracks, unknownKey } from './set-tracks.ts';
import { lengthOf, placesOf, type SetWish, tempoRange } from './set-wish.ts';
import { keyScore, sumOpening, sumStep, tempoScore, weakPart } from './step-score.ts';

/** A track is not played lately where it was not for so long. */
export const notPlayedDays = 30;
const dayMs = 86_400_000;
/** How much a tempo may differ to stay in the filter, and an energy. */
const tempoPercent = 3;
const energyWithin = 1;
/** So many of the best are looked at closely, and may be offered. */
const shortList = 200;
/** A key under this is none to mix with. */
const mixesFrom = 0.9;

export type SuggestRequest = {
  tracks: SetTracks;
  pool: Int32Array;
  /** The rows of the set, without the one that is to be replaced. */
  order: readonly number[];
  /** Where among them a track shall come in. */
  place: number;
  /** The row that it is for, where there is one. */
  replaced: number | null;
  wish: Pick<SetWish, 'curve' | 'tempo' | 'artistSpacing' | 'isHarmonic'>;
  filters: readonly PlaceFilter[];
  count: number;
  now: number;
  loadEnds: LoadEnds;
};

export type Suggestion = { row: number; step: SetStep };
export type PlaceLimits = {
  key: number | null;
  tempo: { low: number; high: number } | null;
  energy: { low: number; high: number } | null;
};

/** The tracks that fit best at a place of a set, the best first, each with why. */
export function suggestTracks(request: SuggestRequest): { suggestions: Suggestion[]; limits: PlaceLimits } {
  const { tracks, order, place, count, loadEnds } = request;
  const before = order[place - 1];
  const after = order[place];
  const limits = limitsOf(request, before ?? after);
  const isFree = freeAt(request);
  const passes = filtersOf(request, limits, after);
  const wished = wishedAt(request);
  // At the beginning the step that counts is the one to the track behind.
  const worth = (row: number) => {
    if (before !== undefined) return sumStep(tracks, before, row, wished);
    return after === undefined
      ? sumOpening(tracks, row, wished)
      : sumStep(tracks, row, after, wished) + sumOpening(tracks, row, wished);
  };
  const best: { row: number; worth: number }[] = [];
  for (const row of request.pool) {
    if (!isFree(row) || !passes(row)) continue;
    const own = worth(row);
    const last = best[best.length - 1];
    if (best.length === shortList && last && own <= last.worth) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.worth < own) at -= 1;
    best.splice(at, 0, { row, worth: own });
    if (best.length > shortList) best.pop();
  }
  const rows = best.map(({ row }) => row);
  loadEnds([...rows, ...order.slice(Math.max(0, place - 1), place + 1)]);
  const describe = (row: number): SetStep => {
    if (before === undefined && after !== undefined)
      return describeStep(tracks, row, after, placeOfFirst(request, after));
    return describeStep(tracks, before ?? row, row, wished);
  };
  const suggestions = rows
    .map((row) => ({ row, step: describe(row) }))
    .sort((one, other) => other.step.score - one.step.score || one.row - other.row)
    .slice(0, count);
  return { suggestions, limits };
}

/** What is wished for there; the set is about a track longer where one comes in. */
function wishedAt({ tracks, order, place, wish }: SuggestRequest): { energy: number; logBpm: number } {
  const lengths = order.map((row) => lengthOf(tracks, row));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const own = total / Math.max(1, order.length) || 1;
  const elapsed = lengths.slice(0, place).reduce((sum, length) => sum + length, 0);
  return { ...placesOf(wish)((elapsed + own / 2) / (total + own)) };
}

function placeOfFirst({ tracks, order, wish }: SuggestRequest, after: number): { energy: number; logBpm: number } {
  const total = order.reduce((sum, row) => sum + lengthOf(tracks, row), 0);
  const own = total / order.length;
  return { ...placesOf(wish)((own + lengthOf(tracks, after) / 2) / (total + own)) };
}

function limitsOf(request: SuggestRequest, beside: number | undefined): PlaceLimits {
  const { tracks, wish } = request;
  const { energy } = wishedAt(request);
  const bpm = beside === undefined ? Number.NaN : tracks.bpm[beside]!;
  const range = tempoRange(wish);
  const reach = 1 + tempoPercent / 100;
  const tempo = Number.isNaN(bpm) ? range : { low: bpm / reach, high: bpm * reach };
  const key = beside === undefined ? unknownKey : tracks.key[beside]!;
  return {
    key: key === unknownKey ? null : key,
    tempo,
    energy: {
      low: Math.max(0, Math.round(energy) - energyWithin),
      high: Math.min(10, Math.round(energy) + energyWithin),
    },
  };
}

/** Not in the set yet, no copy of what is, and no artist who was just there or comes soon. */
function freeAt({ tracks, order, place, replaced, wish }: SuggestRequest): (row: number) => boolean {
  const recordings = new Set([...order, ...(replaced === null ? [] : [replaced])].map((row) => tracks.recording[row]!));
  const near = order.slice(Math.max(0, place - wish.artistSpacing), place + wish.artistSpacing);
  const artists = new Set(near.flatMap((row) => [tracks.artist[row]!, tracks.secondArtist[row]!]));
  artists.delete(0);
  return (row) =>
    !recordings.has(tracks.recording[row]!) &&
    !artists.has(tracks.artist[row]!) &&
    !artists.has(tracks.secondArtist[row]!);
}

function filtersOf(
  { tracks, order, place, filters, now }: SuggestRequest,
  { tempo, energy }: PlaceLimits,
  after: number | undefined,
): (row: number) => boolean {
  const uses = new Set(filters);
  const beside = order[place - 1] ?? after;
  const notSince = now - notPlayedDays * dayMs;
  return (row) => {
    if (uses.has('key') && beside !== undefined && keyScore(tracks, beside, row) < mixesFrom) {
      if (tracks.key[beside] !== unknownKey) return false;
    }
    if (uses.has('tempo') && tempo && !(tracks.bpm[row]! >= tempo.low && tracks.bpm[row]! <= tempo.high)) return false;
    if (uses.has('energy') && energy) {
      const level = Math.round(tracks.energy[row]!);
      if (!(level >= energy.low && level <= energy.high)) return false;
    }
    if (uses.has('onward') && after !== undefined && !leadsOn(tracks, row, after)) return false;
    return !uses.has('notPlayed') || tracks.lastPlayedAt[row]! < notSince;
  };
}

function leadsOn(tracks: SetTracks, row: number, after: number): boolean {
  const isKeyFine =
    tracks.key[row] === unknownKey || tracks.key[after] === unknownKey || keyScore(tracks, row, after) > weakPart;
  return isKeyFine && tempoScore(tracks, row, after) >= weakPart;
}
