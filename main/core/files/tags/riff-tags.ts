import type { FileWindow } from '#core/files/file-window.ts';
import { findPayload } from '#core/files/payload-range.ts';
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
import { newId3Tag } from './id3/id3-stack.ts';
import { addsSomething, changesForNewTag, isEmptyChange, mergedTags } from './id3/tag-sources.ts';
import { editedFile, type FileEdit, wholeFile } from './part-list.ts';
import { changedInfo, hasFields, infoChunkBody, parseInfo, type RiffInfo, readInfo } from './riff-info.ts';
import { unwritable } from './tag-failures.ts';
import type { FileTags, TagChanges, TagFormat, TagOptions } from './tag-format.ts';

type Layout = ChunkFile & { tags: ChunkTag[]; infos: { chunk: Chunk; info: RiffInfo }[] };

/**
 * WAVE, also RF64 and BW64: an ID3 tag in a chunk, and RIFF INFO, which is all that rekordbox reads of a WAVE file.
 *
 * ID3 counts before INFO. Chunks stay where they are; new ones go behind all others.
 */
export const riffTags: TagFormat = {
  readTags(file: FileWindow): FileTags {
    return tagsOf(file, layoutOf(file));
  },

  planTags(file: FileWindow, changes: TagChanges, options: TagOptions) {
    const layout = layoutOf(file);
    if (isEmptyChange(changes)) return wholeFile(file.sizeBytes);
    if (layout.damage !== null) throw unwritable(layout.damage);
    if (!findPayload(file).hasAudio) throw unwritable('there is no sound');
    const edits = id3ChunkEdits(layout.tags, changes, true);
    const appended: Buffer[] = [];
    const isMade = layout.tags.every(({ tag }) => tag === null) && addsSomething(changes);
    const makesInfo = options.writeRiffInfo && (isMade || edits.length > 0);
    const whole = isMade || makesInfo ? changesForNewTag(changes, tagsOf(file, layout)) : changes;
    edits.push(...infoEdits(layout, changes, makesInfo ? whole : null));
    if (makesInfo && layout.infos.length === 0) {
      const info = changedInfo({ items: [], isDamaged: false }, whole.texts, true);
      if (info.items.length > 0) appended.push(chunkBytes('LIST', infoChunkBody(info), true));
    }
    if (isMade) appended.push(chunkBytes('id3 ', newId3Tag(options.id3Version, whole), true));
    return editedFile(file.sizeBytes, withSizes(file, layout, [...edits, ...appendChunks(layout, appended, edits)]));
  },
};

function layoutOf(file: FileWindow): Layout {
  const found = chunkFile(file, true);
  const lists = found.chunks.filter(({ id, bodyStart }) => id === 'LIST' && kindOf(file, bodyStart) === 'INFO');
  const bodies = chunkBodies(file, lists);
  const infos = lists.flatMap((chunk, index) => {
    const info = parseInfo(bodies[index]!);
    return info ? [{ chunk, info }] : [];
  });
  if (infos.some(({ info }) => info.isDamaged)) found.damage ??= 'RIFF INFO is damaged';
  return { ...found, tags: id3Chunks(file, found), infos };
}

function kindOf(file: FileWindow, bodyStart: number): string {
  return file.bytes(bodyStart, 4).toString('latin1');
}

function tagsOf(file: FileWindow, layout: Layout): FileTags {
  const { tags, infos } = layout;
  const isInfo = (chunk: Chunk) => infos.some((each) => each.chunk === chunk);
  const sources = [...id3ChunkSources(tags), ...infos.map(({ info }) => readInfo(info))];
  return mergedTags(sources, [...paddingJunk(tags), ...foreignChunks(file, layout, isInfo)]);
}

/**
 * `whole`: all that the file will say, where fields that a list lacks are to be added; null where none are. A list without
 * any field gets all of them, as a new one would.
 *
 * Before the sound a list keeps its length where it can, so that the sound does not move.
 */
function infoEdits({ infos, data }: Layout, changes: TagChanges, whole: TagChanges | null): FileEdit[] {
  return infos.flatMap(({ chunk, info }, index) => {
    const isMade = whole !== null && index === 0 && !infos.some((each) => hasFields(each.info));
    const texts = isMade ? whole.texts : changes.texts;
    const changed = changedInfo(info, texts, whole !== null && index === 0);
    if (changed === info) return [];
    const { start: from, end: to } = chunk;
    if (changed.items.length === 0) return [{ from, to, bytes: Buffer.alloc(0) }];
    const isBefore = data !== null && chunk.start < data.start;
    const body = infoChunkBody(changed, isBefore ? to - chunk.bodyStart : 0);
    return [{ from, to, bytes: chunkBytes('LIST', body, true) }];
  });
}
