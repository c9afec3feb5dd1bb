import { z } from 'zod';
import { similarityLength, similarityVersion } from '../similarity/similarity-vector.ts';
import { bestOf, confidenceOf } from './calibration.ts';
import { scoresOf } from './discriminant.ts';
import { genreFeatureCount, writeGenreFeatures } from './genre-features.ts';

/** Rises when models of before cannot be read, or would answer differently. */
const modelVersion = 1;
/** Under this a suggestion would be a guess. */
export const suggestFrom = 0.6;

const numbers = z.array(z.number());
const genreModel = z
  .object({
    version: z.literal(modelVersion),
    /** Of the vectors it was trained on. */
    similarityVersion: z.literal(similarityVersion),
    /** In the spelling most of the library uses. */
    genres: z.array(z.string()).min(2),
    /** What features are standardised by. */
    middles: numbers.length(genreFeatureCount),
    spreads: numbers.length(genreFeatureCount),
    /** A row for each genre, and a constant. */
    weights: numbers,
    constants: numbers,
    calibration: z.object({ sharpness: z.number(), slope: z.number().positive(), offset: z.number() }),
    /** Mean square of the standardised features beyond which a track is like nothing in the library. */
    farthest: z.number(),
    /** Measured on artists the classifier had not seen. */
    validation: z.object({
      tracks: z.number().int(),
      /** Of all tracks, the part whose likeliest genre is their tag. */
      accuracy: z.number(),
      /** The part for which something would be suggested, and the part of these that is right (null for none). */
      suggested: z.number(),
      precision: z.number().nullable(),
    }),
  })
  .refine(
    (model) =>
      model.constants.length === model.genres.length &&
      model.weights.length === model.genres.length * genreFeatureCount,
  );
export type GenreModel = z.output<typeof genreModel>;

export type GenreSuggestion = { genre: string; confidence: number };

export const newModel = (model: Omit<GenreModel, 'version' | 'similarityVersion'>): GenreModel => ({
  version: modelVersion,
  similarityVersion,
  ...model,
});

/** A model as it is kept, with six digits a number. */
export function writeGenreModel(model: GenreModel): string {
  return JSON.stringify(model, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );
}

/** Null for anything but a model of this version. */
export function readGenreModel(text: string): GenreModel | null {
  try {
    return genreModel.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * The genre the user would probably tag a track with, or null where that is not sure enough, or the track is unlike
 * anything the model has heard. Never to be written over a tag.
 */
export function suggestGenre(model: GenreModel, vector: Float32Array): GenreSuggestion | null {
  if (vector.length !== similarityLength) return null;
  const row = new Float32Array(genreFeatureCount);
  writeGenreFeatures(row, 0, vector);
  if (!(standardiseRow(row, 0, model) <= model.farthest)) return null;
  const scores = new Float64Array(model.genres.length);
  scoresOf(model, row, 0, scores);
  const { label, probability } = bestOf(scores, model.calibration.sharpness);
  const confidence = confidenceOf(probability, model.calibration);
  return confidence >= suggestFrom ? { genre: model.genres[label]!, confidence } : null;
}

/** Standardises the row that begins at `at`, in place; answers the mean square. */
export function standardiseRow(
  rows: Float32Array,
  at: number,
  { middles, spreads }: { middles: ArrayLike<number>; spreads: ArrayLike<number> },
): number {
  let squares = 0;
  for (let column = 0; column < genreFeatureCount; column += 1) {
    const value = (rows[at + column]! - middles[column]!) / spreads[column]!;
    rows[at + column] = Math.max(-6, Math.min(6, value));
    squares += value * value;
  }
  return squares / genreFeatureCount;
}
