import type { FileWindow } from '#core/files/file-window.ts';
import { findPayload } from '#core/files/payload-range.ts';
import { leadingTags, maxStackedTags, type TagRange, trailingTags } from '#core/files/tag-edges.ts';
import { editedFile, type FileEdit, wholeFile } from '../part-list.ts';
import { mostTagBytes, tooLarge, unwritable } from '../tag-failures.ts';
import type { FileTags, ForeignBlock, TagChanges, TagFormat, TagOptions } from '../tag-format.ts';
import { type ApeTag, changedApe, parseApe, readApe } from './ape-tag.ts';
import { changedId3Tag, id3Source, newId3Tag } from './id3-stack.ts';
import { type Id3Tag, parseId3Tag } from './id3-tag.ts';
import { changedId3v1, readId3v1 } from './id3v1.ts';
import { foreignBlock } from './read-frames.ts';
import {
  addsSomething,
  changesForNewTag,
  isEmptyChange,
  mergedTags,
  type TagSource,
  withWholePairs,
} from './tag-sources.ts';

/** The tags around MPEG audio and ADTS, in the order of the file. */
type Layout = {
  leading: Id3Tag[];
  /** Where the sound begins. */
  start: number;
  trailing: (TagRange & { id3?: Id3Tag; ape?: ApeTag; bytes: Buffer })[];
};

/**
 * MP3 and AAC in ADTS: ID3v2 at the start, and whatever tags stand at the end.
 *
 * ID3v2 counts before APEv2, and that before ID3v1, which cuts texts off. A change goes into the first ID3v2 tag; what
 * the others say about the same is changed along or taken away. None but ID3v2 is ever made.
 */
export const mpegTags: TagFormat = {
  readTags(file: FileWindow): FileTags {
    return tagsOf(layoutOf(file));
  },

  planTags(file: FileWindow, changes: TagChanges, options: TagOptions) {
    const layout = layoutOf(file);
    if (isEmptyChange(changes)) return wholeFile(file.sizeBytes);
    const { hasAudio, ranges } = findPayload(file);
    if (!hasAudio || ranges[0]?.start !== layout.start) throw unwritable('no sound was found between them');
    if (layout.leading.length === maxStackedTags || layout.trailing.length === maxStackedTags) {
      throw unwritable('there are too many of them in a row');
    }
    const isStack = layout.leading.length + layout.trailing.length > 1;
    const all = isStack ? withWholePairs(changes, tagsOf(layout)) : changes;
    return editedFile(file.sizeBytes, [...headEdits(layout, all, options), ...tailEdits(layout, all)]);
  },
};

function layoutOf(file: FileWindow): Layout {
  const { tags, end, isLie } = leadingTags(file);
  const trailing = trailingTags(file, end).reverse();
  const tagBytes = [...tags, ...trailing].reduce((sum, range) => sum + range.end - range.start, 0);
  if (tagBytes > mostTagBytes) throw tooLarge('more than 64 MB of them');
  const leading = tags.flatMap((range) => parseId3Tag(file, range.start, range.end) ?? []);
  if (isLie) leading.push(...[parseId3Tag(file, end - 10, file.sizeBytes) ?? []].flat());
  return { leading, start: end, trailing: trailing.map((range) => ({ ...range, ...parsedTail(file, range) })) };
}

function parsedTail(file: FileWindow, range: TagRange): { id3?: Id3Tag; ape?: ApeTag; bytes: Buffer } {
  const bytes = file.bytes(range.start, range.end - range.start);
  if (range.kind === 'ape') return { bytes, ape: parseApe(bytes) };
  const id3 = range.kind === 'id3' ? parseId3Tag(file, range.start, range.end) : null;
  return id3 ? { bytes, id3 } : { bytes };
}

function tagsOf({ leading, trailing }: Layout): FileTags {
  const sources: TagSource[] = leading.map(id3Source);
  const foreign: ForeignBlock[] = leading.flatMap(({ junk }) =>
    junk.length > 0 ? [foreignBlock('PADDING', junk)] : [],
  );
  for (const { id3 } of trailing) if (id3) sources.push(id3Source(id3));
  const hasPicture = sources.some(({ pictures }) => pictures?.length);
  for (const { ape, bytes, kind, id3 } of trailing) {
    if (ape && !ape.isDamaged) sources.push({ ...readApe(ape), ...(hasPicture ? { pictures: [] } : {}) });
    else if (kind !== 'id3v1' && !id3) foreign.push(foreignBlock(kind === 'ape' ? 'APE' : 'LYRICS3', bytes));
  }
  for (const { kind, bytes } of trailing) if (kind === 'id3v1') sources.push({ texts: readId3v1(bytes) });
  return mergedTags(sources, foreign);
}

function headEdits(layout: Layout, changes: TagChanges, options: TagOptions): FileEdit[] {
  const [first, ...others] = layout.leading;
  if (!first) {
    if (!addsSomething(changes)) return [];
    const bytes = newId3Tag(options.id3Version, changesForNewTag(changes, tagsOf(layout)));
    return [{ from: 0, to: 0, bytes }];
  }
  const edits = others.map((tag) => ({ tag, bytes: changedId3Tag(tag, changes, false) }));
  edits.push({ tag: first, bytes: changedId3Tag(first, changes, true) });
  return edits.flatMap(({ tag, bytes }) => (bytes ? [{ from: tag.start, to: tag.end, bytes }] : []));
}

function tailEdits({ trailing }: Layout, changes: TagChanges): FileEdit[] {
  return trailing.flatMap(({ kind, start, end, id3, ape, bytes: old }) => {
    const bytes = id3
      ? changedId3Tag(id3, changes, false, true)
      : ape && !ape.isDamaged
        ? changedApe(ape, changes)
        : kind === 'id3v1'
          ? changedId3v1(old, changes.texts)
          : null;
    return bytes && !old.equals(bytes) ? [{ from: start, to: end, bytes }] : [];
  });
}
