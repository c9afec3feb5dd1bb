import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { packRecord, type ReleaseState, type ReleaseTrackState, releaseRecord } from '../pack-records.ts';
import { type SongPersonState, type SongState, songRecord } from '../song-records.ts';
import { mostCommon, releaseArtist, releaseKind, sharedValue } from './draft-facts.ts';

type MakeContext = Pick<Context, 'db' | 'history' | 'changes' | 'platform'>;
type Made = { id: ReleaseId; operation: OperationId };

type TrackRow = {
  id: number;
  title: string;
  artist: string;
  album: string;
  genre: string;
  label: string;
  isrc: string;
  durationMs: number | null;
  artworkHash: string | null;
};

/** A track of the draft, with what the release takes from it. */
type Source = {
  track: ReleaseTrackState;
  album: string;
  genre: string;
  label: string;
  artworkHash: string | null;
  packId: number | null;
};

/** What is given, where it is known better than from the tracks. */
type Given = Partial<Pick<ReleaseState, 'title' | 'releaseDate' | 'description' | 'artworkHash' | 'packId'>>;

/** A draft of a pack: its core songs in their order. Throws PACK_NOTHING_READY where it has none. */
export function draftFromPack(context: MakeContext, packId: number): Made {
  const { db } = context;
  const pack = packRecord.get(db, packId);
  const songIds = prepare(db, 'SELECT id FROM song WHERE pack_id = ? AND NOT is_optional ORDER BY position, id')
    .pluck()
    .all(packId) as number[];
  if (songIds.length === 0) throw new AppError('PACK_NOTHING_READY', 'This pack has no songs to release.', { packId });
  return makeDraft(context, songSources(db, songIds), {
    title: pack.releaseTitle || pack.name,
    releaseDate: pack.deadline,
    description: pack.releaseDescription,
    ...(pack.artworkHash === null ? {} : { artworkHash: pack.artworkHash }),
    packId,
  });
}

/** Songs in the order given; all of one pack make a draft that says so. */
export function draftFromSongs(context: MakeContext, songIds: readonly number[]): Made {
  const sources = songSources(context.db, songIds);
  const [packId = null] = sources.map((source) => source.packId);
  const pack =
    packId !== null && sources.length > 1 && sources.every((source) => source.packId === packId)
      ? packRecord.read(context.db, packId)
      : undefined;
  const given = pack
    ? { title: pack.releaseTitle || pack.name, releaseDate: pack.deadline, artworkHash: pack.artworkHash, packId }
    : {};
  return makeDraft(context, sources, given);
}

/** Tracks of the library; one that is a version of a song has what is known of the song. */
export function draftFromTracks(context: MakeContext, trackIds: readonly number[]): Made {
  const { db } = context;
  const songOf = prepare(
    db,
    'SELECT song_id FROM song_version WHERE track_id = ? ORDER BY is_current DESC, id DESC',
  ).pluck();
  const sources = trackIds.map((trackId): Source => {
    const row = findTrack(db, trackId);
    if (!row) throw new AppError('NOT_FOUND', 'One of these tracks is not here any more.', { id: trackId });
    const songId = songOf.get(trackId) as number | undefined;
    const song = songId === undefined ? undefined : songRecord.read(db, songId);
    return song && songId !== undefined ? sourceOfSong(songId, song, row) : sourceOfTrack(row);
  });
  return makeDraft(context, sources, {});
}

function makeDraft({ db, history, changes, platform }: MakeContext, sources: readonly Source[], given: Given): Made {
  const tracks = sources.map(({ track }) => track);
  const artist = releaseArtist(tracks.map((track) => track.artist));
  const { name: workspace } = prepare(db, 'SELECT name FROM workspace').get() as { name: string };
  const label = sharedValue(sources.map((source) => source.label)) || workspace;
  const year = (given.releaseDate || new Date(platform.now()).toISOString()).slice(0, 4);
  const rights = label === '' ? '' : `${year} ${label}`;
  const album = sharedValue(sources.map((source) => source.album));
  const [first] = tracks;
  const state: ReleaseState = {
    title: given.title || (tracks.length > 1 && album) || first?.title || '',
    versionTitle: '',
    artist,
    kind: releaseKind(tracks, artist),
    state: 'draft',
    label,
    catalogueNumber: '',
    upc: '',
    genre: mostCommon(sources.map((source) => source.genre)),
    language: mostCommon(tracks.map((track) => track.language)),
    releaseDate: given.releaseDate ?? '',
    description: given.description ?? '',
    pLine: rights,
    cLine: rights,
    artworkHash: given.artworkHash ?? sources.find((source) => source.artworkHash !== null)?.artworkHash ?? null,
    packId: given.packId ?? null,
    createdAt: platform.now(),
    tracks,
  };
  const change = releaseRecord.make(db, state);
  const { operation } = history.apply('makeRelease', [change], state.title);
  changes.add({ topics: ['releases', 'packs'] });
  return { id: change.itemId as ReleaseId, operation: operation as OperationId };
}

function songSources(db: Db, songIds: readonly number[]): Source[] {
  const version = prepare(
    db,
    'SELECT track_id FROM song_version WHERE song_id = ? ORDER BY is_current DESC, number DESC LIMIT 1',
  ).pluck();
  return songIds.map((songId) => {
    const trackId = version.get(songId) as number | undefined;
    const row = trackId === undefined ? undefined : findTrack(db, trackId);
    return sourceOfSong(songId, songRecord.get(db, songId), row);
  });
}

function sourceOfSong(songId: number, song: SongState, row: TrackRow | undefined): Source {
  const { title, artist, isrc, iswc, language, isExplicit } = song;
  return {
    track: {
      ...{ disc: 1, songId, trackId: row?.id ?? null, title, versionTitle: '', artist },
      ...{ isrc: isrc || keptIsrc(row?.isrc), iswc, language, isExplicit, durationMs: row?.durationMs ?? null },
      credits: song.people.flatMap(creditOf),
    },
    album: song.album,
    genre: song.genre || row?.genre || '',
    label: row?.label ?? '',
    artworkHash: song.artworkHash ?? row?.artworkHash ?? null,
    packId: song.packId,
  };
}

/** Whoever may only edit it is no part of the music. */
function creditOf({ personId, role, share }: SongPersonState): ReleaseTrackState['credits'] {
  return role === '' && share === null ? [] : [{ personId, role, share }];
}

function sourceOfTrack(row: TrackRow): Source {
  const { id, title, artist, isrc, durationMs } = row;
  return {
    track: {
      ...{
        disc: 1,
        songId: null,
        trackId: id,
        title,
        versionTitle: '',
        artist,
        isrc: keptIsrc(isrc),
        iswc: '',
        language: '',
      },
      ...{ isExplicit: false, durationMs, credits: [] },
    },
    ...{ album: row.album, genre: row.genre, label: row.label, artworkHash: row.artworkHash, packId: null },
  };
}

/** As tags have it, in the form it is kept in where it is one. */
function keptIsrc(isrc = ''): string {
  return parseIdentifier('isrc', isrc) ?? isrc;
}

function findTrack(db: Db, id: number): TrackRow | undefined {
  return prepare(
    db,
    `SELECT id, coalesce(nullif(title, ''), file_name) AS title, artist, album, genre, label, isrc,
       duration_ms AS durationMs, artwork_hash AS artworkHash FROM track WHERE id = ?`,
  ).get(id) as TrackRow | undefined;
}
