import { suggestGenre } from '#core/analysis/genre/genre-model.ts';
import { type GenreSample, trainGenres } from '#core/analysis/genre/train-genres.ts';
import { decodeSimilarity } from '#core/analysis/similarity/similarity-vector.ts';
import { type Db, prepare } from '#core/db/query.ts';

/** As many as training looks at; more would only take memory. */
const mostSamples = 20_000;

export type GenreSuggestions = {
  /** Tracks with a genre that were learned from; 0 when they are too few. */
  learned: number;
  genres: string[];
  suggestions: [id: number, genre: string, confidence: number][];
};

type SoundRow = [id: number, genre: string, artist: string, similarity: Uint8Array];

/**
 * Learns the user's genres from the tracks that have one and suggests one for those that have none. Suggests nothing
 * below 200 tagged tracks, or where it would be a guess.
 */
export function suggestGenres(db: Db): GenreSuggestions {
  const tagged = prepare(db, `SELECT count(*) ${fromSounds} AND track.genre <> ''`).pluck().get() as number;
  const every = Math.max(1, Math.ceil(tagged / mostSamples));
  const samples: GenreSample[] = [];
  for (const [, genre, artist, bytes] of sounds(db, `track.genre <> '' AND track.id % ${every} = 0`)) {
    const vector = decodeSimilarity(bytes);
    if (vector) samples.push({ vector, genre, artist });
  }
  const model = trainGenres(samples);
  if (!model) return { learned: 0, genres: [], suggestions: [] };
  const suggestions: GenreSuggestions['suggestions'] = [];
  for (const [id, , , bytes] of sounds(db, `track.genre = ''`)) {
    const vector = decodeSimilarity(bytes);
    const suggestion = vector && suggestGenre(model, vector);
    if (suggestion) suggestions.push([id, suggestion.genre, suggestion.confidence]);
  }
  return { learned: samples.length, genres: model.genres, suggestions };
}

function sounds(db: Db, condition: string): IterableIterator<SoundRow> {
  const sql = `SELECT track.id, track.genre, track.artist_fold, analysis.similarity ${fromSounds} AND ${condition}`;
  return prepare(db, sql).raw().iterate() as IterableIterator<SoundRow>;
}

const fromSounds = `FROM track JOIN analysis ON analysis.audio_hash = track.audio_hash
  WHERE analysis.similarity IS NOT NULL AND track.missing_since IS NULL`;
