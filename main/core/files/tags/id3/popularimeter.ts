import { linearRaters, starsOfPopularimeter } from '#core/library/scan/reading/star-rating.ts';
import type { RatingFamily } from '#shared/tags/tag-fields.ts';

/** Programs whose numbers we know, and may set anew. Another program's rating is its own. */
const windowsRaters = ['windows media player 9 series', 'musicbee', 'no@email', 'rating@winamp.com'];
/** Our own, by family: who reads a number must be able to tell what it means. */
const ownRaters: Readonly<Record<RatingFamily, string>> = { windows: 'ledgerline', linear: 'linear@ledgerline' };
const own = new Set(Object.values(ownRaters));

const steps: Readonly<Record<RatingFamily, readonly number[]>> = {
  windows: [0, 1, 64, 128, 196, 255],
  linear: [0, 51, 102, 153, 204, 255],
};

export type Popularimeter = { email: string; byte: number; stars: number; family: RatingFamily; counter: Buffer };

/** Reads a POPM frame; null where it is cut off. */
export function popularimeterOf(content: Buffer): Popularimeter | null {
  const end = content.indexOf(0);
  if (end === -1 || end + 1 >= content.length) return null;
  const email = content.toString('latin1', 0, end);
  const byte = content[end + 1]!;
  const family = linearRaters.includes(email.toLowerCase()) ? 'linear' : 'windows';
  return { email, byte, stars: starsOfPopularimeter(email, byte), family, counter: content.subarray(end + 2) };
}

export function isKnownRater(email: string): boolean {
  const name = email.toLowerCase();
  return windowsRaters.includes(name) || linearRaters.includes(name) || own.has(name);
}

export function isOwnRater(email: string): boolean {
  return own.has(email.toLowerCase());
}

/** What the file says: the first rating of a program we know. Others count only where no known program rated. */
export function ratingOf(popularimeters: readonly Popularimeter[]): { stars: number; family: RatingFamily } | null {
  const known = popularimeters.filter(({ email }) => isKnownRater(email));
  const rated = (known.length > 0 ? known : popularimeters).find(({ stars }) => stars > 0);
  return rated ? { stars: rated.stars, family: rated.family } : null;
}

/** The same rater and counter with other stars, in the family of the rater. */
export function ratedAnew({ email, family, counter }: Popularimeter, stars: number): Buffer {
  return Buffer.concat([Buffer.from(`${email}\0`, 'latin1'), Buffer.from([steps[family][stars]!]), counter]);
}

/** A rating of our own. */
export function ownRating(stars: number, family: RatingFamily, counter: Buffer): Buffer {
  return ratedAnew({ email: ownRaters[family], byte: 0, stars, family, counter }, stars);
}
