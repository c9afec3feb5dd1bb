import type { SeratoTags } from '#core/interop/serato/tags-in-file.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { RatingFamily } from '#shared/tags/tag-fields.ts';
import type { StepStamp, WriteInput } from './file-step.ts';
import type { CutTask, WriteTask, WrittenFile } from './journal/write-worker.ts';
import type { FileTags, TagPicture } from './tags/tag-format.ts';

/**
 * Work of the files thread (`main/workers/files.worker.ts`). It never renames over a user's file: it leaves a proven copy
 * in `temporary`, and whoever asked puts that in the file's place.
 */
export type FilesTask =
  | { type: 'write'; write: CopyTask }
  | { type: 'cut'; task: CutTask; pictureDirectory: string; ffmpegPath: string | null }
  | { type: 'read'; path: string }
  | { type: 'serato'; path: string }
  | { type: 'preview'; path: string; input: WriteInput; pictureDirectory: string };

export type FilesResult =
  | { type: 'written'; outcome: WriteOutcome }
  | { type: 'cut' }
  | { type: 'tags'; tags: FileTags }
  | { type: 'serato'; serato: SeratoTags | null }
  | { type: 'preview'; preview: TagPreview };

/** `temporary` is a free name of ours in the folder of the file itself, not of a link to it. */
export type CopyTask = Omit<WriteTask, 'type'> & {
  /** Anything else at `path` is FILE_CHANGED; null takes what is there. */
  expected: StepStamp | null;
  /** What the file is to be called, where its path is a name of ours. */
  name?: string;
  /** Front covers to write beside what `input` says. */
  covers?: readonly TagPicture[];
  /** Where undo blocks lie, by the sha256 of their bytes; null where nobody will want the file back as it was. */
  undoDirectory: string | null;
  /** Where the pictures of `coverHashes` lie, by hash. */
  pictureDirectory: string;
  hasFfmpeg: boolean;
};

export type WriteOutcome =
  /** Every byte is as asked already: nothing was made. */
  { state: 'unchanged'; stamp: StepStamp } | { state: 'written'; file: WrittenFile };

/** One thing that a write would change. */
export type FieldChange = {
  /** A field of shared/tags/tag-fields.ts, 'custom:NAME', 'rating' (stars) or 'covers' (sha256 of each). */
  field: string;
  /** What the file says; empty where nothing. */
  old: string[];
  new: string[];
};

export type TagPreview = {
  fields: FieldChange[];
  rating: { old: Rating | null; new: Rating | null };
  /** Whether not a byte would change. */
  isUnchanged: boolean;
  sizeBytes: { old: number; new: number };
  /** Why the file could not be written as it is now, or null. */
  refusal: ErrorCode | null;
};

type Rating = { stars: number; family: RatingFamily };

/** For the pool of this thread. Tags are read into memory: 64 MB, once as they are and once as they will be. */
export const filesPool = { memoryLimitMb: 512, recycleAfterRuns: 2000 } as const;

const parseMs = 5000;
const leastBytesAMs = 2000;

/** Two hours of sound are decoded in a minute or two; a slow machine takes ten times as long. */
const longestCutMs = 30 * 60_000;

/** How long a task may take: 5 s to parse, and the file several times at 2 MB/s, which the slowest shares have. */
export function filesTimeoutMs(task: FilesTask, sizeBytes: number): number {
  if (task.type === 'cut') return longestCutMs + (5 * sizeBytes) / leastBytesAMs;
  return task.type === 'write' ? 6 * parseMs + (5 * sizeBytes) / leastBytesAMs : parseMs;
}
