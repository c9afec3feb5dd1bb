import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { listStores } from '#core/label/delivery/stores.repository.ts';
import { CodeGiver, codeYear, findSeries, listSeries, nextCode } from '#core/label/releases/code-series.ts';
import { recordingRecord } from '#core/label/releases/recording-records.ts';
import { type ReleaseState, releaseRecord } from '#core/label/releases/release-records.ts';
import { workRecord } from '#core/label/releases/work-records.ts';
import { namedArtists } from '#shared/display-artists.ts';
import { AppError } from '#shared/errors.ts';
import { qualityFindings } from '#shared/findings.ts';
import { foldTitle } from '#shared/song-title.ts';
import { longestText } from './finding.ts';
import type {
  HeardFacts,
  LibraryFacts,
  LintArtwork,
  LintAudio,
  LintInput,
  LintPerson,
  LintTrack,
} from './lint-input.ts';
import { readFormatTag } from './read-format-tag.ts';
import { readGuests } from './title-parts.ts';

type GatherOptions = {
  /** Milliseconds since 1970. */
  now: number;
  /** What is known of the picture; null where there is none. */
  artwork: LintArtwork | null;
};

/** Everything the rules look at, from the database; formats of WAVE files from the files. Throws NOT_FOUND. */
export function gatherInput(db: Db, releaseId: number, { now, artwork }: GatherOptions): LintInput {
  const state = releaseRecord.get(db, releaseId);
  const today = new Date(now).toISOString().slice(0, 10);
  const tracks = state.tracks.map(({ recordingId, disc }) => readTrack(db, recordingId, disc));
  const artists = namedArtists(state.artists, state.artist);
  const { title, versionTitle, artist, kind, label, catalogueNumber, upc, grid, genre, language } = state;
  const { releaseDate, originalReleaseDate, preorderDate, pLine, cLine, territories, aiContent, stores } = state;
  const named = [...artists, ...tracks.flatMap((track) => [...track.artists, ...track.credits, ...track.writers])];
  return {
    release: {
      ...{ title, versionTitle, artists, artist, kind, label, catalogueNumber, upc, grid, genre, language },
      ...{ releaseDate, originalReleaseDate, preorderDate, pLine, cLine, territories, aiContent, stores, artwork },
      ignored: state.ignoredFindings,
      isOut: wasLive(db, releaseId),
    },
    tracks,
    library: {
      people: readPeople(
        db,
        named.map(({ personId }) => personId),
        // Guests whom only titles name may be known too.
        [title, ...tracks.map((track) => track.title)].flatMap((text) => guestsOf(text)),
      ),
      ...readOthers(db, releaseId, state, tracks),
      ...readOwnCodes(db, state, now),
      stores: new Map(listStores(db).map(({ key, name, leadDays }) => [key, { name, leadDays }])),
    },
    today,
  };
}

function readTrack(db: Db, recordingId: number, disc: number): LintTrack {
  const recording = recordingRecord.get(db, recordingId);
  const work = recording.workId === null ? undefined : workRecord.read(db, recording.workId);
  const { title, versionTitle, artist, isrc, language, explicit, aiContent, pLine, credits } = recording;
  const writers = work?.writers ?? [];
  return {
    ...{
      id: recordingId,
      disc,
      title,
      versionTitle,
      artist,
      isrc,
      language,
      explicit,
      aiContent,
      pLine,
      credits,
      writers,
    },
    artists: namedArtists(recording.artists, artist),
    iswc: work?.iswc ?? '',
    shares: {
      // Credits have hundredths of a percent.
      master: shareSum(credits, 100),
      composition: shareSum(writers, 1),
    },
    audio: recording.trackId === null ? null : readAudio(db, recording.trackId),
  };
}

function shareSum(parts: readonly { share: number | null }[], factor: number): number | null {
  const shares = parts.flatMap(({ share }) => (share === null ? [] : [share]));
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) * factor;
}

type AudioRow = {
  folder: string;
  path: string;
  fileName: string;
  missingSince: number | null;
  folderState: string;
  format: string;
  isLossless: 0 | 1;
  bits: number | null;
  sampleRate: number | null;
  channels: number | null;
  durationMs: number | null;
  versions: string | null;
  lufs: number | null;
  truePeakDb: number | null;
  findings: string | null;
};

function readAudio(db: Db, trackId: number): LintAudio | null {
  const row = prepare(
    db,
    `SELECT folder.path AS folder, track.path, file_name AS fileName, missing_since AS missingSince,
       folder.state AS folderState, format, is_lossless AS isLossless, bit_depth AS bits, sample_rate AS sampleRate,
       channels, track.duration_ms AS durationMs, versions, analysis.lufs, analysis.true_peak_db AS truePeakDb,
       analysis.findings
     FROM track JOIN folder ON folder.id = folder_id LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash
     WHERE track.id = ?`,
  ).get(trackId) as AudioRow | undefined;
  if (!row) return null;
  const path = join(row.folder, row.path);
  const { fileName, bits, sampleRate, channels, durationMs } = row;
  const isHere = row.missingSince === null && row.folderState !== 'offline';
  return {
    ...{ trackId, fileName, bits, sampleRate, channels, durationMs },
    // A disk that is not plugged in is not a file that is gone.
    isGone: row.missingSince !== null,
    container: row.format === 'mp4' ? (row.isLossless === 1 ? 'alac' : 'm4a') : row.format,
    isLossless: row.isLossless === 1,
    formatTag: isHere && row.format === 'wav' && existsSync(path) ? readFormatTag(path) : null,
    heard: readHeard(row),
  };
}

function readHeard({ versions, lufs, truePeakDb, findings }: AudioRow): HeardFacts | null {
  if (versions === null) return null;
  const { quality } = findings === null ? { quality: null } : (JSON.parse(findings) as { quality?: unknown });
  const read = qualityFindings.safeParse(quality);
  const known = JSON.parse(versions) as { loudness?: number; quality?: number };
  const facts = read.success ? read.data : null;
  const has = (code: string) => facts?.reasons.some((reason) => reason.code === code) ?? false;
  return {
    ...{ lufs, truePeakDb, verdict: facts?.verdict ?? null, verdictConfidence: facts?.verdictConfidence ?? 0 },
    ...{ bandwidthHz: facts?.bandwidthHz ?? null, clippedRuns: facts?.clippedRuns ?? 0 },
    ...{ silentStartMs: facts?.silentStartMs ?? 0, silentEndMs: facts?.silentEndMs ?? 0 },
    longestGapMs: Math.max(0, ...(facts?.silences.map(({ startMs, endMs }) => endMs - startMs) ?? [])),
    effectiveBits: facts?.effectiveBits ?? null,
    isUpsampled: has('UPSAMPLED'),
    isOneChannel: has('MONO_AS_STEREO') || has('CHANNEL_SILENT'),
    versions: { loudness: known.loudness ?? null, quality: known.quality ?? null },
  };
}

function guestsOf(title: string): string[] {
  const guests = title.length > longestText ? null : readGuests(title);
  return guests ? [guests.text, ...guests.names] : [];
}

function readPeople(db: Db, ids: readonly (number | null)[], names: readonly string[]): LintPerson[] {
  type Row = Omit<LintPerson, 'hasPage'> & { storeIds: string };
  const rows = prepare(
    db,
    `SELECT id, name, legal_name AS legalName, isni, ipi, store_ids AS storeIds FROM person
     WHERE id IN (SELECT value FROM json_each(@ids))
       OR (removed_at IS NULL AND name COLLATE NOCASE IN (SELECT value FROM json_each(@names)))`,
  ).all({ ids: JSON.stringify(ids), names: JSON.stringify(names) }) as Row[];
  return rows.map(({ storeIds, ...person }) => {
    const pages = JSON.parse(storeIds) as { spotify?: string; appleMusic?: string };
    return { ...person, hasPage: Boolean(pages.spotify || pages.appleMusic) };
  });
}

/** What other recordings and releases carry of its codes. */
function readOthers(
  db: Db,
  releaseId: number,
  { upc, catalogueNumber }: ReleaseState,
  tracks: readonly LintTrack[],
): Pick<LibraryFacts, 'isrcs' | 'upcs' | 'catalogueNumbers'> {
  const isrcs = JSON.stringify(tracks.map(({ isrc }) => isrc).filter((isrc) => isrc !== ''));
  const files = prepare(
    db,
    `SELECT isrc, title FROM track WHERE isrc <> '' AND isrc IN (SELECT value FROM json_each(?)) LIMIT 500`,
  ).all(isrcs) as { isrc: string; title: string }[];
  const own = new Map(tracks.map((track) => [track.isrc, foldTitle(track.title)]));
  const digits = upc.replace(/^0+/, '');
  const upcs = prepare(
    db,
    `SELECT title, value AS upc FROM release, json_each(json_insert(upc_history, '$[#]', upc))
     WHERE release.id <> ? AND ? <> '' AND ltrim(value, '0') = ?`,
  ).all(releaseId, digits, digits) as { upc: string; title: string }[];
  const numbers = prepare(
    db,
    `SELECT title, catalogue_number AS number FROM release
     WHERE id <> ? AND catalogue_number <> '' AND catalogue_number = ? COLLATE NOCASE`,
  ).all(releaseId, catalogueNumber) as { number: string; title: string }[];
  return {
    // A file of the same title is the same recording in another format.
    isrcs: files.filter(({ isrc, title }) => !foldTitle(title).includes(own.get(isrc) ?? '')),
    ...{ upcs, catalogueNumbers: numbers },
  };
}

function readOwnCodes(db: Db, state: ReleaseState, now: number): Pick<LibraryFacts, 'ownRegistrants' | 'next'> {
  const year = codeYear(state.releaseDate, now);
  const series = findSeries(db, 'isrc');
  const isrcs = series ? takeAtMost(new CodeGiver(db, series, year), state.tracks.length) : [];
  return {
    ownRegistrants: listSeries(db).flatMap(({ kind, prefix }) => (kind === 'isrc' ? [prefix] : [])),
    next: { isrcs, upc: nextCode(db, 'upc', year), catalogueNumber: nextCode(db, 'catalogue', year) },
  };
}

function takeAtMost(giver: CodeGiver, count: number): string[] {
  const codes: string[] = [];
  try {
    while (codes.length < count) codes.push(giver.take());
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'CODES_USED_UP')) throw error;
  }
  return codes;
}

/** Whether a store has shown it: then its date may be past. */
function wasLive(db: Db, releaseId: number): boolean {
  return (
    prepare(
      db,
      `SELECT 1 FROM delivery WHERE release_id = ?
         AND state IN ('live', 'liveWithIssues', 'updating', 'takedownPending', 'takenDown')`,
    ).get(releaseId) !== undefined
  );
}
