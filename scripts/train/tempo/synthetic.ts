import { cached } from '../clips.ts';
import { Random } from '../random.ts';
import { bandGenres } from './band-genres.ts';
import { danceGenres } from './dance-genres.ts';
import { flattened, type Material, onsetsOf, unflattened } from './examples.ts';
import { otherGenres } from './other-genres.ts';
import { pianoGenres } from './piano-genres.ts';
import { type Piece, playGenre } from './play-genre.ts';

export const genres = [...danceGenres, ...bandGenres, ...pianoGenres, ...otherGenres];
/** Raised when voices or onsets change: what is cached is old then. */
const syntheticVersion = 2;
const pieceSeconds = 22;

export type SyntheticMaterial = Material & { firstDownbeat: number; beats: number };

/** The same piece each time it is asked for. */
export function playPiece(series: number, index: number): Piece {
  const genre = genres[index % genres.length]!;
  const round = Math.floor(index / genres.length);
  return playGenre(genre, new Random(seedOf(`${series} ${round} ${genre.name}`)), pieceSeconds);
}

/** What a piece depends on, for caches. */
export function pieceKey(series: number, index: number): string {
  const genre = genres[index % genres.length]!;
  return `synthetic ${syntheticVersion} ${series} ${Math.floor(index / genres.length)} ${JSON.stringify(genre)}`;
}

/**
 * Piece `index` of a series; the genres take turns. Each piece has a seed of its own, so that a genre that changes, or
 * more pieces, leave the others as they are.
 */
export async function syntheticMaterial(series: number, index: number): Promise<SyntheticMaterial> {
  const genre = genres[index % genres.length]!;
  const round = Math.floor(index / genres.length);
  const flat = await cached(pieceKey(series, index), () => {
    const piece = playPiece(series, index);
    const values = flattened(onsetsOf(piece.samples));
    const result = new Float32Array(values.length + 2);
    result.set([piece.bpm, piece.firstDownbeat]);
    result.set(values, 2);
    return result;
  });
  return {
    name: `${genre.name} ${round}`,
    kind: genre.name,
    bpm: flat[0]!,
    beats: genre.beats,
    firstDownbeat: flat[1]!,
    bands: unflattened(flat.subarray(2)),
  };
}

/** FNV-1a. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
