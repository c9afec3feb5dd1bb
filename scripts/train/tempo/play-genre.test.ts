import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { voiceRate } from '../voices.ts';
import { playGenre } from './play-genre.ts';
import { genres } from './synthetic.ts';

test('every genre plays something, finite and audible, the same for the same seed', { timeout: 60_000 }, () => {
  for (const [index, genre] of genres.entries()) {
    const play = () => playGenre(genre, new Random(7), 2);
    const { samples, bpm } = play();
    expect(samples.length).toBe(2 * voiceRate);
    expect(samples.every(Number.isFinite), genre.name).toBe(true);
    expect(
      samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      genre.name,
    ).toBeGreaterThan(0.05);
    expect(bpm, genre.name).toBeGreaterThanOrEqual(genre.bpm[0]);
    expect(bpm, genre.name).toBeLessThanOrEqual(genre.bpm[1]);
    if (index % 8 === 0)
      expect(Buffer.compare(Buffer.from(play().samples.buffer), Buffer.from(samples.buffer))).toBe(0);
  }
});

test('patterns fill whole bars', () => {
  for (const { name, beats, steps, drums, pitched } of genres) {
    for (const part of [...drums.flat(), ...pitched]) {
      for (const pattern of part.steps) {
        const bar = beats * steps;
        const fits = pattern.length % bar === 0 || bar % pattern.length === 0 || name === 'metronome';
        expect(fits, `${name}: ${pattern}`).toBe(true);
      }
    }
  }
});
