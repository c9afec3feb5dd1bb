import { type Db, prepare } from '#core/db/query.ts';
import { flag, recordKind } from '#core/history/record-kind.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { foldTitle } from '#shared/song-title.ts';

/* What history keeps of packs, series and ideas. */

/** Throws where one of them is the same as another. Taking back may meet what was made meanwhile. */
function refuseTwins(sql: string, code: ErrorCode, message: string): (db: Db, ids: readonly number[]) => void {
  return (db, ids) => {
    const twin = prepare(db, sql).pluck();
    for (const id of ids) if (twin.get(id) !== undefined) throw new AppError(code, message, { id });
  };
}

export type PackPersonState = {
  personId: number;
  access: 'view' | 'edit';
};

export type PackState = {
  name: string;
  priority: number;
  deadline: string;
  colour: string;
  artworkHash: string | null;
  note: string;
  ownerId: number | null;
  releaseTitle: string;
  releaseDescription: string;
  downloadLink: string;
  videoLink: string;
  releasedAt: number | null;
  isPublic: boolean;
  createdAt: number;
  people: PackPersonState[];
};

export const packRecord = recordKind<PackState>({
  name: 'pack',
  table: 'pack',
  columns: {
    name: 'name',
    priority: 'priority',
    deadline: 'deadline',
    colour: 'colour',
    artworkHash: 'artwork_hash',
    note: 'note',
    ownerId: 'owner_id',
    releaseTitle: 'release_title',
    releaseDescription: 'release_description',
    downloadLink: 'download_link',
    videoLink: 'video_link',
    releasedAt: 'released_at',
    isPublic: flag('is_public'),
    createdAt: 'created_at',
  },
  lists: {
    people: {
      table: 'pack_person',
      owner: 'pack_id',
      columns: { personId: 'person_id', access: 'access' },
    },
  },
  hasChangedAt: true,
  check: refuseTwins(
    `SELECT other.id FROM pack JOIN pack AS other ON other.name = pack.name COLLATE NOCASE
       AND other.owner_id IS pack.owner_id AND other.id <> pack.id WHERE pack.id = ?`,
    'NAME_TAKEN',
    'There is a pack of that name already.',
  ),
});

export type SeriesRowState = {
  disc: number;
  title: string;
  durationMs: number | null;
  mark: '' | 'preExisting' | 'irrelevant';
  songId: number | null;
};

export type SeriesState = {
  number: number | null;
  album: string;
  artist: string;
  year: number | null;
  status: 'planned' | 'inProgress' | 'released';
  description: string;
  link: string;
  artworkHash: string | null;
  packId: number | null;
  createdAt: number;
  rows: SeriesRowState[];
};

export const seriesRecord = recordKind<SeriesState>({
  name: 'series',
  table: 'series',
  columns: {
    number: 'number',
    album: 'album',
    artist: 'artist',
    year: 'year',
    status: 'status',
    description: 'description',
    link: 'link',
    artworkHash: 'artwork_hash',
    packId: 'pack_id',
    createdAt: 'created_at',
  },
  lists: {
    rows: {
      table: 'series_row',
      owner: 'series_id',
      columns: { disc: 'disc', title: 'title', durationMs: 'duration_ms', mark: 'mark', songId: 'song_id' },
    },
  },
  hasChangedAt: true,
  derived: ({ album, artist }) => ({ album_fold: foldTitle(album), artist_fold: foldTitle(artist) }),
  check: refuseTwins(
    `SELECT other.id FROM series JOIN series AS other ON other.id <> series.id AND (other.number = series.number
       OR (other.album_fold = series.album_fold AND other.artist_fold = series.artist_fold)) WHERE series.id = ?`,
    'SERIES_EXISTS',
    'There is a series of that album or number already.',
  ),
});

export type ReferenceSongState = {
  title: string;
  artist: string;
  titleFold: string;
  artistFold: string;
};

export type ReferenceListState = {
  name: string;
  createdAt: number;
  songs: ReferenceSongState[];
};

export const referenceListRecord = recordKind<ReferenceListState>({
  name: 'referenceList',
  table: 'reference_list',
  columns: { name: 'name', createdAt: 'created_at' },
  lists: {
    songs: {
      table: 'reference_song',
      owner: 'list_id',
      columns: { title: 'title', artist: 'artist', titleFold: 'title_fold', artistFold: 'artist_fold' },
    },
  },
  check: refuseTwins(
    `SELECT other.id FROM reference_list AS one JOIN reference_list AS other ON other.name = one.name COLLATE NOCASE
       AND other.id <> one.id WHERE one.id = ?`,
    'NAME_TAKEN',
    'There is a list of that name already.',
  ),
});

export type IdeaVoteState = {
  personId: number;
  vote: -1 | 1;
};

export type IdeaState = {
  title: string;
  text: string;
  state: 'open' | 'done' | 'rejected';
  reason: string;
  personId: number | null;
  createdAt: number;
  votes: IdeaVoteState[];
};

export const ideaRecord = recordKind<IdeaState>({
  name: 'idea',
  table: 'idea',
  columns: {
    title: 'title',
    text: 'text',
    state: 'state',
    reason: 'reason',
    personId: 'person_id',
    createdAt: 'created_at',
  },
  lists: {
    votes: {
      table: 'idea_vote',
      owner: 'idea_id',
      columns: { personId: 'person_id', vote: 'vote' },
    },
  },
  hasChangedAt: true,
});
