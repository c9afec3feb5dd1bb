import { areSameCovers, frontCover, pictureEntry, sha256 } from '../pictures.ts';
import { tooLarge, unwritable } from '../tag-failures.ts';
import type { FileTags, ForeignBlock, TagChanges, TagPicture } from '../tag-format.ts';
import { changeComments, changeCoverComments } from './change-comments.ts';
import { type Comment, type CommentList, commentListBytes, parseComments } from './comment-list.ts';
import { coverBlock, parsePictureBlock } from './picture-block.ts';
import { picturesOf, readComments } from './read-comments.ts';

/** A metadata block of FLAC, without its header. */
export type FlacBlock = { readonly type: number; readonly body: Buffer };

export const blockTypes = { streamInfo: 0, padding: 1, application: 2, comments: 4, picture: 6 } as const;
/** What fits into the 24 bits of a block's size. */
export const mostBlockBytes = 0xffffff;

const foreignNames: Readonly<Record<number, string>> = {
  0: 'STREAMINFO',
  2: 'APPLICATION',
  3: 'SEEKTABLE',
  4: 'VORBIS_COMMENT',
  5: 'CUESHEET',
  6: 'PICTURE',
};
const ourVendor = Buffer.from('Ledgerline');

export function readBlocks(blocks: readonly FlacBlock[]): FileTags {
  const commentBlock = blocks.find(({ type }) => type === blockTypes.comments);
  const tags = readComments(commentBlock ? parseComments(commentBlock.body).comments : [], false);
  const foreign: ForeignBlock[] = [];
  for (const block of blocks) {
    const picture = pictureOf(block);
    if (picture) tags.pictures.push(pictureEntry(picture));
    else if (block !== commentBlock && block.type !== blockTypes.padding) foreign.push(foreignBlock(block));
  }
  return { ...tags, foreign: [...tags.foreign, ...foreign] };
}

function pictureOf({ type, body }: FlacBlock): TagPicture | null {
  return type === blockTypes.picture ? parsePictureBlock(body) : null;
}

function foreignBlock({ type, body }: FlacBlock): ForeignBlock {
  const name = foreignNames[type] ?? `BLOCK ${type}`;
  const id = type === blockTypes.application ? `${name}:${body.toString('latin1', 0, 4)}` : name;
  return { id, sha256: sha256(body), sizeBytes: body.length };
}

/**
 * The blocks with the changes made; those that stay are the same objects, in their order. Padding is left as it is.
 *
 * A new list of comments follows STREAMINFO. Covers become blocks, behind the comments, or comments: those of FLAC in Ogg
 * are read by most programs (FFmpeg, TagLib, mutagen) only from there. Throws TAGS_UNWRITABLE where the list of comments
 * is damaged or there are several, of which every program believes another one; TAG_TOO_LARGE above 16 MB a block.
 */
export function changeBlocks(
  blocks: readonly FlacBlock[],
  changes: TagChanges,
  coversAs: 'blocks' | 'comments',
): readonly FlacBlock[] {
  const lists = blocks.filter(({ type }) => type === blockTypes.comments);
  if (lists.length > 1) throw unwritable('it has several lists of comments');
  const list = lists[0] ? parseComments(lists[0].body) : emptyList();
  if (!list.isWhole) throw unwritable('its list of comments is damaged');
  let comments = changeComments(list.comments, changes, false);
  let changed = blocks;
  if (changes.covers && !areSameCovers(coversOf(blocks, comments), changes.covers)) {
    const isInBlocks = coversAs === 'blocks';
    comments = changeCoverComments(comments, isInBlocks ? [] : changes.covers);
    changed = withCovers(changed, isInBlocks ? changes.covers : []);
  }
  if (comments !== list.comments) changed = withComments(changed, { ...list, comments });
  if (changed.some(({ body }) => body.length > mostBlockBytes))
    throw tooLarge('FLAC holds no picture and no comments above 16 MB');
  return changed;
}

function emptyList(): CommentList {
  return { vendor: ourVendor, comments: [], rest: Buffer.alloc(0), isWhole: true };
}

function coversOf(blocks: readonly FlacBlock[], comments: readonly Comment[]): TagPicture[] {
  const pictures = [...picturesOf(comments).values(), ...blocks.flatMap((block) => pictureOf(block) ?? [])];
  return pictures.filter(({ kind }) => kind === frontCover);
}

function withComments(blocks: readonly FlacBlock[], list: CommentList): readonly FlacBlock[] {
  const block = { type: blockTypes.comments, body: commentListBytes(list) };
  const present = blocks.findIndex(({ type }) => type === blockTypes.comments);
  return present === -1 ? [...blocks.slice(0, 1), block, ...blocks.slice(1)] : blocks.with(present, block);
}

function withCovers(blocks: readonly FlacBlock[], covers: readonly TagPicture[]): readonly FlacBlock[] {
  const isCover = (block: FlacBlock) => pictureOf(block)?.kind === frontCover;
  const first = blocks.findIndex(isCover);
  const comments = blocks.findIndex(({ type }) => type === blockTypes.comments);
  const place = first === -1 ? Math.max(comments, 0) + 1 : first;
  const wanted = covers.map((cover) => ({ type: blockTypes.picture, body: coverBlock(cover) }));
  return [
    ...blocks.slice(0, place).filter((block) => !isCover(block)),
    ...wanted,
    ...blocks.slice(place).filter((block) => !isCover(block)),
  ];
}
