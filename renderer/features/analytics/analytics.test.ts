import { expect, test } from 'vitest';
import atlas from 'world-atlas/countries-110m.json';
import { text } from '../../messages/use-text.ts';
import { countryName, fixedText, growthText, monthsName, shortMonth, shownAmount, sumOf } from './analytics-words.ts';
import { countryOfNumber } from './country-numbers.ts';
import { equalEarth } from './equal-earth.ts';
import { monthsBack, shiftMonth, spanOf } from './periods.ts';
import { unwrapRing, worldShapes } from './world-shapes.ts';

const none = { from: '', to: '' };

test('periods end with the last month that has sales', () => {
  expect(spanOf('last', none, '2026-01')).toEqual({ from: '2026-01', to: '2026-01' });
  expect(spanOf('three', none, '2026-01')).toEqual({ from: '2025-11', to: '2026-01' });
  expect(spanOf('twelve', none, '2026-08')).toEqual({ from: '2025-09', to: '2026-08' });
  expect(spanOf('year', none, '2026-08')).toEqual({ from: '2026-01', to: '2026-08' });
  expect(spanOf('all', none, '2026-08')).toEqual({});
  expect(spanOf('six', none, '')).toEqual({});
  expect(spanOf('custom', { from: '2026-05', to: '2026-02' }, '2026-08')).toEqual({ from: '2026-02', to: '2026-05' });
  expect(spanOf('custom', { from: '2026-05', to: '' }, '2026-08')).toEqual({ from: '2026-05', to: '2026-05' });
  expect(shiftMonth('2026-12', 1)).toBe('2027-01');
  expect(monthsBack('2025-11', '2026-01')).toEqual(['2026-01', '2025-12', '2025-11']);
});

test('amounts are rounded to the currency, a half away from zero, and sums are of the exact ones', () => {
  expect(shownAmount('1234.505', 'EUR')).toBe('1,234.51');
  expect(shownAmount('-0.005', 'EUR')).toBe('−0.01');
  expect(shownAmount('1234.5', 'JPY')).toBe('1,235');
  expect(sumOf(['0.000000000001', '-0.1', '0.3'])).toBe('0.200000000001');
  expect(growthText(text, -1234.5)).toBe('−1,234.5 %');
  expect(growthText(text, null)).toBe('–');
  expect(fixedText('-1234.5', 4)).toBe('−1,234.5000');
  expect(monthsName(text, '2025-09', '2026-08')).toBe('Sep 2025 to Aug 2026');
  expect(shortMonth(text, '2026-01')).toBe('2026');
});

test('every country of the map is the one that its number means', () => {
  const letters = (name: string) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().slice(0, 4);
  // Named by other words on the map than in the list.
  const others = new Set('CD CG CZ EH GQ LA MK MM SB SS SZ TF TL VN BA CF DO FK CI KP KR'.split(' '));
  const seen = new Set<string>();
  for (const { id, properties } of atlas.objects.countries.geometries as {
    id?: string;
    properties: { name: string };
  }[]) {
    if (id === undefined || id === '010') continue;
    const code = countryOfNumber(id);
    expect(code, properties.name).toMatch(/^[A-Z]{2}$/);
    expect(seen.has(code ?? ''), `${code} twice`).toBe(false);
    seen.add(code ?? '');
    if (!others.has(code ?? '')) expect(letters(countryName(code ?? '')), code).toBe(letters(properties.name));
  }
  expect(seen.size).toBe(173);
  expect(countryOfNumber('999')).toBeUndefined();
});

test('what lies over the date line stays in one piece', () => {
  const ring = [
    [150, 60],
    [-170, 60],
    [-175, 70],
    [150, 70],
  ];
  expect(unwrapRing(ring).map(([longitude]) => longitude)).toEqual([150, 190, 185, 150]);
  // Begun beyond the line, it still lies where most of it does.
  expect(
    unwrapRing([
      [-179, 60],
      [30, 60],
      [30, 70],
    ]),
  ).toEqual([
    [181, 60],
    [30, 60],
    [30, 70],
  ]);
  const widths = worldShapes().map(({ path }) => {
    const xs = [...path.matchAll(/[ML](-?[\d.]+) /g)].map(([, x]) => Number(x));
    return Math.max(...xs) - Math.min(...xs);
  });
  expect(widths).toHaveLength(176);
  // Russia, the widest.
  expect(Math.max(...widths)).toBeLessThan(420);
});

test('the map is Equal Earth: known places, and the same area for the same share of the globe', () => {
  expect(equalEarth([0, 0])).toEqual([0, -0]);
  const [x] = equalEarth([180, 0]);
  expect(x).toBeCloseTo(2.70663, 4);
  const [, y] = equalEarth([0, 90]);
  expect(y).toBeCloseTo(-1.31736, 4);
  // A narrow cell is true to its area on the globe, wherever it lies: cos(latitude) there.
  const cell = (latitude: number) => {
    const [left, top] = equalEarth([10, latitude + 0.01]);
    const [right, bottom] = equalEarth([10.02, latitude - 0.01]);
    const [middleLeft] = equalEarth([10, latitude]);
    const [middleRight] = equalEarth([10.02, latitude]);
    expect(left).toBeLessThan(right);
    return ((middleRight - middleLeft) * (bottom - top)) / Math.cos((latitude * Math.PI) / 180);
  };
  for (const latitude of [20, 45, 70, -60]) expect(cell(latitude) / cell(0)).toBeCloseTo(1, 4);
});
