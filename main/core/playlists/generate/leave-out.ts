import type { Generated } from '#shared/contract/generate.ts';
import { nameKey } from '#shared/credits.ts';
import type { FilterName } from '#shared/generate-options.ts';
import { genreKey, shares, type TrackFacts, type TrackTable } from '../matchers/track-table.ts';
import type { GenerateTask } from './generate-task.ts';

const dayMs = 86_400_000;

type Filter = { name: FilterName; leavesOut(track: TrackFacts): boolean };
type Question = Pick<GenerateTask, 'filters' | 'idFilters' | 'now'>;

/** The tracks that no filter leaves out, and how many each would leave out alone. The seed is never one of them. */
export function candidatesFor(
  tracks: TrackTable,
  seedId: number,
  question: Question,
): { candidates: TrackFacts[]; leftOut: Generated['leftOut'] } {
  const filters = filtersOf(tracks, question);
  const counts = filters.map(() => 0);
  const candidates: TrackFacts[] = [];
  for (const track of tracks.all) {
    if (track.id === seedId) continue;
    let isLeftOut = false;
    for (let index = 0; index < filters.length; index += 1) {
      if (!filters[index]!.leavesOut(track)) continue;
      counts[index]! += 1;
      isLeftOut = true;
    }
    if (!isLeftOut) candidates.push(track);
  }
  const leftOut = filters
    .map(({ name }, index) => ({ filter: name, count: counts[index]! }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  return { candidates, leftOut };
}

function filtersOf(tracks: TrackTable, { filters, idFilters, now }: Question): Filter[] {
  const { artists, genres, notPlayedDays, tempo } = filters;
  const found: Filter[] = idFilters.map(({ filter, ids, keeps }) => {
    const holds = holder(ids);
    return { name: filter, leavesOut: ({ id }) => holds(id) !== keeps };
  });
  const artistNumbers = artists.map((name) => tracks.artists.find(nameKey(name))).filter((number) => number > 0);
  if (artistNumbers.length > 0) {
    found.push({
      name: 'artists',
      leavesOut: ({ makers, guests, remixers }) =>
        shares(artistNumbers, makers) || shares(artistNumbers, guests) || shares(artistNumbers, remixers),
    });
  }
  const genreNumbers = genres.map((name) => tracks.genres.find(genreKey(name))).filter((number) => number > 0);
  if (genreNumbers.length > 0) found.push({ name: 'genres', leavesOut: (track) => shares(genreNumbers, track.genres) });
  if (notPlayedDays > 0) {
    const since = now - notPlayedDays * dayMs;
    found.push({
      name: 'notPlayedDays',
      leavesOut: ({ lastPlayedAt }) => lastPlayedAt !== null && lastPlayedAt > since,
    });
  }
  if (tempo) {
    const [low, high] = [Math.min(tempo.from, tempo.to), Math.max(tempo.from, tempo.to)];
    found.push({ name: 'tempo', leavesOut: ({ mix: { bpm } }) => bpm === null || bpm < low || bpm > high });
  }
  return found;
}

/** Whether an id is one of them, by a byte each up to the greatest. */
export function holder(ids: Int32Array | readonly number[]): (id: number) => boolean {
  let greatest = 0;
  for (const id of ids) greatest = Math.max(greatest, id);
  const marks = new Uint8Array(greatest + 1);
  for (const id of ids) marks[id] = 1;
  return (id) => marks[id] === 1;
}
