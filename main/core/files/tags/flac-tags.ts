import type { FileWindow } from '#core/files/file-window.ts';
import { skipLeadingTags, skipTrailingTags } from '#core/files/tag-edges.ts';
import { PartList, wholeFile } from './part-list.ts';
import { sha256 } from './pictures.ts';
import { mostTagBytes, mostTagItems, tooLarge, unreadable, unwritable } from './tag-failures.ts';
import type { FilePart, FileTags, ForeignBlock, TagChanges, TagFormat } from './tag-format.ts';
import { parseComments } from './vorbis/comment-list.ts';
import { blockTypes, changeBlocks, type FlacBlock, mostBlockBytes, readBlocks } from './vorbis/flac-blocks.ts';

/** A block and where it stands; `from` is that of its header. */
type PlacedBlock = FlacBlock & { readonly from: number; readonly to: number; readonly isLast: boolean };

type FlacFile = {
  blocks: readonly PlacedBlock[];
  /** Where 'fLaC' stands: not 0 behind an ID3 tag. */
  start: number;
  framesStart: number;
  /** Why nothing may be written, or null. */
  damage: string | null;
};

const newPaddingBytes = 4096;
const mostKeptPaddingBytes = 65_536;
/** How far behind its block a list of comments may go on: some programs count it too short. */
const overhangBytes = 8192;

/**
 * Native FLAC.
 *
 * ID3 tags in front of it and behind it stay as they are: RFC 9639 knows neither, the comments are what programs believe,
 * and an ID3 tag that another program put there is that program's. They are listed as foreign.
 */
export const flacTags: TagFormat = {
  readTags(file: FileWindow): FileTags {
    const flac = openFlac(file);
    const tags = readBlocks(flac.blocks.map((block) => withOverhang(file, block)));
    return { ...tags, foreign: [...tags.foreign, ...tagsAround(file, flac)] };
  },

  planTags(file: FileWindow, changes: TagChanges): FilePart[] {
    const { blocks, start, framesStart, damage } = openFlac(file);
    if (damage) throw unwritable(damage);
    const changed = changeBlocks(blocks, changes, 'blocks');
    if (changed === blocks) return wholeFile(file.sizeBytes);
    const list = new PartList();
    list.copy(0, start + 4);
    addBlocks(list, padded(blocks, changed, framesStart - start - 4));
    list.copy(framesStart, file.sizeBytes);
    return list.parts;
  },
};

function openFlac(file: FileWindow): FlacFile {
  const start = skipLeadingTags(file);
  if (file.bytes(start, 4).toString('latin1') !== 'fLaC') throw unreadable('it does not begin like FLAC');
  const blocks: PlacedBlock[] = [];
  let at = start + 4;
  let tagBytes = 0;
  for (let isLast = false; !isLast; ) {
    const head = file.bytes(at, 4);
    if (head.length < 4 || head[0] === 0xff) return { blocks, start, framesStart: at, damage: 'a block is missing' };
    isLast = (head[0]! & 0x80) !== 0;
    const type = head[0]! & 0x7f;
    const to = at + 4 + head.readUIntBE(1, 3);
    if (to > file.sizeBytes) return { blocks, start, framesStart: at, damage: 'a block ends behind the file' };
    if (blocks.length === mostTagItems) throw tooLarge('there are more than 10,000 blocks');
    tagBytes += to - at;
    if (tagBytes > mostTagBytes) throw tooLarge('they have more than 64 MB');
    blocks.push({ type, body: file.bytes(at + 4, to - at - 4), from: at, to, isLast });
    at = to;
  }
  return { blocks, start, framesStart: at, damage: damageOf(file, blocks, at) };
}

function damageOf(file: FileWindow, blocks: readonly PlacedBlock[], framesStart: number): string | null {
  const infos = blocks.filter(({ type }) => type === blockTypes.streamInfo);
  if (blocks[0]?.type !== blockTypes.streamInfo || infos.length !== 1 || infos[0]!.body.length !== 34)
    return 'it does not begin with one block about the stream';
  const sync = file.bytes(framesStart, 2);
  const isFrame = sync.length === 2 && sync[0] === 0xff && (sync[1]! & 0xfc) === 0xf8;
  return isFrame ? null : 'its blocks do not lead to the audio';
}

function withOverhang(file: FileWindow, { type, body, from }: PlacedBlock): FlacBlock {
  if (type !== blockTypes.comments || parseComments(body).isWhole) return { type, body };
  return { type, body: file.bytes(from + 4, body.length + overhangBytes) };
}

function tagsAround(file: FileWindow, { start, framesStart }: FlacFile): ForeignBlock[] {
  const end = skipTrailingTags(file, framesStart);
  const stretches = [
    { id: 'ID3v2', from: 0, to: start },
    { id: 'TAGS BEHIND', from: end, to: file.sizeBytes },
  ];
  return stretches
    .filter(({ from, to }) => to > from)
    .map(({ id, from, to }) => {
      if (to - from > mostTagBytes) throw tooLarge('they have more than 64 MB');
      return { id, sha256: sha256(file.bytes(from, to - from)), sizeBytes: to - from };
    });
}

/**
 * The blocks with their padding made to fit, so that the audio does not move. Several paddings become one, at the place
 * of the last. Where the room is too little or far too much, there are 4 kB of it.
 */
function padded(before: readonly FlacBlock[], changed: readonly FlacBlock[], roomBytes: number): readonly FlacBlock[] {
  const isPadding = ({ type }: FlacBlock) => type === blockTypes.padding;
  const sizeOf = (blocks: readonly FlacBlock[]) => blocks.reduce((sum, { body }) => sum + 4 + body.length, 0);
  if (sizeOf(changed) > mostTagBytes) throw tooLarge('they would have more than 64 MB');
  if (sizeOf(changed) === roomBytes) return changed;
  const others = changed.filter((block) => !isPadding(block));
  const left = roomBytes - sizeOf(others);
  if (left === 0) return others;
  const mostBytes = Math.min(mostBlockBytes, Math.max(mostKeptPaddingBytes, sizeOf(before.filter(isPadding))));
  const bytes = left >= 4 && left - 4 <= mostBytes ? left - 4 : newPaddingBytes;
  const last = changed.findLastIndex(isPadding);
  const place = last === -1 ? others.length : changed.slice(0, last).filter((block) => !isPadding(block)).length;
  return others.toSpliced(place, 0, { type: blockTypes.padding, body: Buffer.alloc(bytes) });
}

function addBlocks(list: PartList, blocks: readonly (FlacBlock | PlacedBlock)[]): void {
  for (const [index, block] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    const head = Buffer.alloc(4);
    head.writeUInt8(block.type | (isLast ? 0x80 : 0), 0);
    head.writeUIntBE(block.body.length, 1, 3);
    if ('from' in block && block.isLast === isLast) {
      list.copy(block.from, block.to);
      continue;
    }
    list.add(head);
    if ('from' in block) list.copy(block.from + 4, block.to);
    else list.add(block.body);
  }
}
