import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyEntry } from '#shared/tracklist/tracklist-parts.ts';
import { compareEntries } from './compare-entries.ts';
import { newEntry } from './entry-steps.ts';
import { scoreDate, scoreDuration, scoreMix } from './match-mix.ts';
import { scoreTrack } from './match-tracks.ts';
import { textLikeness } from './text-likeness.ts';
import { applyUpdate } from './update-proposal.ts';

test('the score of a duration never rises with the difference', () => {
  expect([0, 2, 4, 8, 15, 21, 60].map((percent) => scoreDuration(1000, 1000 * (1 - percent / 100)))).toEqual([
    1, 1, 0.9, 0.7, 0.5, 0.5, 0.4,
  ]);
  expect(scoreDuration(null, 1000)).toBe(0.5);
  const length = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(length, length, length, (wanted, one, other) => {
      const [near, far] = [one, other].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted)) as [number, number];
      const isSameSide = near > wanted === far > wanted;
      if (isSameSide) expect(scoreDuration(wanted, near)).toBeGreaterThanOrEqual(scoreDuration(wanted, far));
    }),
  );
});

test('dates: the day, the week, the month, the year', () => {
  const day = '2026-11-14';
  const others = ['2026-11-14', '2026-11-15', '2026-11-20', '2026-12-01', '2026-03-01', '2020-01-01', '', '2026'];
  expect(others.map((other) => scoreDate(day, other))).toEqual([1, 0.9, 0.7, 0.5, 0.3, 0.1, 0.5, 0.5]);
});

test('texts: signs and small words do not count, a part counts 0.7', () => {
  expect(textLikeness('Ada Quill @ Kanal 9 (Live Set)', 'ada quill kanal 9')).toBe(1);
  expect(textLikeness('Kanal 9', 'Radio broadcast of the evening at Kanal 9 with many guests')).toBe(0.7);
  expect(textLikeness('abc', 'xyz')).toBe(0);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const score = textLikeness(one, other);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(textLikeness(one, one)).toBe(textLikeness(one, one) === 0 ? 0 : 1);
    }),
  );
});

test('a mix by what is known of it: parts nobody knows do not count', () => {
  const file = {
    title: 'Kanal 9',
    artist: 'Ada Quill',
    album: '',
    fileName: 'set.mp3',
    year: 2026,
    durationMs: 7_200_000,
  };
  const wanted = {
    name: 'Kanal 9',
    artist: 'Ada Quill',
    event: 'Kanal 9',
    venue: '',
    date: '',
    durationMs: 7_190_000,
    lastStartMs: 1,
  };
  // 0.3 + 0.25 + 0.1 + 0.25 whole, and half of 0.1 for the date.
  expect(scoreMix(wanted, file)).toBeCloseTo(0.95, 3);
  expect(scoreMix({ ...wanted, artist: '', event: '' }, file)).toBeCloseTo((0.3 + 0.25 + 0.05) / 0.65, 3);
  expect(scoreMix({ ...wanted, artist: 'Somebody', durationMs: 3_600_000 }, file)).toBeLessThan(0.75);
});

test('an entry and a track: artist 0.4, title 0.4, both as one text 0.2', () => {
  const entry = { ...emptyEntry, artist: 'Ada', title: 'Salt Road', remix: 'Dub' };
  const track = {
    title: 'Salt Road (Dub)',
    artist: 'Ada',
    album_artist: '',
    file_name: 'a.mp3',
    bpm: 120,
    musical_key: 3,
  };
  expect(scoreTrack(entry, track)).toBe(1);
  expect(scoreTrack(entry, { ...track, title: 'Salt Road' })).toBeGreaterThan(0.85);
  expect(scoreTrack(entry, { ...track, title: 'Salt Road (Bo Remix)' })).toBeLessThanOrEqual(0.65);
  expect(scoreTrack(entry, { ...track, artist: 'Zed' })).toBeLessThan(0.7);
  expect(scoreTrack({ ...entry, artist: 'Ada feat. Bo' }, track)).toBeGreaterThan(0.9);
  const plain = { ...track, artist: 'Adam', title: 'Sand Road Dub' };
  const bonus = scoreTrack({ ...entry, bpm: 121, musicalKey: 3 }, plain) - scoreTrack(entry, plain);
  expect(bonus).toBeCloseTo(0.1, 3);
});

const facts = (title: string, startMs: number) => ({ ...emptyEntry, artist: 'Ada', title, startMs });
const titled = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });

test('differences tell every entry of both states once', () => {
  fc.assert(
    fc.property(titled, titled, (one, other) => {
      const far = (titles: string[], from: number) =>
        titles.map((title, index) => facts(title, from + index * 100_000));
      const result = compareEntries(far(one, 0), far(other, 5_000_000));
      expect(result.flatMap(({ before }) => before?.title ?? []).sort()).toEqual([...one].sort());
      expect(result.flatMap(({ after }) => after?.title ?? [])).toEqual(other);
      expect(result.every(({ before, after }) => !before || !after || before.title === after.title)).toBe(true);
    }),
  );
});

test('merging keeps every entry there was and every one that came; using the new list keeps the first', () => {
  fc.assert(
    fc.property(titled, titled, (one, other) => {
      let next = 1;
      const current = one.map((title, index) => newEntry(next++, facts(title, index * 100_000)));
      const proposed = other.map((title, index) => facts(title, 5_000_000 + index * 100_000));
      const names = (action: 'merge' | 'useProposed' | 'keepCurrent') =>
        applyUpdate(current, proposed, action, () => next++).map(({ title }) => title);
      expect(names('keepCurrent')).toEqual(one);
      expect(names('merge').sort()).toEqual([...new Set([...one, ...other])].sort());
      const used = names('useProposed');
      expect(used.filter((title) => title !== one[0] || other.includes(title))).toEqual(other);
      if (one[0] !== undefined) expect(used).toContain(one[0]);
    }),
  );
});
