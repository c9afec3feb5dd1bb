import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { type EditField, isEditField } from '../tags/edit-fields.ts';
import { tool } from '../tags/tools/tool.ts';
import { writeBack } from '../tags/write-back.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';

/** As many as an operation may be about; a selection of more goes in parts. */
const manyIds = z.array(trackId).min(1).max(100_000);
/** As many as one answer describes one by one. */
const pageIds = z.array(trackId).min(1).max(200);

export const editField = z.custom<EditField>((value) => typeof value === 'string' && isEditField(value), {
  message: 'There is no such field.',
});
const values = z.array(z.string().max(200_000)).max(100);

/**
 * `set` takes the values in place of what was there, an empty list takes the field away; `add` and `remove` are about
 * single values of fields that hold several.
 */
export const tagEdit = z.object({ ids: manyIds, field: editField, values, mode: z.enum(['set', 'add', 'remove']) });
export type TagEditRequest = z.output<typeof tagEdit>;

const fieldState = z.object({
  field: editField,
  /** What all of them say; null where they differ. */
  values: values.nullable(),
  /** Where they differ: the most frequent ones with their counts, and for numbers the least and the greatest. */
  various: z.array(z.object({ value: z.string(), count: z.number().int() })),
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** How many of them have an edit that is not written. */
  editedCount: z.number().int(),
  /** What the file says where it is one track with an edit; null elsewhere, and where the library does not know. */
  fileValues: values.nullable(),
});
export type TagFieldState = z.output<typeof fieldState>;

/** What one file says. */
const fileTags = z.object({
  texts: z.record(z.string(), z.array(z.string())),
  custom: z.record(z.string(), z.array(z.string())),
  pictures: z.array(
    z.object({ mimeType: z.string(), kind: z.number(), description: z.string(), sizeBytes: z.number() }),
  ),
  rating: z.object({ stars: z.number(), family: z.enum(['windows', 'linear']) }).nullable(),
  /** Blocks of other programs, by name; they stay as they are. */
  foreign: z.array(z.object({ id: z.string(), sizeBytes: z.number() })),
});
export type FileTagsShown = z.output<typeof fileTags>;

const valueChange = z.object({ field: z.string(), old: z.array(z.string()), new: z.array(z.string()) });
export type TagValueChange = z.output<typeof valueChange>;

/** What writing would do to one file: `old` is what the file says, `new` what it will say. */
const filePreview = z.object({
  id: trackId,
  title: z.string(),
  fileName: z.string(),
  format: z.string(),
  state: z.enum(['change', 'same', 'problem']),
  code: z.enum(errorCodes).nullable(),
  changes: z.array(valueChange),
  /** Blocks of other programs that stay byte for byte. */
  untouched: z.array(z.string()),
});
export type FilePreview = z.output<typeof filePreview>;

export const tagsContract = {
  /** What the tracks say, field by field, as the library has it: with the edits. */
  'tags.get': query(
    ['tracks'],
    z.object({ ids: manyIds }),
    z.object({ count: z.number().int(), editedTracks: z.number().int(), fields: z.array(fieldState) }),
  ),
  /**
   * Everything the file of one track says, read now: ask again with another `modifiedAt` when it was written. Throws
   * FOLDER_OFFLINE, NOT_FOUND, FILE_NOT_FOUND, TAGS_UNREADABLE, TAGS_UNWRITABLE where there is no reader.
   */
  'tags.readFile': query([], z.object({ id: trackId, modifiedAt: z.number().optional() }), fileTags),
  /**
   * Changes values in the library at once; files stay as they are until they are written. One operation, or null where
   * nothing changed. Throws INVALID_INPUT where a value cannot stand in a field (shared/tags/edit-fields.ts).
   */
  'tags.edit': command(
    z.object({ edits: z.array(tagEdit).min(1).max(200) }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /** Gives back what the files say: of these fields, or of all. */
  'tags.revert': command(
    z.object({ ids: manyIds, fields: z.array(editField).max(200).optional() }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /** Tracks with edits that are not written, by number, after the track `after`. */
  'tags.pending': query(
    ['tracks'],
    z.object({ after: z.number().int().min(0).default(0), count: z.number().int().min(0).max(10_000) }),
    z.object({ total: z.number().int(), ids: z.array(trackId) }),
  ),
  /** What a tool would change, for tracks in this order; `shown` are the first that change. See shared/tags/tools. */
  'tags.propose': query(
    // While one looks at it the library may go on being analysed: applying works it out anew.
    [],
    z.object({ ids: manyIds, tool, limit: z.number().int().min(1).max(500) }),
    z.object({
      changedCount: z.number().int(),
      shown: z.array(z.object({ id: trackId, title: z.string(), fileName: z.string(), changes: z.array(valueChange) })),
    }),
  ),
  /** Makes the edits that `tags.propose` tells of. */
  'tags.applyTool': command(
    z.object({ ids: manyIds, tool }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /** Exactly what writing would change in these files, read from them now. */
  'tags.preview': query(['tracks', 'settings'], z.object({ ids: pageIds, include: writeBack }), z.array(filePreview)),
  /**
   * Writes into the files, in the background. Answers with the operation, or null where no file would change, and how
   * many files it is about. How it went is told by 'history.operation'.
   */
  'tags.write': command(
    z.object({ ids: manyIds, include: writeBack }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
};
