import { type GenreSample, trainGenres } from '../main/core/analysis/genre/train-genres.ts';
import { SimilarityIndex } from '../main/core/analysis/similarity/similarity-index.ts';
import { cepstralCount, similarityLength } from '../main/core/analysis/similarity/similarity-vector.ts';
import { madeUpVector } from '../main/core/testing/made-up-vectors.ts';
import { seededRandom } from './library-rows.ts';
import { quantile, report, round } from './measure.ts';

const count = 100_000;
const kinds = 1000;

/** Tracks of a thousand kinds, a hundred of each: like a library with its genres and artists. */
function makeVectors(): Float32Array {
  const random = seededRandom(1);
  const originals = Array.from({ length: kinds }, (_, index) => madeUpVector(index + 1));
  const vectors = new Float32Array(count * similarityLength);
  for (let track = 0; track < count; track += 1) {
    const at = track * similarityLength;
    vectors.set(originals[track % kinds] ?? [], at);
    for (let index = 0; index < cepstralCount; index += 1) vectors[at + index]! += random() - 0.5;
  }
  return vectors;
}

const vectors = makeVectors();
const vectorOf = (track: number) => vectors.subarray(track * similarityLength, (track + 1) * similarityLength);
const name = `${count.toLocaleString('en')} tracks`;

const loadedAt = performance.now();
const index = new SimilarityIndex(vectorOf);
for (let track = 0; track < count; track += 1) index.set(track, vectorOf(track));
report(`${name}: similarity index from vectors`, `${round(performance.now() - loadedAt, 0)} ms`);

const searches: number[] = [];
for (let search = 0; search < 60; search += 1) {
  const track = (search * 7919) % count;
  const startedAt = performance.now();
  const found = index.find(vectorOf(track), { count: 50, isLeftOut: (other) => other === track });
  // The first ones measure the library and warm up.
  if (search >= 10) searches.push(performance.now() - startedAt);
  if (found.length !== 50) throw new Error(`Expected 50 tracks, got ${found.length}`);
}
const middle = round(quantile(searches, 0.5), 0);
report(`${name}: 50 most similar, p50 / p95`, `${middle} / ${round(quantile(searches, 0.95), 0)} ms`, 'p95 ≤ 100 ms');

const samples = Array.from({ length: count }, (_, track): GenreSample => {
  const kind = track % kinds;
  return { vector: vectorOf(track), genre: `Genre ${kind % 30}`, artist: `Artist ${Math.floor(track / 12)}` };
});
const trainedAt = performance.now();
const model = trainGenres(samples);
if (model === null) throw new Error('Expected a model, got null');
report(`${name} tagged with 30 genres: training`, `${round((performance.now() - trainedAt) / 1000, 1)} s`, '≤ 3 s');
