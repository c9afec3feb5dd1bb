import { foldTitle } from '#shared/song-title.ts';
import type { Db } from '../query.ts';

/* What a track of a release said itself becomes a recording, which releases name. */

export type Credit = { personId: number; role: string; share: number | null };

/** A track as releases kept it, and as their history still has it. */
export type InlineTrack = {
  disc: number;
  songId: number | null;
  trackId: number | null;
  title: string;
  versionTitle: string;
  artist: string;
  isrc: string;
  iswc: string;
  language: string;
  isExplicit: boolean;
  durationMs: number | null;
  credits: Credit[];
};

type StoredTrack = Omit<InlineTrack, 'isExplicit' | 'credits'> & {
  releaseId: number;
  position: number;
  isExplicit: 0 | 1;
  credits: string;
  createdAt: number;
};

type Part = Pick<InlineTrack, 'songId' | 'trackId' | 'title' | 'artist'>;

export type Known = { id: number; trackId: number | null; workId: number | null };

/**
 * The recordings that tracks became. Tracks are the same recording by a code they have both, or by their song and file; but what
 * stands twice on one release with two files is two recordings, of which the first keeps the code.
 */
export class CarriedRecordings {
  readonly #db: Db;
  readonly #byPart = new Map<string, Known>();
  readonly #byIsrc = new Map<string, Known>();
  readonly #workBySong = new Map<number, number>();
  readonly #workByIswc = new Map<string, number>();

  constructor(db: Db) {
    this.#db = db;
  }

  find(track: Part & Pick<InlineTrack, 'isrc'>): Known | undefined {
    const known = track.isrc === '' ? undefined : this.#byIsrc.get(track.isrc);
    return this.#byPart.get(partOf(track)) ?? known;
  }

  /** The recording of a track that stands on a release now. */
  take(track: InlineTrack, at: number, others: ReadonlySet<number>): Known {
    const { trackId, isrc } = track;
    const byCode = isrc === '' ? undefined : this.#byIsrc.get(isrc);
    const isTwin = byCode !== undefined && others.has(byCode.id) && byCode.trackId !== trackId;
    const known = isTwin ? this.#byPart.get(partOf(track)) : (byCode ?? this.find(track));
    if (known) {
      this.#byPart.set(partOf(track), known);
      this.#fill(known, track);
      return known;
    }
    return this.make(isTwin ? { ...track, isrc: '' } : track, at);
  }

  /** What an older release says where the newer ones say nothing. */
  #fill({ id, workId }: Known, track: InlineTrack): void {
    const { language, durationMs, iswc } = track;
    const values = { id, language, durationMs, explicit: explicitOf(track), credits: JSON.stringify(track.credits) };
    this.#db
      .prepare(
        `UPDATE recording SET language = coalesce(nullif(language, ''), @language),
           duration_ms = coalesce(duration_ms, @durationMs), explicit = coalesce(nullif(explicit, 'unset'), @explicit),
           credits = coalesce(nullif(credits, '[]'), @credits) WHERE id = @id`,
      )
      .run(values);
    this.#db.prepare("UPDATE work SET iswc = ? WHERE id = ? AND iswc = ''").run(iswc, workId);
  }

  make(track: InlineTrack, at: number): Known {
    const { songId, trackId, isrc, title, artist } = track;
    const workId = this.#workOf(track, at);
    const id = Number(
      this.#db
        .prepare(
          `INSERT INTO recording (title, version_title, artist, isrc, work_id, song_id, track_id, language, explicit,
             duration_ms, credits, title_fold, artist_fold, created_at, changed_at)
           VALUES (@title, @versionTitle, @artist, @isrc, @workId, @songId, @trackId, @language, @explicit,
             @durationMs, @credits, @titleFold, @artistFold, @at, @at)`,
        )
        .run({
          ...{ title, versionTitle: track.versionTitle, artist, isrc, workId, songId, trackId, at },
          ...{ language: track.language, explicit: explicitOf(track), durationMs: track.durationMs },
          ...{ credits: JSON.stringify(track.credits), titleFold: foldTitle(title), artistFold: foldTitle(artist) },
        }).lastInsertRowid,
    );
    const known = { id, trackId, workId };
    this.#byPart.set(partOf(track), known);
    if (isrc !== '' && !this.#byIsrc.has(isrc)) this.#byIsrc.set(isrc, known);
    return known;
  }

  /** What was written: one of each song, or of each code where there is no song. */
  #workOf({ songId, iswc, title }: InlineTrack, at: number): number | null {
    if (songId === null && iswc === '') return null;
    const known = songId === null ? this.#workByIswc.get(iswc) : this.#workBySong.get(songId);
    if (known !== undefined) {
      this.#db.prepare("UPDATE work SET iswc = ? WHERE id = ? AND iswc = ''").run(iswc, known);
      return known;
    }
    const insert = this.#db.prepare(
      'INSERT INTO work (title, iswc, song_id, created_at, changed_at) VALUES (?, ?, ?, ?, ?)',
    );
    const id = Number(insert.run(title, iswc, songId, at, at).lastInsertRowid);
    if (songId !== null) this.#workBySong.set(songId, id);
    if (iswc !== '') this.#workByIswc.set(iswc, id);
    return id;
  }
}

export function explicitOf({ isExplicit }: Pick<InlineTrack, 'isExplicit'>): 'explicit' | 'unset' {
  return isExplicit ? 'explicit' : 'unset';
}

/** Tracks without song and file are known by what they are called. */
function partOf({ songId, trackId, title, artist }: Part): string {
  return songId === null && trackId === null ? JSON.stringify([title, artist]) : `${songId} ${trackId}`;
}

/** Of two releases that say different things of one recording, the one that was changed last counts. */
export function carryTracks(db: Db): CarriedRecordings {
  const recordings = new CarriedRecordings(db);
  const rows = db
    .prepare(
      `SELECT release_id AS releaseId, position, disc, song_id AS songId, track_id AS trackId, release_track.title,
         release_track.version_title AS versionTitle, release_track.artist, isrc, iswc, release_track.language,
         is_explicit AS isExplicit, duration_ms AS durationMs, credits, release.created_at AS createdAt
       FROM release_track JOIN release ON release.id = release_id
       ORDER BY release.changed_at DESC, release_id DESC, position`,
    )
    .all() as StoredTrack[];
  const insert = db.prepare(
    'INSERT INTO new_release_track (release_id, position, disc, recording_id) VALUES (?, ?, ?, ?)',
  );
  const onRelease = new Map<number, Set<number>>();
  for (const { releaseId, position, createdAt, isExplicit, credits, ...row } of rows) {
    const others = onRelease.get(releaseId) ?? new Set();
    onRelease.set(releaseId, others);
    const track = { ...row, isExplicit: isExplicit === 1, credits: JSON.parse(credits) as Credit[] };
    const { id } = recordings.take(track, createdAt, others);
    others.add(id);
    insert.run(releaseId, position, row.disc, id);
  }
  return recordings;
}
