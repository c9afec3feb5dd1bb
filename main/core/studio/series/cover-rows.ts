import type { RowState, rowMatches } from '#shared/contract/series.ts';
import { cleanTitle, foldTitle } from '#shared/song-title.ts';
import { alike, titleLikeness } from './title-likeness.ts';

/** A row of a tracklist, with what was said of it by hand. */
export type WantedRow = { title: string; mark: '' | 'preExisting' | 'irrelevant'; songId: number | null };

/** A song that may be one of the rows. */
export type KnownSong = { id: number; title: string };

export type CoverSources = {
  /** Songs of the series or its packs. */
  inSeries: readonly KnownSong[];
  /** Other songs of the same artist. */
  elsewhere: readonly KnownSong[];
  /** Songs that were chosen by hand and are still there, of whatever artist. */
  chosen?: readonly number[];
  /** The list that names a title of this artist, by `compared` title. */
  references: ReadonlyMap<string, string>;
};

export type Covered = {
  state: RowState;
  match: (typeof rowMatches)[number] | null;
  songId: number | null;
  reference: string | null;
};

/** What titles of tracklists are compared by: without what editions add, case, accents and signs. */
export function compared(title: string): string {
  return foldTitle(cleanTitle(title));
}

/**
 * What is known of each row. A song chosen by hand comes first, then the same title in the series, then nearly the same one
 * there, then the same artist's anywhere. A song stands for one row only, the one that is most like it.
 */
export function coverRows(
  rows: readonly WantedRow[],
  { inSeries, elsewhere, chosen = [], references }: CoverSources,
): Covered[] {
  const folds = rows.map(({ title }) => compared(title));
  const found: ({ songId: number; match: NonNullable<Covered['match']> } | undefined)[] = rows.map(() => undefined);
  const taken = new Set<number>();
  const take = (row: number, songId: number, match: NonNullable<Covered['match']>) => {
    found[row] = { songId, match };
    taken.add(songId);
  };
  const known = new Set([...[...inSeries, ...elsewhere].map(({ id }) => id), ...chosen]);
  for (const [row, { songId }] of rows.entries()) {
    // One that was chosen may be gone.
    if (songId !== null && known.has(songId)) take(row, songId, 'chosen');
  }
  const takeExact = (songs: readonly KnownSong[], match: 'exact' | 'artist') => {
    const byFold = new Map<string, number[]>();
    for (const { id, title } of songs) byFold.set(compared(title), [...(byFold.get(compared(title)) ?? []), id]);
    for (const [row, fold] of folds.entries()) {
      if (found[row] || fold === '') continue;
      const free = byFold.get(fold)?.find((id) => !taken.has(id));
      if (free !== undefined) take(row, free, match);
    }
  };
  takeExact(inSeries, 'exact');
  for (const { row, songId } of nearlyTheSame(folds, found, inSeries, taken)) {
    if (!found[row] && !taken.has(songId)) take(row, songId, 'fuzzy');
  }
  takeExact(elsewhere, 'artist');

  const here = new Set(inSeries.map(({ id }) => id));
  return rows.map(({ mark }, row) => {
    const { songId = null, match = null } = found[row] ?? {};
    const reference = references.get(folds[row] as string) ?? null;
    return {
      state: stateOf({ mark, isHere: songId !== null && here.has(songId), songId, reference }),
      match,
      songId,
      reference,
    };
  });
}

function stateOf(row: Pick<WantedRow, 'mark' | 'songId'> & { isHere: boolean; reference: string | null }): RowState {
  if (row.mark === 'irrelevant') return 'irrelevant';
  if (row.isHere) return 'inPack';
  if (row.mark === 'preExisting' || row.songId !== null) return 'preExisting';
  return row.reference === null ? 'missing' : 'reference';
}

/** Pairs of open rows and free songs that are alike enough, the most alike first. */
function nearlyTheSame(
  folds: readonly string[],
  found: readonly unknown[],
  songs: readonly KnownSong[],
  taken: ReadonlySet<number>,
): { row: number; songId: number; likeness: number }[] {
  const free = songs.filter(({ id }) => !taken.has(id)).map(({ id, title }) => ({ id, fold: compared(title) }));
  const pairs = folds.flatMap((fold, row) => {
    if (found[row] || fold === '') return [];
    return free.map((song) => ({ row, songId: song.id, likeness: titleLikeness(fold, song.fold) }));
  });
  return pairs.filter(({ likeness }) => likeness >= alike).sort((one, other) => other.likeness - one.likeness);
}

/** Of rows that are wanted: how many there are, how many of them are there, and that in whole percent. */
export function coverageOf(rows: readonly Pick<Covered, 'state'>[]): {
  wanted: number;
  covered: number;
  coverage: number | null;
} {
  const wanted = rows.filter(({ state }) => state !== 'irrelevant');
  const covered = wanted.filter(({ state }) => state !== 'missing').length;
  if (wanted.length === 0) return { wanted: 0, covered: 0, coverage: null };
  // Only what is all there is whole.
  const percent = covered === wanted.length ? 100 : Math.min(99, Math.round((covered / wanted.length) * 100));
  return { wanted: wanted.length, covered, coverage: percent };
}
