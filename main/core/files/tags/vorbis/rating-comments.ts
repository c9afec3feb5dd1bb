import { starsOfText } from '#core/library/scan/reading/star-rating.ts';
import type { FileTags } from '../tag-format.ts';
import { type Comment, newComment, textOf } from './comment-list.ts';
import { isRatingName } from './comment-names.ts';
import { hasName, setTexts } from './comment-values.ts';

/** The bytes of Windows, which some programs write into comments too. */
const windowsSteps = [0, 1, 64, 128, 196, 255];

/** The first comment that has stars counts, as it does for the scanner. */
export function readRating(comments: readonly Comment[]): FileTags['rating'] {
  for (const comment of comments) {
    const stars = isRatingName(comment.key) ? starsOf(comment.key, textOf(comment)) : 0;
    if (stars > 0) return { stars, family: scaleOf(comment.key, textOf(comment)) === 255 ? 'windows' : 'linear' };
  }
  return null;
}

/**
 * Stars from 0 (no rating, all of them go) to 5. Comments that are there keep their own scale (1, 5, 100 or 255); RATING
 * is added, from 0 to 100.
 */
export function changeRating(comments: readonly Comment[], stars: number): readonly Comment[] {
  if ((readRating(comments)?.stars ?? 0) === stars) return comments;
  if (stars === 0) return comments.filter(({ key }) => !isRatingName(key));
  const changed = comments.map((comment) => (isRatingName(comment.key) ? rated(comment, stars) : comment));
  return hasName(changed, 'RATING') ? changed : setTexts(changed, 'RATING', [String(stars * 20)]);
}

export function starsOf(key: string, text: string): number {
  return starsOfText(text, key !== 'RATING');
}

function rated(comment: Comment, stars: number): Comment {
  const text = textOf(comment);
  if (starsOf(comment.key, text) === stars) return comment;
  return newComment(comment.name, ratingText(scaleOf(comment.key, text), stars));
}

/** The greatest value of the scale that a text is in; `starsOfText` reads the same ones. */
export function scaleOf(key: string, text: string): 1 | 5 | 100 | 255 {
  const value = Number.parseFloat(text.replace(',', '.'));
  const isFraction = key !== 'RATING';
  if (!(value > 0)) return isFraction ? 1 : 100;
  if (isFraction && value <= 1) return 1;
  if (value <= 5) return 5;
  return value <= 100 ? 100 : 255;
}

export function ratingText(scale: 1 | 5 | 100 | 255, stars: number): string {
  if (scale === 255) return String(windowsSteps[stars] ?? stars * 51);
  return String(Math.round((stars * scale * 10) / 5) / 10);
}
