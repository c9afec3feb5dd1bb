import type { ErrorCode } from '#shared/errors.ts';

export const stepKinds = ['write', 'move', 'copy', 'create', 'trash', 'restore', 'makeFolder', 'removeFolder'] as const;
export type StepKind = (typeof stepKinds)[number];

/** What tells one state of a file from another. Device, inode and nanoseconds as decimal text: they outgrow numbers. */
export type StepStamp = {
  device: string;
  inode: string;
  sizeBytes: number;
  modifiedNs: string;
  mode: number;
};

/**
 * One thing to do to a file or folder. Paths are absolute, as the file system spells them.
 *
 * write: new tags, or an earlier state of the file (`input`). move: `source` to `target`, never onto something. copy: the
 * same and the source stays. create: a new file at `target` (`input`), of a part of `source` or, where that is the target
 * itself, of bytes. trash: `source` into the system's trash. restore: back from it. makeFolder, removeFolder:
 * `source` is the folder; only an empty one is removed.
 */
export type PlannedStep = {
  kind: StepKind;
  trackId: number | null;
  source: string;
  target: string | null;
  /** What the source must be; anything else is FILE_CHANGED. Null takes what is there when the step begins. */
  expected: StepStamp | null;
  /** Steps of one number stand or fall together. */
  group: number;
  input: StepInput | null;
};

/** `write` with tags: core/files/tags, pictures by the hash of their bytes in the folder `pictures`. */
export type WriteInput = {
  type: 'tags';
  texts: Record<string, string[]>;
  custom: Record<string, string[]>;
  coverHashes?: string[];
  rating?: { stars: number; family: 'windows' | 'linear' };
  id3Version: 3 | 4;
  writeRiffInfo: boolean;
  /** Keep the time of modification. */
  keepModified: boolean;
};
/** `write` of what the file was before, from an undo block. */
export type UndoWriteInput = { type: 'undo'; blockHash: string; sha256: string; before: StepStamp };
/** `restore` from the trash: where the system put it. */
export type RestoreInput = { type: 'restore'; trashedPath: string; infoPath: string | null };
/**
 * `move` back to another file system: where the trash holds the original of what was copied from there. It comes back
 * instead of one more copy, as long as both are equal.
 */
export type OriginalInput = { type: 'original'; trashedPath: string; infoPath: string | null };
/** `create` of a small file: a CUE sheet, a list. */
export type BytesInput = { type: 'bytes'; base64: string; sizeBytes: number };
/** `create` of a part of a track's sound, with tags. */
export type CutInput = {
  type: 'cut';
  /** `mp3` takes whole frames of an MP3 file as they are. */
  format: 'flac' | 'wav' | 'mp3';
  /** From the start of the sound; `toMs` null is its end. */
  fromMs: number;
  toMs: number | null;
  tags: Omit<WriteInput, 'type'>;
  /** The front cover of the source. */
  hasCover: boolean;
  /** What it may need at most. */
  sizeBytes: number;
};
export type StepInput = WriteInput | UndoWriteInput | RestoreInput | OriginalInput | BytesInput | CutInput;

export type StepOutcome = { state: 'done' } | { state: 'failed' | 'skipped'; code: ErrorCode };
