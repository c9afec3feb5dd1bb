import { expect, test } from 'vitest';
import { findDownbeat } from './downbeat.ts';

const period = 40;

/** Onset bands with beats every 40 frames; bass on the first of a bar, snare and hat on others. */
function bars(beatsPerBar: number, first: number, count: number) {
  const bands = Array.from({ length: 6 }, () => new Float32Array(count * period + 10));
  const beats = Array.from({ length: count }, (_, beat) => 5 + beat * period);
  for (const [index, frame] of beats.entries()) {
    const place = (index - first + 10 * beatsPerBar) % beatsPerBar;
    for (const band of [0, 1, 2]) bands[band]![frame] = place === 0 ? 2 : 0.5;
    for (const band of [4, 5]) bands[band]![frame] = place % 2 === 1 ? 2 : 1;
  }
  return findDownbeat(bands, beats);
}

test('the beat with the bass begins the bar', () => {
  for (const first of [0, 1, 2, 3]) {
    const found = bars(4, first, 40);
    expect(found).toMatchObject({ first, beatsPerBar: 4 });
    expect(found.confidence).toBeGreaterThan(0.5);
  }
});

test('bars of three are told from bars of four', () => {
  for (const first of [0, 1, 2]) expect(bars(3, first, 42)).toMatchObject({ first, beatsPerBar: 3 });
});

test('equal beats and too few beats give no confidence', () => {
  const bands = Array.from({ length: 6 }, () => new Float32Array(2000).fill(1));
  expect(
    findDownbeat(
      bands,
      Array.from({ length: 40 }, (_, beat) => beat * 40),
    ).confidence,
  ).toBe(0);
  expect(findDownbeat(bands, [0, 40, 80]).confidence).toBe(0);
});
