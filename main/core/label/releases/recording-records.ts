import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter, SetterContext } from '#core/history/field-setters.ts';
import { json, recordKind } from '#core/history/record-kind.ts';
import { refuseWithMoney } from '#core/royalties/closed-period.ts';
import { AppError } from '#shared/errors.ts';
import { foldTitle } from '#shared/song-title.ts';

/** Whom stores show, and as what. `personId` is null for names of nobody known. */
export type DisplayArtist = {
  name: string;
  personId: number | null;
  role: 'main' | 'featured' | 'with' | 'remixer';
};

/** Somebody's part in a recording; shares in hundredths of a percent, up to 10 000, as in songs. */
export type Credit = { personId: number; role: string; share: number | null };

export type AiContent = 'unset' | 'none' | 'partly' | 'all';

/** What was played and recorded; it stands once, however many releases hold it. */
export type RecordingState = {
  title: string;
  versionTitle: string;
  /** As stores show it: 'Ines Valloria feat. Kit Okafor'. */
  artist: string;
  /** Empty: read from the line of the artist. */
  artists: DisplayArtist[];
  isrc: string;
  workId: number | null;
  songId: number | null;
  trackId: number | null;
  language: string;
  explicit: 'unset' | 'none' | 'explicit' | 'clean';
  durationMs: number | null;
  genre: string;
  pLine: string;
  recordedYear: number | null;
  ownership: 'original' | 'licensed' | 'publicDomain' | 'sampleCleared' | 'remixAuthorized' | 'cover';
  aiContent: AiContent;
  aiNote: string;
  lyrics: string;
  previewStartMs: number | null;
  credits: Credit[];
  createdAt: number;
};

/** What nobody said yet. */
export const newRecording = {
  ...{ versionTitle: '', artist: '', artists: [], isrc: '', workId: null, songId: null, trackId: null, language: '' },
  ...{ explicit: 'unset', durationMs: null, genre: '', pLine: '', recordedYear: null, ownership: 'original' },
  ...{ aiContent: 'unset', aiNote: '', lyrics: '', previewStartMs: null, credits: [] },
} as const satisfies Partial<RecordingState>;

export const recordingRecord = recordKind<RecordingState>({
  name: 'recording',
  table: 'recording',
  columns: {
    title: 'title',
    versionTitle: 'version_title',
    artist: 'artist',
    artists: json('artists'),
    isrc: 'isrc',
    workId: 'work_id',
    songId: 'song_id',
    trackId: 'track_id',
    language: 'language',
    explicit: 'explicit',
    durationMs: 'duration_ms',
    genre: 'genre',
    pLine: 'p_line',
    recordedYear: 'recorded_year',
    ownership: 'ownership',
    aiContent: 'ai_content',
    aiNote: 'ai_note',
    lyrics: 'lyrics',
    previewStartMs: 'preview_start_ms',
    credits: json('credits'),
    createdAt: 'created_at',
  },
  hasChangedAt: true,
  derived: ({ title, artist }) => ({ title_fold: foldTitle(title), artist_fold: foldTitle(artist) }),
});

/**
 * Sets values of recordings. Whoever does it, undo and redo included, no two have one ISRC, none goes that stands on a release,
 * and what was approved stays as it was, nor goes what money is kept under. Throws ISRC_TAKEN, RECORDING_IN_USE, RELEASE_APPROVED,
 * PROJECT_IN_USE, ROYALTIES_CLOSED.
 */
export const setRecordings: ItemSetter = (db, values, context) => {
  refuseApproved(db, 'recording.id', values, context);
  recordingRecord.setter(db, values, context);
  const ids = (part: string) => values.filter(({ field }) => field.endsWith(`:${part}`)).map(({ itemId }) => itemId);
  for (const id of new Set([...ids('isrc'), ...ids('whole')])) refuseTwin(db, id);
  for (const id of ids('whole')) {
    if (recordingRecord.read(db, id)) continue;
    refuseUsed(db, id);
    refuseWithMoney(db, 'recording', id);
  }
};

/**
 * Throws RELEASE_APPROVED where one of these stands on a release that was approved: that has to become a draft first. Two people
 * becoming one change no release.
 */
export function refuseApproved(
  db: Db,
  column: 'recording.id' | 'recording.work_id',
  values: readonly { itemId: number }[],
  { operationId }: SetterContext,
): void {
  const title = prepare(
    db,
    `SELECT release.title FROM recording JOIN release_track ON recording_id = recording.id
       JOIN release ON release.id = release_id AND release.state = 'approved'
     WHERE ${column} IN (SELECT value FROM json_each(?))
       AND (SELECT kind FROM operation WHERE id = ?) <> 'mergePeople' LIMIT 1`,
  )
    .pluck()
    .get(JSON.stringify(values.map(({ itemId }) => itemId)), operationId) as string | undefined;
  if (title !== undefined) throw new AppError('RELEASE_APPROVED', `“${title}” was approved as it is.`, { title });
}

function refuseTwin(db: Db, id: number): void {
  const other = prepare(
    db,
    `SELECT other.id, other.title FROM recording JOIN recording AS other ON other.isrc = recording.isrc
       AND other.id <> recording.id WHERE recording.id = ? AND recording.isrc <> '' AND other.isrc <> ''`,
  ).get(id) as { id: number; title: string } | undefined;
  if (other) throw new AppError('ISRC_TAKEN', `“${other.title}” has this ISRC already.`, { id, other: other.title });
}

function refuseUsed(db: Db, id: number): void {
  const release = prepare(
    db,
    `SELECT release.title FROM release_track JOIN release ON release.id = release_id WHERE recording_id = ?`,
  )
    .pluck()
    .get(id) as string | undefined;
  if (release !== undefined) {
    throw new AppError('RECORDING_IN_USE', `This recording stands on “${release}”.`, { id, release });
  }
}
