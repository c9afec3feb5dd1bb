import { z } from 'zod';
import { type EditField, isEditField } from '../edit-fields.ts';

/** Fields that a tool may change: all but the cover. */
export type ToolField = Exclude<EditField, 'cover'>;
const toolField = z.custom<ToolField>((value) => typeof value === 'string' && value !== 'cover' && isEditField(value), {
  message: 'There is no such field.',
});
const fields = z.array(toolField).min(1).max(50);
export const longestPattern = 500;

/** Tools that change many tags at once. Each is a pure function of the tracks: see run-tool.ts. */
export const tool = z.discriminatedUnion('type', [
  /** With `isPattern` a regular expression of JavaScript, `$1` and `$<name>` in the replacement. */
  z.object({
    type: z.literal('replace'),
    fields,
    find: z.string().min(1).max(longestPattern),
    replacement: z.string().max(longestPattern),
    isPattern: z.boolean(),
    isCaseSensitive: z.boolean(),
  }),
  z.object({ type: z.literal('case'), fields, style: z.enum(['title', 'sentence', 'upper', 'lower']) }),
  /** Blanks at the ends go, several become one. */
  z.object({ type: z.literal('trim'), fields }),
  z.object({
    type: z.literal('number'),
    start: z.number().int().min(1).max(9999),
    /** Where counting begins again. */
    restart: z.enum(['never', 'album', 'folder']),
    hasTotals: z.boolean(),
  }),
  z.object({ type: z.literal('swap'), first: toolField, second: toolField }),
  /** Into the second field where the first has something. */
  z.object({ type: z.literal('copy'), from: toolField, to: toolField }),
  /** `%artist% - %title%`; `%ignore%` matches anything. A `/` stands between folders. */
  z.object({ type: z.literal('fileName'), template: z.string().min(1).max(300) }),
  /** "Artist - Title (Remixer Remix) [Label]", from the title or the file's name. */
  z.object({ type: z.literal('split'), source: z.enum(['title', 'fileName']) }),
  /** One value for all: the first track's, or the one that most tracks of an album have. */
  z.object({ type: z.literal('fill'), fields, from: z.enum(['first', 'album']), isOnlyEmpty: z.boolean() }),
  z.object({ type: z.literal('addValue'), field: toolField, value: z.string().min(1).max(2000) }),
  z.object({ type: z.literal('removeValue'), field: toolField, value: z.string().min(1).max(2000) }),
  /** "feat." and its spellings as one, moved from artist to title or back. */
  z.object({ type: z.literal('featuring'), to: z.enum(['title', 'artist']) }),
]);
export type Tool = z.output<typeof tool>;
export type ToolOf<Type extends Tool['type']> = Extract<Tool, { type: Type }>;

/** A track as a tool sees it. */
export type ToolTrack = {
  id: number;
  /** Without its ending. */
  fileName: string;
  /** From the root, with '/'; empty for the root itself. */
  folder: string;
  values: Readonly<Partial<Record<ToolField, readonly string[]>>>;
};

/**
 * New values by field; a field that stays is left out. Only replacing, swapping and removing a value may leave a field
 * empty; from all other tools an empty result changes nothing.
 */
export type ToolChange = Partial<Record<ToolField, string[]>>;
