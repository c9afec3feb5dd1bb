import { starsOfText } from '#core/library/scan/reading/star-rating.ts';

/** The greatest value that a rating written as text can have. */
export type RatingScale = 1 | 5 | 100 | 255;

/** The bytes of Windows, which some programs write into texts too. */
const windowsSteps = [0, 1, 64, 128, 196, 255];

/** Only a plain RATING is never a fraction of 1: FMPS_RATING and RATING:user@email are. */
function isFractionName(name: string): boolean {
  return name !== 'RATING';
}

/** 0 to 5. */
export function starsOfRating(name: string, text: string): number {
  return starsOfText(text, isFractionName(name));
}

/** The scale that a text is in, as `starsOfText` reads it; what the name suggests where it says nothing. */
export function ratingScale(name: string, text: string): RatingScale {
  const value = Number.parseFloat(text.replace(',', '.'));
  if (!(value > 0)) return isFractionName(name) ? 1 : 100;
  if (isFractionName(name) && value <= 1) return 1;
  if (value <= 5) return 5;
  return value <= 100 ? 100 : 255;
}

/** Stars (1 to 5) in the scale of the text before; in another one where they would be read as something else there. */
export function ratingText(name: string, before: string, stars: number): string {
  const scales = [ratingScale(name, before), isFractionName(name) ? 1 : 100] as const;
  const texts = scales.map((scale) => textIn(scale, stars));
  return texts.find((text) => starsOfRating(name, text) === stars) ?? String(stars);
}

function textIn(scale: RatingScale, stars: number): string {
  if (scale === 255) return String(windowsSteps[stars] ?? stars * 51);
  return String(Math.round((stars * scale * 10) / 5) / 10);
}
