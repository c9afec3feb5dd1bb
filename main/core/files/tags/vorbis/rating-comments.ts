import { ratingScale, ratingText, starsOfRating } from '../rating-text.ts';
import type { FileTags } from '../tag-format.ts';
import { type Comment, newComment, textOf } from './comment-list.ts';
import { isRatingName } from './comment-names.ts';
import { hasName, setTexts } from './comment-values.ts';

/** The first comment that has stars counts, as it does for the scanner. */
export function readRating(comments: readonly Comment[]): FileTags['rating'] {
  for (const comment of comments) {
    const stars = isRatingName(comment.key) ? starsOfRating(comment.key, textOf(comment)) : 0;
    if (stars > 0) return { stars, family: ratingScale(comment.key, textOf(comment)) === 255 ? 'windows' : 'linear' };
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

function rated(comment: Comment, stars: number): Comment {
  const text = textOf(comment);
  if (starsOfRating(comment.key, text) === stars) return comment;
  return newComment(comment.name, ratingText(comment.key, text, stars));
}
