import { type Db, prepare } from '#core/db/query.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { type SongPersonState, type SongState, songRecord } from '#core/studio/song-records.ts';
import type { PlacedTrack } from '#shared/contract/releases.ts';
import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { type Credit, newRecording, type RecordingState, recordingRecord } from './recording-records.ts';
import type { ReleaseTrackState } from './release-records.ts';
import { workRecord } from './work-records.ts';

export type TrackRow = {
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

/** What a place of a release is made from, with what the release takes from it. */
export type Source = {
  recording: Omit<RecordingState, 'workId' | 'createdAt'>;
  iswc: string;
  album: string;
  label: string;
  artworkHash: string | null;
  packId: number | null;
};

/**
 * Finds the recordings that songs and tracks are, and plans those that the catalogue does not have, with their works. What it plans
 * is found again by the next track: one song is one work, one file one recording.
 */
export class RecordingPlan {
  readonly #db: Db;
  readonly #now: number;
  readonly #made: { id: number; state: RecordingState }[] = [];
  readonly #works = new Map<number, number>();
  /** Recordings with the files they stand for here. */
  readonly #used = new Map<number, number | null>();
  readonly changes: ItemChange[] = [];

  constructor(db: Db, now: number) {
    this.#db = db;
    this.#now = now;
  }

  /** The recording's number. */
  take(source: Source): number {
    const { trackId, isrc } = source.recording;
    const known = this.#find(source);
    const id = known ?? this.#make(source, this.#isTaken(isrc) ? '' : isrc);
    if (known !== undefined) this.#fill(known, source);
    this.#used.set(id, trackId);
    return id;
  }

  /** A file that became a song's since says what the song knows, where it said nothing. */
  #fill(id: number, source: Source): void {
    const before = recordingRecord.read(this.#db, id);
    const { songId, isrc, language, explicit, credits } = source.recording;
    if (!before || before.songId !== null || songId === null || this.#isFixed(id)) return;
    const patch = {
      ...{ songId, workId: before.workId ?? this.#workOf(source), language: before.language || language },
      isrc: before.isrc || (this.#isTaken(isrc) ? '' : isrc),
      explicit: before.explicit === 'unset' ? explicit : before.explicit,
      credits: before.credits.length === 0 ? credits : before.credits,
    };
    this.changes.push(...recordingRecord.edit(this.#db, id, patch));
  }

  /** By its file; without one by its song; by its code, unless that stands here with another file already. */
  #find({ recording: { trackId, songId, isrc } }: Source): number | undefined {
    const one = (condition: string, value: number | string) =>
      prepare(this.#db, `SELECT id FROM recording WHERE ${condition} ORDER BY id LIMIT 1`).pluck().get(value) as
        | number
        | undefined;
    const made = (isSame: (state: RecordingState) => boolean) => this.#made.find(({ state }) => isSame(state))?.id;
    if (trackId !== null) {
      const byFile = one('track_id = ?', trackId) ?? made((state) => state.trackId === trackId);
      if (byFile !== undefined) return byFile;
    } else if (songId !== null) {
      const bySong = one('song_id = ?', songId) ?? made((state) => state.songId === songId);
      if (bySong !== undefined) return bySong;
    }
    if (isrc === '') return undefined;
    const byCode = one('isrc = ?', isrc);
    return byCode !== undefined && !this.#used.has(byCode) ? byCode : undefined;
  }

  #isFixed(id: number): boolean {
    const approved = prepare(
      this.#db,
      `SELECT 1 FROM release_track JOIN release ON release.id = release_id AND state = 'approved' WHERE recording_id = ?`,
    );
    return this.#used.has(id) || approved.get(id) !== undefined;
  }

  #isTaken(isrc: string): boolean {
    if (isrc === '') return false;
    if (this.#made.some(({ state }) => state.isrc === isrc)) return true;
    return prepare(this.#db, 'SELECT 1 FROM recording WHERE isrc = ?').get(isrc) !== undefined;
  }

  #make(source: Source, isrc: string): number {
    const state = { ...source.recording, isrc, workId: this.#workOf(source), createdAt: this.#now };
    const change = recordingRecord.make(this.#db, state);
    this.changes.push(change);
    this.#made.push({ id: change.itemId, state });
    return change.itemId;
  }

  /** What was written: one of each song. */
  #workOf({ recording: { songId, title }, iswc }: Source): number | null {
    if (songId === null) return null;
    const known = this.#works.get(songId) ?? findWork(this.#db, songId, iswc);
    if (known !== undefined) return known;
    const change = workRecord.make(this.#db, { title, iswc, songId, writers: [], createdAt: this.#now });
    this.#works.set(songId, change.itemId);
    this.changes.push(change);
    return change.itemId;
  }
}

function findWork(db: Db, songId: number, iswc: string): number | undefined {
  const find = prepare(
    db,
    `SELECT id FROM work WHERE song_id = ? OR (iswc = ? AND iswc <> '') ORDER BY song_id IS NULL, id LIMIT 1`,
  ).pluck();
  return find.get(songId, iswc) as number | undefined;
}

/** Places with their recordings, and the changes that make those that are new. Throws NOT_FOUND, INVALID_INPUT. */
export function planPlaces(
  db: Db,
  placed: readonly PlacedTrack[],
  now: number,
): { tracks: ReleaseTrackState[]; changes: ItemChange[] } {
  const plan = new RecordingPlan(db, now);
  const tracks = placed.map((place) => ({
    disc: place.disc ?? 1,
    recordingId: recordingOf(db, plan, place),
    isBonus: place.isBonus ?? false,
    isInstant: place.isInstant ?? false,
  }));
  return { tracks, changes: plan.changes };
}

function recordingOf(db: Db, plan: RecordingPlan, { recordingId, songId, trackId }: PlacedTrack): number {
  if (recordingId !== undefined) {
    recordingRecord.get(db, recordingId);
    return recordingId;
  }
  if (trackId !== undefined) return plan.take(trackSource(db, trackId));
  if (songId !== undefined) return plan.take(songSource(db, songId));
  throw new AppError('INVALID_INPUT', 'A place needs a recording, a song or a track.');
}

/** A song with its current version. Throws NOT_FOUND. */
export function songSource(db: Db, songId: number): Source {
  const song = songRecord.get(db, songId);
  const trackId = prepare(
    db,
    'SELECT track_id FROM song_version WHERE song_id = ? ORDER BY is_current DESC, number DESC LIMIT 1',
  )
    .pluck()
    .get(songId) as number | undefined;
  const row = trackId === undefined ? undefined : findTrack(db, trackId);
  return sourceOfSong(songId, song, row, song.isrc || keptIsrc(row?.isrc));
}

/**
 * A track of the library; one that is a version of a song has what is known of the song, but for the code where another version is
 * the current one. Throws NOT_FOUND.
 */
export function trackSource(db: Db, trackId: number): Source {
  const row = findTrack(db, trackId);
  if (!row) throw new AppError('NOT_FOUND', 'One of these tracks is not here any more.', { id: trackId });
  const version = prepare(
    db,
    `SELECT song_id AS songId, is_current AS isCurrent FROM song_version WHERE track_id = ?
     ORDER BY is_current DESC, id DESC`,
  ).get(trackId) as { songId: number; isCurrent: 0 | 1 } | undefined;
  const song = version && songRecord.read(db, version.songId);
  if (!version || !song) return sourceOfTrack(row);
  const own = keptIsrc(row.isrc);
  return sourceOfSong(version.songId, song, row, version.isCurrent ? song.isrc || own : own);
}

function sourceOfSong(songId: number, song: SongState, row: TrackRow | undefined, isrc: string): Source {
  const { title, artist, language } = song;
  return {
    recording: {
      ...newRecording,
      ...{ artists: [], songId, trackId: row?.id ?? null, title, artist, isrc, language },
      ...{ explicit: song.isExplicit ? 'explicit' : 'unset', durationMs: row?.durationMs ?? null },
      genre: song.genre || row?.genre || '',
      credits: song.people.flatMap(creditOf),
    },
    iswc: song.iswc,
    album: song.album,
    label: row?.label ?? '',
    artworkHash: song.artworkHash ?? row?.artworkHash ?? null,
    packId: song.packId,
  };
}

/** Whoever may only edit it is no part of the music. */
function creditOf({ personId, role, share }: SongPersonState): Credit[] {
  return role === '' && share === null ? [] : [{ personId, role, share }];
}

function sourceOfTrack({ id, title, artist, isrc, genre, durationMs, album, label, artworkHash }: TrackRow): Source {
  return {
    recording: {
      ...newRecording,
      ...{ artists: [], credits: [], trackId: id, title, artist, isrc: keptIsrc(isrc), genre, durationMs },
    },
    ...{ iswc: '', album, label, artworkHash, packId: null },
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
