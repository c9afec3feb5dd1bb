import type { FileContent } from '#core/library/scan/file-reading.ts';
import type { CutInput, StepStamp, UndoWriteInput, WriteInput } from '../file-step.ts';

/** A file to write: `temporary` is to become what `path` shall be. */
export type WriteTask = {
  type: 'write';
  path: string;
  temporary: string;
  input: WriteInput | UndoWriteInput;
};

/** A part of a file's sound to be made a file of: `temporary` is to become `target`, whose name says its format. */
export type CutTask = {
  source: string;
  target: string;
  temporary: string;
  /** A name of ours to use on the way. */
  draft: string;
  input: CutInput;
};

/** A temporary that was read again, proved right, and is on the disk with the file's mode, owner, attributes and time. */
export type WrittenFile = {
  /** The file as it was read… */
  before: StepStamp;
  /** …and the temporary, which is what the file will be. */
  after: StepStamp;
  /** Of the whole file, hexadecimal. */
  sha256Before: string;
  sha256After: string;
  audioHash: string;
  /** What undo needs, in the folder 'undo'; null where the whole difference is known otherwise. */
  undoBlock: { hash: string; sizeBytes: number } | null;
  content: FileContent;
};

/** Makes the temporary, in another thread. 'unchanged': the file would stay as it is, and there is no temporary. */
export type WriteWorker = {
  write(task: WriteTask): Promise<WrittenFile | 'unchanged'>;
  /** Makes `temporary`, a new file of a part of `source`; nothing is left in `draft`. */
  cut(task: CutTask): Promise<void>;
};
