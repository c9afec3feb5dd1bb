import { parseFindings } from '#core/analysis/settle-track.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { QualityVerdict } from '#core/db/schema.ts';
import {
  type DuplicateEdit,
  type DuplicateTag,
  duplicateEdits,
  duplicateTags,
} from '#shared/contract/library/duplicates.ts';
import type { FileMerits } from './choose-keeper.ts';

/** What is compared of files side by side. */
export type FileFacts = FileMerits & {
  audioHash: string | null;
  durationMs: number | null;
  truePeakDb: number | null;
  tags: DuplicateTag[];
  edits: DuplicateEdit[];
  rating: number;
  lastPlayedAt: number | null;
  sizeBytes: number;
  folderId: number;
  folderPath: string;
  path: string;
};

type FactsRow = Record<(typeof tagColumns)[DuplicateTag], string | number | null> & {
  id: number;
  audio_hash: string | null;
  duration_ms: number | null;
  is_lossless: 0 | 1;
  bit_depth: number | null;
  sample_rate: number | null;
  bitrate: number | null;
  true_peak_db: number | null;
  quality_verdict: QualityVerdict | null;
  rating: number;
  play_count: number;
  last_played_at: number | null;
  added_at: number;
  size_bytes: number;
  folder_id: number;
  folder_path: string;
  path: string;
  is_truncated: 0 | 1 | null;
  findings: string | null;
  overridden: string | null;
};

const tagColumns = {
  title: 'title',
  artist: 'artist',
  album: 'album',
  albumArtist: 'album_artist',
  genre: 'genre',
  label: 'label',
  isrc: 'isrc',
  date: 'year',
  trackNumber: 'track_number',
  composer: 'composer',
  remixer: 'remixer',
  comment: 'comment',
  artwork: 'artwork_hash',
} as const satisfies Record<DuplicateTag, string>;

const selectFacts = `SELECT track.id, track.audio_hash, track.duration_ms, track.is_lossless, track.bit_depth,
    track.sample_rate, track.bitrate, track.true_peak_db, track.quality_verdict, track.rating, track.play_count,
    track.last_played_at, track.added_at, track.size_bytes, track.folder_id, track.path, folder.path AS folder_path,
    ${Object.values(tagColumns)
      .map((column) => `track.${column}`)
      .join(', ')},
    analysis.is_truncated, analysis.findings,
    (SELECT group_concat(field) FROM track_override WHERE track_id = track.id) AS overridden
  FROM track JOIN folder ON folder.id = track.folder_id
  LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash AND track.analysis_state = 'done'
  WHERE track.id IN (SELECT value FROM json_each(?))`;

/** In the order of the ids; an id that is gone is left out. */
export function getFileFacts(db: Db, ids: readonly number[]): FileFacts[] {
  const rows = prepare(db, selectFacts).all(JSON.stringify(ids)) as FactsRow[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toFacts(row)] : [];
  });
}

function toFacts(row: FactsRow): FileFacts {
  const quality = parseFindings(row.findings)?.quality ?? null;
  const tags = duplicateTags.filter((tag) => ![null, ''].includes(row[tagColumns[tag]] as string | null));
  const overridden = row.overridden?.split(',') ?? [];
  const edits = duplicateEdits.filter((edit) => overridden.includes(edit));
  return {
    id: row.id,
    audioHash: row.audio_hash,
    durationMs: row.duration_ms,
    isTruncated: row.is_truncated === 1,
    verdict: quality?.verdict ?? row.quality_verdict,
    isLossless: row.is_lossless === 1,
    bandwidthHz: quality?.bandwidthHz ?? null,
    bitDepth: row.bit_depth,
    effectiveBits: quality?.effectiveBits ?? null,
    sampleRate: row.sample_rate,
    isUpsampled: quality?.reasons.some(({ code }) => code === 'UPSAMPLED') ?? false,
    bitrate: row.bitrate,
    clippedRuns: quality?.clippedRuns ?? null,
    truePeakDb: row.true_peak_db,
    tags,
    tagCount: tags.filter((tag) => tag !== 'artwork').length,
    hasArtwork: tags.includes('artwork'),
    edits,
    editCount: edits.length,
    rating: row.rating,
    playCount: row.play_count,
    lastPlayedAt: row.last_played_at,
    addedAt: row.added_at,
    sizeBytes: row.size_bytes,
    folderId: row.folder_id,
    folderPath: row.folder_path,
    path: row.path,
  };
}
