import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchMoves, type UnclearFile } from './3-match-moves.ts';

function file(values: Partial<UnclearFile>): UnclearFile {
  return {
    path: 'x',
    fileName: 'x',
    trackAtPath: null,
    trackByKey: null,
    tracksByHash: [],
    tracksByTags: [],
    ...values,
  };
}

function matched(files: UnclearFile[], names: Record<number, string> = {}, taken: number[] = []): (number | null)[] {
  const fileNameOf = new Map(Object.entries(names).map(([id, name]) => [Number(id), name]));
  return matchMoves({ files, fileNameOf, taken: new Set(taken) }).map(({ track }) => track);
}

test('a cycle of names is followed', () => {
  expect(
    matched([
      file({ trackAtPath: 1, trackByKey: 2 }),
      file({ trackAtPath: 2, trackByKey: 3 }),
      file({ trackAtPath: 3, trackByKey: 1 }),
    ]),
  ).toEqual([2, 3, 1]);
});

test('a chain whose last track would have no file stays with its paths', () => {
  expect(matched([file({ trackAtPath: 1, trackByKey: 2 }), file({ trackAtPath: 2, trackByKey: 3 })])).toEqual([1, 2]);
});

test('a chain that ends at a new name is followed', () => {
  expect(matched([file({ trackAtPath: 1, trackByKey: 2 }), file({ trackByKey: 1 })])).toEqual([2, 1]);
});

test('a track whose own path has a file is not taken away', () => {
  expect(matched([file({ trackByKey: 1 })], {}, [1])).toEqual([null]);
});

test('the same sound counts where it is clear, or where the name helps', () => {
  expect(matched([file({ tracksByHash: [1] })])).toEqual([1]);
  expect(matched([file({ tracksByHash: [1, 2] })])).toEqual([null]);
  expect(matched([file({ tracksByHash: [1] }), file({ tracksByHash: [1] })])).toEqual([null, null]);
  expect(matched([file({ tracksByHash: [1, 2], fileName: 'b' })], { 1: 'a', 2: 'b' })).toEqual([2]);
});

const ids = fc.integer({ min: 1, max: 8 });
const unclear = fc.record({
  trackByKey: fc.option(ids, { nil: null }),
  tracksByHash: fc.uniqueArray(ids, { maxLength: 4 }),
  tracksByTags: fc.uniqueArray(ids, { maxLength: 3 }),
  fileName: fc.constantFrom('a', 'b', 'c'),
});
const input = fc.record({
  files: fc.array(unclear, { maxLength: 10 }),
  // Two files cannot lie at one path, so no track is found at two.
  atPath: fc.uniqueArray(ids, { maxLength: 8 }),
  names: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 8, maxLength: 8 }),
  taken: fc.uniqueArray(ids, { maxLength: 3 }),
});

test('no file has two tracks, no track two files, and no track at a known path loses its file', () => {
  fc.assert(
    fc.property(input, ({ files, atPath, names, taken }) => {
      const list = files.map((each, index) =>
        file({ ...each, trackAtPath: taken.includes(atPath[index] ?? 0) ? null : (atPath[index] ?? null) }),
      );
      const fileNameOf = new Map(names.map((name, index) => [index + 1, name]));
      const matches = matchMoves({ files: list, fileNameOf, taken: new Set(taken) });
      expect(matches.map((match) => match.file)).toEqual(list.map((_, index) => index));
      const given = matches.flatMap(({ track }) => (track === null ? [] : [track]));
      expect(new Set(given).size).toBe(given.length);
      for (const { file: index, track } of matches) {
        const { trackAtPath, trackByKey, tracksByHash, tracksByTags } = list[index]!;
        if (track !== null) expect([trackAtPath, trackByKey, ...tracksByHash, ...tracksByTags]).toContain(track);
        expect(taken).not.toContain(track);
        if (trackAtPath !== null) expect(given).toContain(trackAtPath);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the order of the files does not change who is moved by inode', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 2 }), fc.nat(), (cycle, turn) => {
      const files = cycle.map((track, index) =>
        file({ path: `${track}`, trackAtPath: track, trackByKey: cycle[(index + 1) % cycle.length]! }),
      );
      const turned = [...files.slice(turn % files.length), ...files.slice(0, turn % files.length)];
      const result = new Map(matched(turned).map((track, index) => [turned[index]!.path, track]));
      expect(files.map(({ path }) => result.get(path))).toEqual(files.map(({ trackByKey }) => trackByKey));
    }),
  );
});
