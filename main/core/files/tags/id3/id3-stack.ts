import { isDeepStrictEqual } from 'node:util';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { unwritable } from '../tag-failures.ts';
import type { TagChanges } from '../tag-format.ts';
import { changedFrames } from './change-frames.ts';
import { emptyShape, type Id3Tag, id3TagBytes, type RawFrame } from './id3-tag.ts';
import { readFrames } from './read-frames.ts';
import type { TagSource } from './tag-sources.ts';
import { numberPairs } from './tag-sources.ts';
import { upgradedTag } from './upgrade-id3.ts';

/** What a tag says, and what lies in its padding. */
export function id3Source(tag: Id3Tag): TagSource {
  const upgraded = upgradedTag(tag);
  return readFrames(upgraded.version, upgraded.frames);
}

/** A tag that was not there. */
export function newId3Tag(version: 3 | 4, changes: TagChanges, wantedBytes = 0): Buffer {
  const shape = { ...emptyShape, version };
  const frames = changedFrames(shape, [], changes);
  return frames.length === 0 ? Buffer.alloc(0) : id3TagBytes(shape, frames, Buffer.alloc(0), { wantedBytes });
}

/**
 * The bytes of a tag after the changes: null when it stays, none when nothing is left in it. Throws TAGS_UNWRITABLE.
 *
 * `isFirst`: the tag that programs read. From others of the same file the changed fields are taken away, unless they say
 * the same already.
 */
export function changedId3Tag(tag: Id3Tag, changes: TagChanges, isFirst: boolean, isAppended = false): Buffer | null {
  const whole = upgradedTag(tag);
  if (whole.damage !== null) throw unwritable(whole.damage);
  const asked = isFirst ? changes : withdrawn(changes, whole);
  const frames = changedFrames(whole, whole.frames, asked);
  if (isSameList(frames, whole.frames)) return null;
  if (frames.length === 0 && whole.junk.length === 0) return Buffer.alloc(0);
  const wantedBytes = isAppended ? 0 : whole.end - whole.start;
  return id3TagBytes(whole, frames, whole.junk, { wantedBytes, hasFooter: isAppended });
}

function isSameList(some: readonly RawFrame[], others: readonly RawFrame[]): boolean {
  return some.length === others.length && some.every((frame, index) => frame === others[index]);
}

/** Taking away what a further tag says differently. */
function withdrawn(changes: TagChanges, tag: Id3Tag): TagChanges {
  const found = readFrames(tag.version, tag.frames);
  const texts: Partial<Record<TextTagField, readonly string[]>> = {};
  for (const [field, values] of Object.entries(changes.texts) as [TextTagField, readonly string[]][]) {
    if (!isDeepStrictEqual(found.texts.get(field), values)) texts[field] = [];
  }
  // The first tag has both halves of a pair; the half that is right here would stand alone.
  for (const pair of numberPairs) {
    if (pair.some((half) => texts[half])) for (const half of pair) if (changes.texts[half]) texts[half] = [];
  }
  const differing = Object.entries(changes.custom).filter(
    ([name, values]) => !isDeepStrictEqual(found.custom.get(name), values),
  );
  return {
    texts,
    custom: Object.fromEntries(differing.map(([name]) => [name, []])),
    ...(changes.covers ? { covers: [] } : {}),
    ...(changes.rating && hasRating(found) ? { rating: changes.rating } : {}),
  };
}

function hasRating({ popularimeters }: ReturnType<typeof readFrames>): boolean {
  return popularimeters.some(({ stars }) => stars > 0);
}
