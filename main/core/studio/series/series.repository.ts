import { type Db, prepare } from '#core/db/query.ts';
import type { CoveredRow, Series } from '#shared/contract/series.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { foldTitle } from '#shared/song-title.ts';
import { packRecord, seriesRecord } from '../pack-records.ts';
import { mayEditPack } from '../packs/pack-access.ts';
import { type Covered, coverageOf, coverRows, type KnownSong } from './cover-rows.ts';

type SeriesRow = Omit<Series, 'songs' | 'covered' | 'wanted' | 'coverage' | 'mayEdit'> & {
  ownerId: number | null;
  artistFold: string;
};

const seriesRows = `
  SELECT series.id, number, album, artist, year,
    CASE WHEN series.status = 'released' THEN 'released'
      WHEN EXISTS (SELECT 1 FROM song WHERE series_id = series.id AND song.status <> 'planned') THEN 'inProgress'
      ELSE 'planned' END AS status, description, link, series.artwork_hash AS artworkHash,
    pack_id AS packId, coalesce(pack.name, '') AS packName, pack.owner_id AS ownerId, artist_fold AS artistFold,
    series.created_at AS createdAt
  FROM series LEFT JOIN pack ON pack.id = series.pack_id`;

/** Those without a number come first, then the newest. */
export function listSeries(db: Db): Series[] {
  const rows = prepare(db, `${seriesRows} ORDER BY number IS NOT NULL, number DESC, album COLLATE NOCASE`).all();
  return (rows as SeriesRow[]).map((row) => withCoverage(db, row).series);
}

/** With its rows and what is known of them. Throws NOT_FOUND. */
export function getSeries(db: Db, id: number): { series: Series; rows: CoveredRow[] } {
  const row = prepare(db, `${seriesRows} WHERE series.id = ?`).get(id) as SeriesRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That series is not here any more.', { id });
  const { series, covered } = withCoverage(db, row);
  const songs = songsById(db, covered);
  const { rows } = seriesRecord.get(db, id);
  return {
    series,
    rows: rows.map(({ disc, title, durationMs, mark }, index) => {
      const { state, match, songId, reference } = covered[index] as Covered;
      return { disc, title, durationMs, mark, state, match, song: songs.get(songId ?? 0) ?? null, reference };
    }),
  };
}

/** What is known of each row of a series. */
export function coverSeries(db: Db, id: number): Covered[] {
  const { artist, packId, rows } = seriesRecord.get(db, id);
  return coverRows(rows, sourcesOf(db, { id, packId, artistFold: foldTitle(artist), rows }));
}

function withCoverage(db: Db, row: SeriesRow): { series: Series; covered: Covered[] } {
  const { ownerId, artistFold, ...facts } = row;
  const { rows } = seriesRecord.get(db, row.id);
  const covered = coverRows(rows, sourcesOf(db, { ...row, artistFold, rows }));
  const songs = prepare(db, 'SELECT count(*) FROM song WHERE series_id = ?').pluck().get(row.id) as number;
  const mayEdit = mayEditSeries(db, row.packId);
  return { series: { ...facts, songs, ...coverageOf(covered), mayEdit }, covered };
}

/** A series is its pack's; without one it is everybody's. */
export function mayEditSeries(db: Db, packId: number | null): boolean {
  const pack = packId === null ? undefined : packRecord.read(db, packId);
  return pack === undefined || mayEditPack(pack);
}

/** Where rows of a series may be found: its songs and those of its pack, the artist's other songs, and lists of songs. */
function sourcesOf(
  db: Db,
  series: { id: number; packId: number | null; artistFold: string; rows: readonly { songId: number | null }[] },
) {
  const { id, packId, artistFold, rows } = series;
  const chosen = JSON.stringify(rows.flatMap(({ songId }) => (songId === null ? [] : [songId])));
  const inSeries = prepare(
    db,
    `SELECT id, title FROM song WHERE series_id = @id OR pack_id = @packId
     ORDER BY series_id IS NOT @id, position, id`,
  ).all({ id, packId }) as KnownSong[];
  const here = new Set(inSeries.map((song) => song.id));
  const ofArtist = prepare(
    db,
    `SELECT id, title FROM song WHERE artist_fold = ?
     ORDER BY status <> 'released', position, id`,
  ).all(artistFold) as KnownSong[];
  const listed = prepare(
    db,
    `SELECT title_fold AS titleFold, name FROM reference_song JOIN reference_list ON reference_list.id = list_id
     WHERE artist_fold = ? ORDER BY name DESC`,
  ).all(artistFold) as { titleFold: string; name: string }[];
  return {
    inSeries,
    elsewhere: ofArtist.filter((song) => !here.has(song.id)),
    chosen: prepare(db, 'SELECT id FROM song WHERE id IN (SELECT value FROM json_each(?))')
      .pluck()
      .all(chosen) as number[],
    references: new Map(listed.map(({ titleFold, name }) => [titleFold, name])),
  };
}

type FoundSong = NonNullable<CoveredRow['song']>;

function songsById(db: Db, covered: readonly Covered[]): Map<number, FoundSong> {
  const ids = covered.flatMap(({ songId }) => (songId === null ? [] : [songId]));
  const songs = prepare(
    db,
    'SELECT id, title, artist, status FROM song WHERE id IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(ids)) as FoundSong[];
  return new Map(songs.map((song) => [song.id as number, song]));
}

export type SeriesSong = {
  id: SongId;
  title: string;
  artist: string;
  album: string;
  status: Series['status'];
  isOptional: 0 | 1;
};

export function listSeriesSongs(db: Db, id: number): SeriesSong[] {
  return prepare(
    db,
    `SELECT id, title, artist, album, status, is_optional AS isOptional FROM song WHERE series_id = ?
     ORDER BY position, id`,
  ).all(id) as SeriesSong[];
}

/** Whether the album of that artist has a series; of another than `except`. */
export function findSeries(db: Db, album: string, artist: string, except: number | null = null): number | null {
  const found = prepare(db, 'SELECT id FROM series WHERE album_fold = ? AND artist_fold = ? AND id IS NOT ?')
    .pluck()
    .get(foldTitle(album), foldTitle(artist), except);
  return (found as number | undefined) ?? null;
}

export function nextSeriesNumber(db: Db): number {
  return prepare(db, 'SELECT coalesce(max(number), 0) + 1 FROM series').pluck().get() as number;
}
