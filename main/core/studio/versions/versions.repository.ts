import { type Db, prepare } from '#core/db/query.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongId, SongVersionId } from '#shared/contract/studio-ids.ts';
import type { SongVersion, SoundFacts, VersionState } from '#shared/contract/versions.ts';
import { AppError } from '#shared/errors.ts';

type VersionRow = {
  id: number;
  song_id: number;
  number: number;
  name: string;
  note: string;
  track_id: number;
  quick_hash: string;
  audio_hash: string;
  is_current: 0 | 1;
  person_id: number | null;
  created_at: number;
  comments: number;
};

type SoundRow = {
  id: number;
  quick_hash: string | null;
  audio_hash: string | null;
  missing_since: number | null;
  folder_state: 'online' | 'offline';
  analysis_state: string;
  duration_ms: number | null;
  lufs: number | null;
  true_peak_db: number | null;
  bpm: number | null;
  musical_key: number | null;
};

type AnalysisRow = Pick<SoundRow, 'duration_ms' | 'lufs' | 'true_peak_db' | 'bpm' | 'musical_key'> & {
  audio_hash: string;
  waveform_overview: Uint8Array;
};

const selectVersions = `SELECT song_version.*, (SELECT count(*) FROM song_comment
    WHERE version_id = song_version.id AND parent_id IS NULL AND NOT is_resolved) AS comments FROM song_version`;
const selectSounds = `SELECT track.id, quick_hash, audio_hash, missing_since, folder.state AS folder_state, analysis_state,
    duration_ms, lufs, true_peak_db, bpm, musical_key FROM track JOIN folder ON folder.id = track.folder_id`;

/** Of a song, the newest first. */
export function listVersions(db: Db, songId: number): SongVersion[] {
  const rows = prepare(db, `${selectVersions} WHERE song_id = ? ORDER BY number DESC`).all(songId) as VersionRow[];
  return rows.map((row) => toVersion(db, row));
}

/** Throws NOT_FOUND. */
export function getVersion(db: Db, id: number): SongVersion {
  const row = prepare(db, `${selectVersions} WHERE id = ?`).get(id) as VersionRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That version is not here any more.', { id });
  return toVersion(db, row);
}

/** Under which the finer waveform of a version lies; null before analysis. */
export function findWaveformHash(db: Db, id: number): string | null {
  const row = prepare(db, `${selectVersions} WHERE id = ?`).get(id) as VersionRow | undefined;
  return row ? (findAnalysis(db, row, findSound(db, row))?.audio_hash ?? null) : null;
}

/** What identifies the sound of each version of a song. */
export function listSounds(db: Db, songId: number): { number: number; quickHash: string; audioHash: string }[] {
  return prepare(
    db,
    'SELECT number, quick_hash AS quickHash, audio_hash AS audioHash FROM song_version WHERE song_id = ?',
  ).all(songId) as { number: number; quickHash: string; audioHash: string }[];
}

/** Numbers of the versions of a song, in their order. */
export function listVersionIds(db: Db, songId: number): number[] {
  const ids = prepare(db, 'SELECT id FROM song_version WHERE song_id = ? ORDER BY number').pluck();
  return ids.all(songId) as number[];
}

function toVersion(db: Db, row: VersionRow): SongVersion {
  const sound = findSound(db, row);
  const analysis = findAnalysis(db, row, sound);
  return {
    id: row.id as SongVersionId,
    songId: row.song_id as SongId,
    number: row.number,
    name: row.name,
    note: row.note,
    isCurrent: row.is_current === 1,
    personId: row.person_id as PersonId | null,
    createdAt: row.created_at,
    state: stateOf(db, row, sound),
    trackId: (sound?.id ?? null) as TrackId | null,
    // What the user set of the track by hand counts more than what was found.
    facts: factsOf(sound ?? analysis),
    isAnalysed: analysis !== undefined,
    waveform: analysis ? Buffer.from(analysis.waveform_overview).toString('base64') : null,
    commentCount: row.comments,
  };
}

/** The track that holds the sound of a version now: the one it was made of, or another with the same sound. */
function findSound(db: Db, row: VersionRow): SoundRow | undefined {
  const own = prepare(db, `${selectSounds} WHERE track.id = ?`).get(row.track_id) as SoundRow | undefined;
  const isOwn = own !== undefined && isSameSound(row, own);
  if (isOwn && own.missing_since === null) return own;
  if (row.quick_hash === '') return isOwn ? own : undefined;
  const others = prepare(db, `${selectSounds} WHERE quick_hash = ? AND missing_since IS NULL LIMIT 20`).all(
    row.quick_hash,
  ) as SoundRow[];
  return others.find((each) => isSameSound(row, each)) ?? (isOwn ? own : undefined);
}

function isSameSound(row: VersionRow, sound: SoundRow): boolean {
  if (row.audio_hash !== '' && sound.audio_hash !== null) return row.audio_hash === sound.audio_hash;
  return row.quick_hash === '' || row.quick_hash === sound.quick_hash;
}

function stateOf(db: Db, row: VersionRow, sound: SoundRow | undefined): VersionState {
  if (sound) {
    if (sound.folder_state === 'offline') return 'offline';
    return sound.missing_since === null ? 'here' : 'missing';
  }
  const own = prepare(db, 'SELECT missing_since FROM track WHERE id = ?').get(row.track_id) as
    | { missing_since: number | null }
    | undefined;
  return own?.missing_since === null ? 'replaced' : 'missing';
}

/** What was found out about the sound stays in the library after its file is gone. */
function findAnalysis(db: Db, row: VersionRow, sound: SoundRow | undefined): AnalysisRow | undefined {
  const hash = row.audio_hash || sound?.audio_hash;
  if (!hash) return undefined;
  return prepare(
    db,
    'SELECT audio_hash, waveform_overview, duration_ms, lufs, true_peak_db, bpm, musical_key FROM analysis WHERE audio_hash = ?',
  ).get(hash) as AnalysisRow | undefined;
}

function factsOf(row: Omit<AnalysisRow, 'audio_hash' | 'waveform_overview'> | undefined): SoundFacts {
  return {
    durationMs: row?.duration_ms ?? null,
    lufs: row?.lufs ?? null,
    truePeakDb: row?.true_peak_db ?? null,
    bpm: row?.bpm ?? null,
    key: row?.musical_key ?? null,
  };
}
