import { expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { ExcerptKeeper, excerptLength } from './excerpts.ts';

/** Where excerpts may begin: every `period` samples. */
const period = 18_432;

/** Each sample says where in its period it stands. */
function ramp(start: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, at) => ((start + at) % period) / period);
}

test.each([1, 441, 1152, 5000, 65_536])('excerpts begin where codecs may, with chunks of %i', (chunk) => {
  const keeper = new ExcerptKeeper(() => 0);
  const end = chunk === 1 ? 2 * period : 40 * period;
  for (let start = 0; start < end; start += chunk) {
    const samples = ramp(start, Math.min(chunk, end - start));
    keeper.push(samples, samples);
  }
  const excerpts = keeper.result();
  expect(excerpts.length).toBeGreaterThan(1);
  for (const { mid, left } of excerpts) {
    expect(left).toEqual(ramp(0, excerptLength));
    expect(mid).toEqual(left);
  }
});

test('a long piece is covered from end to end by few excerpts, the best of each part', () => {
  const random = randomNumbers(4);
  const worths: number[] = [];
  const keeper = new ExcerptKeeper(() => {
    worths.push(random());
    return worths.at(-1)!;
  });
  const silence = new Float32Array(10 * period);
  for (let chunk = 0; chunk < 100; chunk += 1) keeper.push(silence, silence);
  const places = keeper
    .result()
    .map(({ worth }) => worths.indexOf(worth))
    .toSorted((a, b) => a - b);
  expect(worths).toHaveLength(1000);
  expect(places.length).toBeGreaterThanOrEqual(8);
  expect(places.length).toBeLessThanOrEqual(16);
  const part = 64;
  for (let start = 0; start + part <= 1000; start += part) {
    const best = worths.slice(start, start + part).reduce((most, worth) => Math.max(most, worth), 0);
    expect(places).toContain(worths.indexOf(best));
  }
});

test('the best excerpts come first', () => {
  const random = randomNumbers(8);
  const keeper = new ExcerptKeeper(() => random());
  keeper.push(new Float32Array(30 * period), new Float32Array(30 * period));
  const worths = keeper.result().map(({ worth }) => worth);
  expect(worths).toEqual(worths.toSorted((a, b) => b - a));
});
