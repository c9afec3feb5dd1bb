import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { cepstralCount, layout, similarityLength } from '../similarity/similarity-vector.ts';
import { readGenreModel, suggestGenre, writeGenreModel } from './genre-model.ts';
import { genresOfTag } from './genre-names.ts';
import { type GenreSample, trainGenres } from './train-genres.ts';

type Options = { tracks: number; genres: readonly string[]; apart: number; seed?: number };

/** Tracks whose genres differ by `apart`, artists who differ as much among each other, five tracks an artist. */
function madeUpLibrary({ tracks, genres, apart, seed = 1 }: Options): GenreSample[] {
  const random = randomNumbers(seed);
  const normal = () => random() + random() + random() + random() + random() + random() - 3;
  const direction = (label: string, index: number) => Math.sin(label.length * 7.1 + label.charCodeAt(0) + index * 2.3);
  let artistOffset = new Float32Array(similarityLength);
  return Array.from({ length: tracks }, (_, index) => {
    const artist = `artist ${Math.floor(index / 5)}`;
    if (index % 5 === 0) artistOffset = new Float32Array(similarityLength).map(() => 0.5 * normal());
    const genre = genres[Math.floor(index / 5) % genres.length]!;
    const vector = new Float32Array(similarityLength);
    for (let at = 0; at < cepstralCount; at += 1) {
      vector[at] = apart * direction(genre, at) + artistOffset[at]! + normal();
    }
    let variance: number = layout.covariance;
    for (let row = 0; row < cepstralCount; row += 1) {
      vector[variance] = Math.exp(0.4 * normal() + 0.3 * apart * direction(genre, row + 40));
      variance += cepstralCount - row;
    }
    for (let at = layout.rhythm; at < layout.bpm; at += 1) vector[at] = random() / 14;
    vector.set([90 + 60 * random(), -14 + 3 * normal(), 5 + normal(), random(), Math.round(normal())], layout.bpm);
    return { vector, genre, artist };
  });
}

const four = ['House', 'Rock', 'Ambient', 'Hip-Hop'];

function suggestionsFor(samples: readonly GenreSample[], model: ReturnType<typeof trainGenres>) {
  if (model === null) throw new Error('Expected a model, got null');
  return samples.map((sample) => ({ tag: sample.genre, suggestion: suggestGenre(model, sample.vector) }));
}

test('genres that sound different are learned and suggested for tracks of other artists', () => {
  const model = trainGenres(madeUpLibrary({ tracks: 600, genres: four, apart: 1.2 }));
  const outcomes = suggestionsFor(madeUpLibrary({ tracks: 400, genres: four, apart: 1.2, seed: 2 }), model);
  const suggested = outcomes.filter(({ suggestion }) => suggestion !== null);
  expect(suggested.length).toBeGreaterThan(300);
  expect(
    suggested.filter(({ tag, suggestion }) => suggestion?.genre === tag).length / suggested.length,
  ).toBeGreaterThan(0.9);
});

test('confidence is calibrated: of suggestions with confidence p, p are right', () => {
  for (const apart of [0.3, 0.45, 0.7]) {
    const model = trainGenres(madeUpLibrary({ tracks: 1500, genres: four, apart }));
    const outcomes = suggestionsFor(madeUpLibrary({ tracks: 3000, genres: four, apart, seed: 3 }), model).flatMap(
      ({ tag, suggestion }) =>
        suggestion === null ? [] : [{ confidence: suggestion.confidence, isRight: suggestion.genre === tag ? 1 : 0 }],
    );
    let error = 0;
    for (let bin = 6; bin < 10; bin += 1) {
      const inside = outcomes.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
      error += Math.abs(inside.reduce((sum, { confidence, isRight }) => sum + confidence - isRight, 0));
    }
    expect(outcomes.length).toBeGreaterThan(50);
    expect(error / outcomes.length, `${apart} apart`).toBeLessThan(0.08);
  }
});

test('tags that say nothing about the sound are hardly ever suggested', () => {
  const random = randomNumbers(9);
  const shuffled = madeUpLibrary({ tracks: 800, genres: four, apart: 1 }).map((sample) => ({
    ...sample,
    genre: four[Math.floor(4 * random())]!,
  }));
  const outcomes = suggestionsFor(
    madeUpLibrary({ tracks: 400, genres: four, apart: 1, seed: 2 }),
    trainGenres(shuffled),
  );
  expect(outcomes.filter(({ suggestion }) => suggestion !== null).length).toBeLessThan(8);
});

test('the validation does not take knowing an artist for knowing a genre', () => {
  // Every artist sounds like himself only, and has a genre by chance.
  const own = madeUpLibrary({ tracks: 600, genres: four, apart: 0 }).map((sample) => {
    const sound = randomNumbers(Number(sample.artist.slice(7)) + 1000);
    const vector = sample.vector.map((value, index) => (index < cepstralCount ? value + 8 * (sound() - 0.5) : value));
    return { ...sample, vector };
  });
  expect(trainGenres(own)?.validation.accuracy ?? 0).toBeLessThan(0.45);
});

test('under 200 tagged tracks, with one genre or with none there is no model', () => {
  expect(trainGenres([])).toBeNull();
  expect(trainGenres(madeUpLibrary({ tracks: 199, genres: four, apart: 1 }))).toBeNull();
  expect(trainGenres(madeUpLibrary({ tracks: 300, genres: ['House'], apart: 1 }))).toBeNull();
  const same = madeUpLibrary({ tracks: 300, genres: ['Other', ''], apart: 1 });
  expect(trainGenres(same)).toBeNull();
});

test('rare genres are left out, spellings are one genre, and of several genres the first that counts is taken', () => {
  const samples = madeUpLibrary({ tracks: 400, genres: four, apart: 1 }).map((sample, index) => {
    if (index < 5) return { ...sample, genre: 'Polka' };
    if (sample.genre === 'Hip-Hop' && index % 3 === 0)
      return { ...sample, genre: index % 2 === 0 ? 'hip hop' : 'HipHop' };
    if (sample.genre === 'Rock' && index % 2 === 0) return { ...sample, genre: `Skiffle ${index}; Rock / Pop` };
    return sample;
  });
  expect(trainGenres(samples)?.genres).toEqual(['Ambient', 'Hip-Hop', 'House', 'Rock']);
});

test('a track unlike anything heard gets no suggestion', () => {
  const samples = madeUpLibrary({ tracks: 400, genres: four, apart: 1.5 });
  const model = trainGenres(samples);
  if (model === null) throw new Error('Expected a model, got null');
  const strange = samples[0]!.vector.map((value, index) => (index < cepstralCount ? value * 30 + 40 : value));
  expect(suggestGenre(model, strange)).toBeNull();
  expect(suggestGenre(model, new Float32Array(3))).toBeNull();
  expect(suggestGenre(model, new Float32Array(similarityLength).fill(Number.NaN))).toBeNull();
});

test('a model survives as text and answers the same; other text is refused', () => {
  const samples = madeUpLibrary({ tracks: 300, genres: four, apart: 1.2 });
  const model = trainGenres(samples);
  if (model === null) throw new Error('Expected a model, got null');
  const text = writeGenreModel(model);
  const read = readGenreModel(text);
  if (read === null) throw new Error('Expected a model, got null');
  for (const { vector } of samples.slice(0, 50)) {
    const before = suggestGenre(model, vector);
    const after = suggestGenre(read, vector);
    expect(after?.genre).toBe(before?.genre);
    expect(after?.confidence ?? 0).toBeCloseTo(before?.confidence ?? 0, 3);
  }
  for (const bad of [
    '',
    '{',
    '[]',
    'null',
    text.replace('"version":1', '"version":0'),
    text.replace('"House"', '"H","I"'),
  ]) {
    expect(readGenreModel(bad)).toBeNull();
  }
});

test('tags are cut into the genres they name', () => {
  const names = (tag: string) => genresOfTag(tag).map(({ name }) => name);
  expect(names('House; Techno/ house')).toEqual(['House', 'Techno']);
  expect(names('Drum & Bass')).toEqual(['Drum & Bass']);
  expect(names('Electronic - Ambient')).toEqual(['Electronic', 'Ambient']);
  expect(names(' Other , unknown genre')).toEqual([]);
  const folded = (tag: string) => genresOfTag(tag)[0]?.folded;
  expect(folded('Drum & Bass')).toBe(folded('drum n bass'));
  expect(folded('Chanson Française')).toBe(folded('chanson francaise'));
  fc.assert(
    fc.property(fc.string(), (tag) => {
      for (const { name, folded: form } of genresOfTag(tag)) {
        expect(form).not.toBe('');
        expect(genresOfTag(name).map((genre) => genre.folded)).toEqual([form]);
      }
    }),
  );
});

test('suggestions are genres of the library, with a confidence to show', () => {
  const samples = madeUpLibrary({ tracks: 300, genres: four, apart: 0.8 });
  const model = trainGenres(samples);
  if (model === null) throw new Error('Expected a model, got null');
  fc.assert(
    fc.property(
      fc.nat(299),
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { maxLength: 25 }),
      (index, moves) => {
        const vector = samples[index]!.vector.slice();
        for (const [at, move] of moves.entries()) vector[at]! += move;
        const suggestion = suggestGenre(model, vector);
        if (suggestion === null) return;
        expect(four).toContain(suggestion.genre);
        expect(suggestion.confidence).toBeGreaterThanOrEqual(0.6);
        expect(suggestion.confidence).toBeLessThanOrEqual(1);
      },
    ),
  );
});
