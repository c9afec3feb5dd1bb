import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { Release, ReleaseTrack, releasesContract } from '#shared/contract/releases.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { packRecord, type ReleaseState, releaseRecord } from '../pack-records.ts';
import { requirePackEdit } from '../packs/pack-access.ts';
import { requireSongEdit } from '../songs/song-rights.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { keptIdentifier, withKeptCodes } from './kept-identifiers.ts';
import { draftFromPack, draftFromSongs, draftFromTracks } from './make-draft.ts';

const releaseRows = `
  SELECT release.id, title, version_title AS versionTitle, artist, kind, state, label,
    catalogue_number AS catalogueNumber, upc, genre, language, release_date AS releaseDate, description,
    p_line AS pLine, c_line AS cLine, release.artwork_hash AS artworkHash, pack_id AS packId,
    coalesce(pack.name, '') AS packName, release.created_at AS createdAt, release.changed_at AS changedAt,
    (SELECT count(*) FROM release_track WHERE release_id = release.id) AS trackCount,
    (SELECT coalesce(sum(duration_ms), 0) FROM release_track WHERE release_id = release.id) AS durationMs
  FROM release LEFT JOIN pack ON pack.id = release.pack_id`;

export function releasesHandlers(context: Context): Handlers<typeof releasesContract> {
  const { db, history, changes } = context;
  const edit = (id: number, patch: Partial<ReleaseState>) => {
    const { title } = editableRelease(db, id);
    const { operation } = history.apply('editRelease', releaseRecord.edit(db, id, patch), patch.title ?? title);
    changes.add({ topics: ['releases', 'packs'] });
    return { operation };
  };

  return {
    'releases.list': () =>
      prepare(db, `${releaseRows} ORDER BY release.created_at DESC, release.id DESC`).all() as Release[],

    'releases.get': ({ id }) => {
      const row = prepare(db, `${releaseRows} WHERE release.id = ?`).get(id) as Release | undefined;
      if (!row) throw new AppError('NOT_FOUND', 'That release is not here any more.', { id });
      const tracks = releaseRecord.get(db, id).tracks.map((track) => ({
        ...track,
        songId: track.songId as SongId | null,
        trackId: track.trackId as TrackId | null,
        credits: track.credits as ReleaseTrack['credits'],
        hasAudio: track.trackId !== null && hasFile(db, track.trackId),
      }));
      const credited = tracks.flatMap(({ credits }) => credits.map(({ personId }) => personId));
      const people = prepare(
        db,
        'SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name',
      ).all(JSON.stringify(credited)) as { id: PersonId; name: string }[];
      return { ...row, tracks, people };
    },

    'releases.makeFromPack': ({ packId }) => draftFromPack(context, packId),
    'releases.makeFromSongs': ({ songIds }) => draftFromSongs(context, songIds),
    'releases.makeFromTracks': ({ trackIds }) => draftFromTracks(context, trackIds),
    'releases.edit': ({ id, patch }) => {
      const { upc } = releaseRecord.get(db, id);
      const known = patch.upc === undefined ? {} : { upc: keptIdentifier('upc', patch.upc, [upc]) };
      return edit(id, { ...withoutUndefined(patch), ...known });
    },
    'releases.setTracks': ({ id, tracks }) => {
      const { tracks: before } = releaseRecord.get(db, id);
      return edit(id, { tracks: withKeptCodes(tracks, before) });
    },

    'releases.remove': ({ id }) => {
      const { title } = editableRelease(db, id);
      const { operation } = history.apply('editRelease', [releaseRecord.remove(db, id)], title);
      changes.add({ topics: ['releases', 'packs'] });
      return { operation };
    },
  };
}

/** The release of a pack is changed by who may change the pack, another one by who may change its songs. Throws FORBIDDEN. */
function editableRelease(db: Db, id: number): ReleaseState {
  const release = releaseRecord.get(db, id);
  const pack = release.packId === null ? undefined : packRecord.read(db, release.packId);
  if (pack) requirePackEdit(pack);
  else requireSongEdit(db, listKnownSongs(db, release));
  return release;
}

function listKnownSongs(db: Db, { tracks }: ReleaseState): number[] {
  const ids = tracks.flatMap(({ songId }) => (songId === null ? [] : [songId]));
  return prepare(db, 'SELECT id FROM song WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(ids)) as number[];
}

function hasFile(db: Db, trackId: number): boolean {
  return prepare(db, 'SELECT 1 FROM track WHERE id = ? AND missing_since IS NULL').get(trackId) !== undefined;
}
