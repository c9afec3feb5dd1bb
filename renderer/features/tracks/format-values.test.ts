import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  energyLevel,
  formatBytes,
  formatDay,
  formatDecibels,
  formatKilohertz,
  formatLength,
  formatMoment,
  formatPosition,
  formatQuality,
  formatTotalTime,
} from './format-values.ts';

test('lengths read as minutes and seconds, with hours when there are any', () => {
  expect([0, 999, 59_499, 59_500, 432_000, 3_599_499, 3_600_000, 7_325_000].map(formatLength)).toEqual([
    '0:00',
    '0:01',
    '0:59',
    '1:00',
    '7:12',
    '59:59',
    '1:00:00',
    '2:02:05',
  ]);
});

test('a length reads back as the nearest second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 * 3600 * 1000 }), (durationMs) => {
      const seconds = formatLength(durationMs)
        .split(':')
        .reduce((sum, part) => sum * 60 + Number(part), 0);
      expect(seconds).toBe(Math.round(durationMs / 1000));
    }),
  );
});

test('a position never runs ahead of what was heard', () => {
  expect([0, 999, 1000, 151_999, -20].map(formatPosition)).toEqual(['0:00', '0:00', '0:01', '2:31', '0:00']);
});

test('a moment has hundredths and never carries into a minute of sixty seconds', () => {
  expect([0, 424, 59_994, 59_996, 64_250, 3_601_010, -4].map(formatMoment)).toEqual([
    '0:00.00',
    '0:00.42',
    '0:59.99',
    '1:00.00',
    '1:04.25',
    '1:00:01.01',
    '0:00.00',
  ]);
});

test('energy has ten levels, none of them nothing', () => {
  expect([0, 1, 14, 15, 65, 74, 94, 95, 100].map(energyLevel)).toEqual([1, 1, 1, 2, 7, 7, 9, 10, 10]);
});

test('sums of time show their two largest units', () => {
  const hours = (count: number) => count * 3_600_000;
  expect([hours(0.3475), hours(15.7), hours(93), hours(24) - 1].map(formatTotalTime)).toEqual([
    '20:51',
    '15 h 42 min',
    '3 d 21 h',
    '1 d 0 h',
  ]);
});

test('sizes keep at most three figures', () => {
  expect([0, 999, 1000, 68_400_000, 99_960_000, 214_000_000, 999_600_000, 6_100_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '68.4 MB',
    '100 MB',
    '214 MB',
    '1.0 GB',
    '6.1 GB',
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (size) => {
      expect(formatBytes(size)).toMatch(/^(\d{1,3}|\d{1,2}\.\d|[1-9],\d{3}) (B|kB|MB|GB|TB|PB)$/);
    }),
  );
});

test('decibels have a true minus', () => {
  expect([21_840, 16_040, 44_100].map(formatKilohertz)).toEqual(['21.8', '16', '44.1']);
  expect([-8.94, 0.4].map(formatDecibels)).toEqual(['−8.9', '0.4']);
});

test('a day of another year names the year', () => {
  const now = new Date(2026, 10, 21).getTime();
  expect([new Date(2026, 10, 19), new Date(2024, 1, 3)].map((at) => formatDay(at.getTime(), now))).toEqual([
    '19 Nov',
    '3 Feb 2024',
  ]);
});

test('lossy formats name their bitrate, containers their codec', () => {
  const quality = (format: string, codec: string, isLossless: boolean, bitrate: number | null) =>
    formatQuality({ format, codec, isLossless, bitrate });
  expect([
    quality('flac', 'FLAC', true, 900_000),
    quality('mp3', 'MPEG 1 Layer 3', false, 320_000),
    quality('m4a', 'AAC', false, 255_600),
    quality('m4a', 'ALAC', true, 800_000),
    quality('opus', 'Opus', false, null),
    quality('mystery', '', false, null),
  ]).toEqual(['FLAC', 'MP3 320', 'AAC 256', 'ALAC', 'Opus', 'MYSTERY']);
});
