import { type Db, prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { TrackDetail, TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { compatibleKeys } from '#shared/music-key.ts';
import { type RowRecord, selectRowRecords, toTrackRow } from './track-row.ts';

/** Rows in the order of the ids; an id that is gone is left out. */
export function getRows(db: Db, ids: ArrayLike<number>): TrackRow[] {
  const list = Array.from(ids);
  const records = prepare(db, `${selectRowRecords} WHERE track.id IN (SELECT value FROM json_each(?))`).all(
    JSON.stringify(list),
  ) as RowRecord[];
  const byId = new Map(records.map((record) => [record.id, record]));
  return list.flatMap((id) => {
    const record = byId.get(id);
    return record ? [toTrackRow(record)] : [];
  });
}

type DetailRecord = RowRecord & {
  album_artist: string;
  composer: string;
  remixer: string;
  comment: string;
  grouping: string;
  isrc: string;
  track_number: number | null;
  disc_number: number | null;
  folder_id: number;
  folder_path: string;
  path: string;
  sample_rate: number | null;
  bit_depth: number | null;
  channels: number | null;
  true_peak_db: number | null;
  loudness_range: number | null;
  alternative_key: number | null;
  tag_bpm: number | null;
  tag_key: number | null;
  beat_bytes: number | null;
  modified_us: number;
  analysed_at: number | null;
};

const selectDetail = selectRowRecords
  .replace('SELECT track.id,', 'SELECT track.*, folder.path AS folder_path, track.id,')
  .replace(
    'analysis.waveform_overview,',
    'analysis.waveform_overview, analysis.alternative_key, analysis.analysed_at, length(analysis.beats) AS beat_bytes,',
  );

export function getDetail(db: Db, id: TrackId): TrackDetail {
  const record = prepare(db, `${selectDetail} WHERE track.id = ?`).get(id) as DetailRecord | undefined;
  if (!record) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
  const { folderPath: _folderPath, ...facts } = toTrackFacts(record);
  return {
    ...facts,
    mixesWith: record.musical_key === null ? [] : countMixes(db, record.musical_key),
  };
}

/** What is known of one track by itself, and the folder its path is relative to. */
export type TrackFacts = Omit<TrackDetail, 'mixesWith'> & { folderPath: string };

/** Facts in the order of the ids, for lists that leave the application; an id that is gone is left out. */
export function getTrackFacts(db: Db, ids: ArrayLike<number>): TrackFacts[] {
  const list = Array.from(ids);
  const records = prepare(db, `${selectDetail} WHERE track.id IN (SELECT value FROM json_each(?))`).all(
    JSON.stringify(list),
  ) as DetailRecord[];
  const byId = new Map(records.map((record) => [record.id, record]));
  return list.flatMap((id) => {
    const record = byId.get(id);
    return record ? [toTrackFacts(record)] : [];
  });
}

function toTrackFacts(record: DetailRecord): TrackFacts {
  return {
    ...toTrackRow(record),
    albumArtist: record.album_artist,
    composer: record.composer,
    remixer: record.remixer,
    comment: record.comment,
    grouping: record.grouping,
    isrc: record.isrc,
    trackNumber: record.track_number,
    discNumber: record.disc_number,
    folderId: record.folder_id,
    folderPath: record.folder_path,
    folderName: record.folder_path.split(/[\\/]/).filter(Boolean).at(-1) ?? record.folder_path,
    path: record.path,
    sampleRate: record.sample_rate,
    bitDepth: record.bit_depth,
    channels: record.channels,
    truePeakDb: record.true_peak_db,
    loudnessRange: record.loudness_range,
    alternativeKey: record.alternative_key,
    tagBpm: record.tag_bpm,
    tagKey: record.tag_key,
    beatCount: (record.beat_bytes ?? 0) / Float32Array.BYTES_PER_ELEMENT,
    modifiedAt: Math.round(record.modified_us / 1000),
    analysedAt: record.analysed_at,
  };
}

function countMixes(db: Db, key: number): TrackDetail['mixesWith'] {
  const count = prepare(db, 'SELECT count(*) FROM track WHERE musical_key = ?').pluck();
  return compatibleKeys(key).map(({ key: other, relation }) => ({
    key: other,
    relation,
    count: count.get(other) as number,
  }));
}

/** Where a track's file should lie now; undefined for an unknown track. */
export function findTrackFile(
  db: Db,
  id: TrackId,
): { folderPath: string; path: string; format: string; codec: string; audioHash: string | null } | undefined {
  return prepare(
    db,
    `SELECT folder.path AS folderPath, track.path, track.format, track.codec, track.audio_hash AS audioHash
     FROM track JOIN folder ON folder.id = track.folder_id WHERE track.id = ?`,
  ).get(id) as ReturnType<typeof findTrackFile>;
}

const sharedColumns = {
  title: 'title',
  artist: 'artist',
  album: 'album',
  albumArtist: 'album_artist',
  genre: 'genre',
  label: 'label',
  composer: 'composer',
  remixer: 'remixer',
  comment: 'comment',
  grouping: 'grouping',
  year: 'year',
  key: 'musical_key',
  format: 'format',
  rating: 'rating',
  artworkHash: 'artwork_hash',
} as const;

export type Summary = {
  count: number;
  durationMs: number;
  sizeBytes: number;
  shared: Record<string, string | number | null>;
  bpmRange: [number, number] | null;
};

/** Totals over tracks, and each field's value where all of them agree (null where they differ). */
export function summarise(db: Db, ids: readonly TrackId[]): Summary {
  const columns = Object.values(sharedColumns)
    .map(
      (column) =>
        `min(${column}) AS ${column}_low, max(${column}) AS ${column}_high, count(${column}) AS ${column}_count`,
    )
    .join(', ');
  const row = prepare(
    db,
    `SELECT count(*) AS count, coalesce(sum(duration_ms), 0) AS duration_ms, coalesce(sum(size_bytes), 0) AS size_bytes,
       min(bpm) AS bpm_low, max(bpm) AS bpm_high, ${columns}
     FROM track WHERE id IN (SELECT value FROM json_each(?))`,
  ).get(JSON.stringify(ids)) as Record<string, string | number | null>;
  const count = Number(row.count);
  const shared: Summary['shared'] = {};
  for (const [name, column] of Object.entries(sharedColumns)) {
    const [low, high, known] = [row[`${column}_low`], row[`${column}_high`], row[`${column}_count`]];
    // All without a value is something they share too, and not the same as different values.
    if (known === 0) shared[name] = '';
    else shared[name] = low === high && known === count ? (low ?? null) : null;
  }
  const { bpm_low, bpm_high } = row;
  return {
    count,
    durationMs: Number(row.duration_ms),
    sizeBytes: Number(row.size_bytes),
    shared,
    bpmRange: typeof bpm_low === 'number' && typeof bpm_high === 'number' ? [bpm_low, bpm_high] : null,
  };
}

export type Rating = { id: TrackId; rating: number };

/** Sets ratings and returns what changed; unknown tracks are passed over. */
export function rateTracks(db: Db, ratings: readonly Rating[]): ValueChange[] {
  const find = prepare(db, 'SELECT rating FROM track WHERE id = ?').pluck();
  const update = prepare(db, 'UPDATE track SET rating = ? WHERE id = ?');
  return db
    .transaction(() =>
      ratings.flatMap(({ id, rating }) => {
        const before = find.get(id) as number | undefined;
        if (before === undefined) return [];
        update.run(rating, id);
        return [{ trackId: id, field: 'rating', oldValue: before, newValue: rating }];
      }),
    )
    .immediate();
}

export const setRatingFields: FieldSetter = (db, values) => {
  rateTracks(
    db,
    values.map(({ trackId, value }) => ({ id: trackId as TrackId, rating: Number(value) })),
  );
};
