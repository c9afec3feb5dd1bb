import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { releaseArtist } from '#core/label/releases/draft-facts.ts';
import { firstArtist } from '#core/playlists/match-score.ts';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { SeriesId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { foldTitle } from '#shared/song-title.ts';
import { packRecord, seriesRecord } from '../pack-records.ts';
import { requirePackEdit } from '../packs/pack-access.ts';
import { songRecord } from '../song-records.ts';
import { findSeries } from './series.repository.ts';

/** Fewer songs of an album make no series. */
const fewestSongs = 4;

type PackSongRow = {
  id: number;
  artist: string;
  album: string;
  year: number | null;
  status: SongStatus;
  artworkHash: string | null;
};

type Eligible = { album: string; artist: string; count: number; seriesId: SeriesId | null };

/** Albums that a pack has enough songs of, the largest first. */
export function listEligible(db: Db, packId: number): Eligible[] {
  const albums = Map.groupBy(listSongs(db, packId), ({ album, artist }) => keyOf(album, artist));
  return [...albums.values()]
    .filter((songs) => songs.length >= fewestSongs && songs[0]?.album !== '')
    .map((songs) => {
      const { album } = songs[0] as PackSongRow;
      const artist = releaseArtist(songs.map((song) => song.artist));
      return { album, artist, count: songs.length, seriesId: findSeries(db, album, artist) as SeriesId | null };
    })
    .sort((one, other) => other.count - one.count || one.album.localeCompare(other.album, 'en'));
}

/** A series of an album of a pack, with all songs of it in the pack. Throws SERIES_EXISTS, SERIES_TOO_SMALL, FORBIDDEN. */
export function createFromPack(
  db: Db,
  { packId, album, artist }: { packId: number; album: string; artist: string },
  now: number,
): { id: number; changes: ValueChange[] } {
  const pack = packRecord.get(db, packId);
  requirePackEdit(pack);
  if (findSeries(db, album, artist) !== null) {
    throw new AppError('SERIES_EXISTS', 'There is a series of that album already.', { album, artist });
  }
  const key = keyOf(album, artist);
  const songs = listSongs(db, packId).filter((song) => keyOf(song.album, song.artist) === key);
  if (songs.length < fewestSongs) {
    throw new AppError('SERIES_TOO_SMALL', 'A series begins with four songs of one album.', { count: songs.length });
  }
  const change = seriesRecord.make(db, {
    ...{ number: null, album, artist, description: '', link: '', packId, createdAt: now, rows: [] },
    year: songs.find(({ year }) => year !== null)?.year ?? null,
    status: songs.some(({ status }) => status === 'inProgress') ? 'inProgress' : 'planned',
    artworkHash: songs.find(({ artworkHash }) => artworkHash !== null)?.artworkHash ?? pack.artworkHash,
  });
  const joined = songs.flatMap((song) => songRecord.edit(db, song.id, { seriesId: change.itemId }));
  return { id: change.itemId, changes: [change, ...joined] };
}

function listSongs(db: Db, packId: number): PackSongRow[] {
  return prepare(
    db,
    `SELECT id, artist, album, year, status, artwork_hash AS artworkHash FROM song WHERE pack_id = ?
     ORDER BY position, id`,
  ).all(packId) as PackSongRow[];
}

/** Songs of one album: guests make no other album of it. */
function keyOf(album: string, artist: string): string {
  return `${foldTitle(album)}\u0000${foldTitle(firstArtist(artist) || artist)}`;
}
