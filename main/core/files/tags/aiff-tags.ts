import type { FileWindow } from '#core/files/file-window.ts';
import { findPayload } from '#core/files/payload-range.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import {
  appendChunks,
  type Chunk,
  type ChunkFile,
  chunkBodies,
  chunkBytes,
  chunkFile,
  withSizes,
} from './chunk-file.ts';
import { type ChunkTag, foreignChunks, id3ChunkEdits, id3ChunkSources, id3Chunks, paddingJunk } from './chunk-id3.ts';
import { listDivider } from './id3/change-frames.ts';
import { newId3Tag } from './id3/id3-stack.ts';
import { cleanValues } from './id3/id3-texts.ts';
import { addsSomething, changesForNewTag, isEmptyChange, mergedTags } from './id3/tag-sources.ts';
import { infoBytes, infoText } from './info-text.ts';
import { editedFile, type FileEdit, wholeFile } from './part-list.ts';
import { unwritable } from './tag-failures.ts';
import type { FileTags, TagChanges, TagFormat, TagOptions } from './tag-format.ts';

/** Chunks of text. They are changed along where they are, and never made. */
const textChunks: Readonly<Record<string, TextTagField>> = {
  NAME: 'title',
  AUTH: 'artist',
  ANNO: 'comment',
  '(c) ': 'copyright',
};

type TextChunk = { chunk: Chunk; field: TextTagField; text: string };
type Layout = ChunkFile & { tags: ChunkTag[]; texts: TextChunk[] };

/** AIFF and AIFF-C: an ID3 tag in a chunk, which counts before the chunks of text that the format has of its own. */
export const aiffTags: TagFormat = {
  readTags(file: FileWindow): FileTags {
    return tagsOf(file, layoutOf(file));
  },

  planTags(file: FileWindow, changes: TagChanges, options: TagOptions) {
    const layout = layoutOf(file);
    if (isEmptyChange(changes)) return wholeFile(file.sizeBytes);
    if (layout.damage !== null) throw unwritable(layout.damage);
    if (!findPayload(file).hasAudio) throw unwritable('there is no sound');
    const edits = [...id3ChunkEdits(layout.tags, changes, false), ...textEdits(layout, changes)];
    if (layout.tags.every(({ tag }) => tag === null) && addsSomething(changes)) {
      const tag = newId3Tag(options.id3Version, changesForNewTag(changes, tagsOf(file, layout)));
      edits.push(...appendChunks(layout, [chunkBytes('ID3 ', tag, false)], edits));
    }
    return editedFile(file.sizeBytes, withSizes(file, layout, edits));
  },
};

function layoutOf(file: FileWindow): Layout {
  const found = chunkFile(file, false);
  // Several remarks are a list of their own, none of which is the comment.
  const isAmbiguous = (id: string) => found.chunks.filter((chunk) => chunk.id === id).length > 1;
  const chunks = found.chunks.filter(({ id }) => id in textChunks && !isAmbiguous(id));
  const bodies = chunkBodies(file, chunks);
  const texts = chunks.map((chunk, index) => ({
    chunk,
    field: textChunks[chunk.id]!,
    text: infoText(bodies[index]!),
  }));
  return { ...found, tags: id3Chunks(file, found), texts };
}

function tagsOf(file: FileWindow, layout: Layout): FileTags {
  const { tags, texts } = layout;
  const isText = (chunk: Chunk) => texts.some((each) => each.chunk === chunk);
  const found = new Map(texts.filter(({ text }) => text !== '').map(({ field, text }) => [field, [text]]));
  const foreign = [...paddingJunk(tags), ...foreignChunks(file, layout, isText)];
  return mergedTags([...id3ChunkSources(tags), { texts: found }], foreign);
}

function textEdits({ texts }: Layout, changes: TagChanges): FileEdit[] {
  return texts.flatMap(({ chunk, field, text }) => {
    const values = changes.texts[field];
    const asked = values && cleanValues(values).join(field === 'comment' ? '\n' : listDivider);
    if (asked === undefined || asked === text) return [];
    const bytes = asked === '' ? Buffer.alloc(0) : chunkBytes(chunk.id, infoBytes(asked), false);
    return [{ from: chunk.start, to: chunk.end, bytes }];
  });
}
