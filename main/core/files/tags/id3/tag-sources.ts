import { type TextTagField, textTagFields } from '#shared/tags/tag-fields.ts';
import type { FileTags, ForeignBlock, TagChanges, TagPicture } from '../tag-format.ts';
import { fieldOfUserName } from './field-frames.ts';
import { type Popularimeter, ratingOf } from './popularimeter.ts';
import { type FrameValues, foreignBlock, plainDate } from './read-frames.ts';

/** What one of several tags of a file says. */
export type TagSource = Partial<FrameValues> & { texts: Map<TextTagField, string[]> };

/**
 * All tags of a file as one. For each field the first tag that has it counts. Pictures of all ID3 tags come together;
 * `covers` of another kind of tag stand in only when there is none.
 */
export function mergedTags(sources: readonly TagSource[], foreign: readonly ForeignBlock[]): FileTags {
  const texts: FileTags['texts'] = {};
  for (const field of textTagFields) {
    const values = sources.map((source) => source.texts.get(field)).find((found) => found !== undefined);
    if (values) texts[field] = values;
  }
  const custom = new Map<string, string[]>();
  for (const source of sources) {
    const known = new Set([...custom.keys()].map((name) => name.toLowerCase()));
    for (const [name, values] of source.custom ?? []) if (!known.has(name.toLowerCase())) custom.set(name, values);
  }
  const popularimeters: Popularimeter[] = sources.flatMap((source) => source.popularimeters ?? []);
  return {
    texts,
    custom: Object.fromEntries(custom),
    pictures: sources.flatMap((source) => source.pictures ?? []).map(pictureFacts),
    rating: ratingOf(popularimeters),
    foreign: [...sources.flatMap((source) => source.foreign ?? []), ...foreign],
  };
}

function pictureFacts({ mimeType, kind, description, bytes }: TagPicture): FileTags['pictures'][number] {
  const { sha256, sizeBytes } = foreignBlock('', bytes);
  return { mimeType, kind, description, sha256, sizeBytes };
}

/** Nothing to change at all. */
export function isEmptyChange({ texts, custom, covers, rating }: TagChanges): boolean {
  return Object.keys(texts).length === 0 && Object.keys(custom).length === 0 && !covers && !rating;
}

/**
 * The changes for a tag that is made anew beside other tags: all that these say, too. Many programs look no further than
 * the first kind of tag they know, and would otherwise see only what was changed.
 */
export function changesForNewTag(changes: TagChanges, { texts, custom }: FileTags): TagChanges {
  const free = Object.fromEntries(Object.entries(custom).filter(([name]) => fieldOfUserName(3, name) === null));
  const known = { ...texts };
  // A date with words or a time around it would be cut short; it stays where it is.
  for (const field of ['date', 'originalDate'] as const)
    if (texts[field]?.some((text) => plainDate(text) !== text)) delete known[field];
  return { ...changes, texts: { ...known, ...changes.texts }, custom: { ...free, ...changes.custom } };
}

/** Numbers and their totals, which stand in one frame. */
export const numberPairs = [
  ['trackNumber', 'trackTotal'],
  ['discNumber', 'discTotal'],
] as const;

/**
 * The changes with both halves of a number and its total, which stand in one frame: of several tags the first is to have
 * both, so that no other keeps half of a pair.
 */
export function withWholePairs(changes: TagChanges, { texts }: FileTags): TagChanges {
  const whole = { ...changes.texts };
  for (const [number, total] of numberPairs) {
    if ((whole[number] === undefined) === (whole[total] === undefined)) continue;
    const half = whole[number] === undefined ? number : total;
    whole[half] = texts[half] ?? [];
  }
  return { ...changes, texts: whole };
}

/** Whether there is anything to put into a tag that is not there yet. */
export function addsSomething({ texts, custom, covers, rating }: TagChanges): boolean {
  const hasValue = (values: readonly string[] | undefined) => values?.some((value) => value !== '') ?? false;
  return (
    Object.values(texts).some(hasValue) ||
    Object.values(custom).some(hasValue) ||
    (covers?.length ?? 0) > 0 ||
    (rating?.stars ?? 0) > 0
  );
}
