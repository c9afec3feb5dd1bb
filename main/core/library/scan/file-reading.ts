import type { AnalysisState, TrackTable } from '#core/db/schema.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** What tells whether a file is still the one that was read. */
export type FileStamp = {
  sizeBytes: number;
  modifiedUs: number;
  /** `device:inode`, or null where the file system has no stable numbers. */
  fileKey: string | null;
};

/** One file to read. With `known`, a file that still has this stamp is not opened. */
export type ReadRequest = {
  path: string;
  known: FileStamp | null;
  /** The hash of all of its sound is wanted too: it has to be read to its end. */
  wantsAudioHash?: boolean;
};

/** The columns of a track that come from its tags. */
export type TagColumns = Pick<
  TrackTable,
  | 'title'
  | 'artist'
  | 'album'
  | 'album_artist'
  | 'genre'
  | 'label'
  | 'comment'
  | 'grouping'
  | 'composer'
  | 'remixer'
  | 'isrc'
  | 'year'
  | 'track_number'
  | 'disc_number'
  | 'tag_bpm'
  | 'tag_key'
  | 'rating'
  | 'artwork_hash'
  | 'title_fold'
  | 'artist_fold'
  | 'album_fold'
  | 'album_artist_fold'
  | 'genre_fold'
  | 'label_fold'
>;

/** The columns of a track that describe its sound. */
export type SoundColumns = Pick<
  TrackTable,
  'format' | 'codec' | 'is_lossless' | 'bitrate' | 'sample_rate' | 'bit_depth' | 'channels' | 'duration_ms'
> & { analysis_state: AnalysisState };

export type FileContent = {
  stamp: FileStamp;
  quickHash: string | null;
  sound: SoundColumns;
  tags: TagColumns;
  /** False where nothing could be read: what is known from earlier must stay. */
  hasTags: boolean;
  problem: ErrorCode | null;
  /** Where it was asked for. */
  audioHash?: string;
};

export type FileReading =
  | { type: 'content'; content: FileContent }
  /** Still has the known stamp. */
  | { type: 'unchanged' }
  | { type: 'gone' }
  /** Not ours to list: a film, or no regular file. */
  | { type: 'ignored' }
  /** No track can be made of it, for a reason. */
  | { type: 'refused'; code: ErrorCode };

/** Work of the metadata thread. */
export type MetadataTask =
  | {
      type: 'read';
      requests: readonly ReadRequest[];
      hasFfmpeg: boolean;
      /** Two integers: which request is being read (from 1), and 1 while the thread waits for the disk. */
      progress: SharedArrayBuffer;
    }
  | { type: 'thumbnail'; path: string; hash: string; directory: string }
  | { type: 'picture'; path: string };

export type MetadataResult =
  | { type: 'readings'; readings: FileReading[] }
  /** `absent`: the file does not hold this picture. `broken`: it does, and nobody can decode it. */
  | { type: 'thumbnail'; outcome: ThumbnailOutcome }
  /** As it stands in the file; null where it holds none. */
  | { type: 'picture'; bytes: Uint8Array | null };

export type ThumbnailOutcome = { width: number; height: number } | 'absent' | 'broken';
