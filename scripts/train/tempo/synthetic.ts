import { cached } from '../clips.ts';
import { Random } from '../random.ts';
import { bandGenres } from './band-genres.ts';
import { danceGenres } from './dance-genres.ts';
import { flattened, type Material, onsetsOf, unflattened } from './examples.ts';
import { otherGenres } from './other-genres.ts';
import { playGenre } from './play-genre.ts';

export const genres = [...danceGenres, ...bandGenres, ...otherGenres];
/** Raised when voices, patterns or onsets change: what is cached is old then. */
const syntheticVersion = 1;
const pieceSeconds = 22;

/** Piece `index` of a series; each has its own seed, so that more pieces leave the others as they are. */
export async function syntheticMaterial(
  series: number,
  index: number,
): Promise<Material & { firstDownbeat: number; beats: number }> {
  const random = () => new Random(series * 1_000_003 + index);
  const genre = genres[index % genres.length]!;
  const flat = await cached(`synthetic ${syntheticVersion} ${series} ${index}`, () => {
    const piece = playGenre(genre, random(), pieceSeconds);
    const values = flattened(onsetsOf(piece.samples));
    const result = new Float32Array(values.length + 2);
    result.set([piece.bpm, piece.firstDownbeat]);
    result.set(values, 2);
    return result;
  });
  return {
    name: `${genre.name} ${index}`,
    kind: genre.name,
    bpm: flat[0]!,
    beats: genre.beats,
    firstDownbeat: flat[1]!,
    bands: unflattened(flat.subarray(2)),
  };
}
