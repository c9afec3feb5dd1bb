import type { FileWindow } from '#core/files/file-window.ts';
import type { RatingFamily, TextTagField } from '#shared/tags/tag-fields.ts';

/** A picture as a file holds it. `kind` is the number of ID3 and FLAC: 3 is the front cover. */
export type TagPicture = { mimeType: string; kind: number; description: string; bytes: Uint8Array };

/** What to change in a file. Everything that is not named here stays, byte for byte. */
export type TagChanges = {
  /** By field; an empty list takes the field away. */
  texts: Readonly<Partial<Record<TextTagField, readonly string[]>>>;
  /** Free fields by the name the file gives them: a TXXX description, a Vorbis comment, the name of a `----` atom. */
  custom: Readonly<Record<string, readonly string[]>>;
  /** All front covers; other pictures stay. An empty list takes the covers away. */
  covers?: readonly TagPicture[];
  rating?: { stars: number; family: RatingFamily };
};

export type TagOptions = {
  /** The ID3 version of a new tag; an existing one keeps its own. 2.3 is what DJ hardware reads. */
  id3Version: 3 | 4;
  /** Whether WAVE files get RIFF INFO beside ID3: rekordbox reads only that. */
  writeRiffInfo: boolean;
};

/** A part of a file to come: bytes, or a stretch of the file that was there (`from` up to, not with, `to`). */
export type FilePart = { bytes: Uint8Array } | { from: number; to: number };

/** A block that a change must not touch: frames of other programs, chunks, atoms, comments we have no name for. */
export type ForeignBlock = {
  /** 'GEOB:Serato Markers2', 'PRIV:TRAKTOR4', 'APPLICATION', 'COMMENT:FOO', … */
  id: string;
  /** Of its bytes as they stand in the file, without sizes and flags that a writer must set anew. */
  sha256: string;
  sizeBytes: number;
};

/** Everything a file's tags say. */
export type FileTags = {
  texts: Partial<Record<TextTagField, string[]>>;
  custom: Record<string, string[]>;
  pictures: { mimeType: string; kind: number; description: string; sha256: string; sizeBytes: number }[];
  /** Stars, and which family the number was read as; null without a rating. */
  rating: { stars: number; family: RatingFamily } | null;
  foreign: ForeignBlock[];
};

/**
 * One container's tags. Both functions are synchronous, bounded (64 MB of tags, 10,000 items) and never touch a file
 * other than by reading the window. They throw TAGS_UNREADABLE or TAG_TOO_LARGE; `planTags` throws TAGS_UNWRITABLE where
 * the file is damaged so that writing could lose something.
 */
export type TagFormat = {
  readTags(file: FileWindow): FileTags;
  /**
   * The parts the changed file consists of, in order. The audio payload is always taken from the file, never as bytes.
   * A plan that leaves every byte as it is may come back; the writer then leaves the file alone.
   */
  planTags(file: FileWindow, changes: TagChanges, options: TagOptions): FilePart[];
};
