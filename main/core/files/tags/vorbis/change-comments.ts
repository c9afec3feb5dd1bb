import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { areSameCovers, frontCover } from '../pictures.ts';
import { unwritable } from '../tag-failures.ts';
import type { TagChanges, TagPicture } from '../tag-format.ts';
import { areEqual, wellFormed } from '../text-lists.ts';
import { type Comment, isCommentName, newComment, upperCase } from './comment-list.ts';
import {
  commentFields,
  type FieldNames,
  isCustomName,
  oldPictureNames,
  opusGainName,
  pictureName,
} from './comment-names.ts';
import { hasName, setTexts, textsOf } from './comment-values.ts';
import { changeNumbers } from './number-comments.ts';
import { coverBlock } from './picture-block.ts';
import { changeRating } from './rating-comments.ts';
import { isForeignText, opusGain, picturesOf, readField } from './read-comments.ts';

/**
 * The comments with the changes made, without covers. Those that are not asked about are the same objects, in their order;
 * the very same list comes back where nothing is to be done.
 */
export function changeComments(
  comments: readonly Comment[],
  { texts, custom, rating }: TagChanges,
  isOpus: boolean,
): readonly Comment[] {
  let changed = changeNumbers(comments, texts);
  for (const [field, names] of Object.entries(commentFields) as [keyof typeof commentFields, FieldNames][]) {
    const asked = texts[field] && wellFormed(texts[field]);
    if (asked) changed = changeField(changed, field, names, asked, isOpus);
  }
  for (const [name, asked] of Object.entries(custom)) changed = changeCustom(changed, name, asked, isOpus);
  return rating ? changeRating(changed, rating.stars) : changed;
}

function changeField(
  comments: readonly Comment[],
  field: TextTagField,
  { names, also = [], years = [], pieces = [] }: FieldNames,
  texts: readonly string[],
  isOpus: boolean,
): readonly Comment[] {
  const isSaid = isOpus && field === 'replayGainTrackGain' ? true : names.every((name) => hasName(comments, name));
  if (areEqual(readField(comments, field, isOpus), texts) && (isSaid || texts.length === 0)) return comments;
  if (isOpus && field === 'replayGainTrackGain') return changeOpusGain(comments, texts);
  let changed = comments;
  for (const name of names) changed = setTexts(changed, name, texts);
  for (const name of also) if (hasName(changed, name)) changed = setTexts(changed, name, texts);
  for (const name of years) {
    if (hasName(changed, name))
      changed = setTexts(
        changed,
        name,
        texts.map((text) => text.slice(0, 4)),
      );
  }
  for (const name of pieces) {
    const isTrue = textsOf(changed, name).every((piece) => texts.some((text) => text.includes(piece)));
    if (!isTrue) changed = setTexts(changed, name, []);
  }
  return changed;
}

/** RFC 7845 wants one scheme of loudness in a file; ReplayGain beside it is kept equal where it stands already. */
function changeOpusGain(comments: readonly Comment[], texts: readonly string[]): readonly Comment[] {
  const gain = opusGain(texts[0] ?? '');
  const [plainName] = commentFields.replayGainTrackGain.names as [string];
  const changed = setTexts(comments, opusGainName, gain === null ? [] : [String(gain)]);
  return gain === null || hasName(changed, plainName) ? setTexts(changed, plainName, texts) : changed;
}

function changeCustom(
  comments: readonly Comment[],
  name: string,
  texts: readonly string[],
  isOpus: boolean,
): readonly Comment[] {
  const key = upperCase(name);
  if (!isCommentName(name)) throw unwritable('the name of a free field may only have plain letters and no =');
  const isTaken = comments.some((comment) => comment.key === key && isForeignText(comment, isOpus));
  if (!isCustomName(name, isOpus) || isTaken) throw unwritable('the name of a free field means something else here');
  const wanted = wellFormed(texts);
  return areEqual(textsOf(comments, key), wanted) ? comments : setTexts(comments, name, wanted);
}

/** All front covers among the comments, replaced by others at the place of the first. */
export function changeCoverComments(comments: readonly Comment[], covers: readonly TagPicture[]): readonly Comment[] {
  const pictures = picturesOf(comments);
  const isCover = (comment: Comment) => pictures.get(comment)?.kind === frontCover;
  const present = [...pictures.values()].filter(({ kind }) => kind === frontCover);
  if (areSameCovers(present, covers)) return comments;
  const wanted = covers.map((cover) => newComment(pictureName, coverBlock(cover).toString('base64')));
  const hasOldForm = comments.some((comment) => comment.key === 'COVERART' && isCover(comment));
  const place = comments.findIndex(isCover);
  const isGone = (comment: Comment) => isCover(comment) || (hasOldForm && oldPictureNames.includes(comment.key));
  if (place === -1) return [...comments, ...wanted];
  const changed = comments.filter((comment) => !isGone(comment));
  changed.splice(comments.slice(0, place).filter((comment) => !isGone(comment)).length, 0, ...wanted);
  return changed;
}
