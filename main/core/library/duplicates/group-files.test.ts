import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Comparing,
  type FoundGroup,
  type GroupedFile,
  groupExact,
  groupMaybe,
  groupRecordings,
  isSameRecording,
  type Pair,
} from './group-files.ts';
import { versionOf } from './version-words.ts';

/** Recordings are points on a line: near ones are one, and a chain of near ones reaches far. */
type Made = { place: number; hash: number; seconds: number; version: string; tags: string };

function fileOf({ hash, seconds, version, tags }: Made, index: number): GroupedFile {
  return {
    id: index + 1,
    audioHash: hash === 0 ? null : `hash ${hash}`,
    durationMs: seconds * 1000,
    version: versionOf({ title: `Song ${version}`, artist: '', fileName: '' }),
    tagKey: tags,
  };
}

function comparingOf(places: ReadonlyMap<string, number>, dismissed: ReadonlySet<string> = new Set()): Comparing {
  return {
    compare(one, other) {
      const distance = Math.abs((places.get(one) ?? 0) - (places.get(other) ?? 0));
      return { likeness: 1 - distance / 20, isSame: distance <= 1, offsetMs: 0 };
    },
    isDismissed: (one, other) => dismissed.has(`${Math.min(one, other)}-${Math.max(one, other)}`),
    choose: (files) => files[0] as GroupedFile,
  };
}

function allPairs(files: readonly GroupedFile[]): Pair[] {
  return files.flatMap((one, at) => files.slice(at + 1).map((other): Pair => [one, other]));
}

function groupAll(files: GroupedFile[], comparing: Comparing): { recordings: FoundGroup[]; maybe: FoundGroup[] } {
  const exact = groupExact(files, comparing);
  const single = files
    .filter(({ audioHash }) => audioHash === null)
    .map((file): FoundGroup => ({ kind: 'exact', files: [file], likeness: 1 }));
  const recordings = groupRecordings(exact, allPairs(files), comparing);
  return { recordings, maybe: groupMaybe([...recordings, ...single], allPairs(files), comparing) };
}

const made = fc.record({
  place: fc.nat(12),
  hash: fc.nat(9),
  seconds: fc.constantFrom(180, 185, 190, 240),
  version: fc.constantFrom('', '(Remix)', '(Kiln Remix)', '(Live)'),
  tags: fc.constantFrom('', 'song\nada', 'salt\nbo'),
});
const library = fc.tuple(
  fc.array(made, { maxLength: 14 }),
  fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 })), { maxLength: 6 }),
);

function build([list, pairs]: readonly [Made[], [number, number][]]) {
  // The same audio is at the same place and as long.
  const byHash = new Map<number, Made>();
  const settled = list.map((each) => {
    const first = byHash.get(each.hash) ?? each;
    byHash.set(each.hash, first);
    return { ...each, place: first.place, seconds: first.seconds };
  });
  const files = settled.map(fileOf);
  const places = new Map(settled.map(({ hash, place }) => [`hash ${hash}`, place]));
  const dismissed = new Set(pairs.map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`));
  return { files, comparing: comparingOf(places, dismissed) };
}

test('each two files of a recording are one, and no file is in two', () => {
  fc.assert(
    fc.property(library, (input) => {
      const { files, comparing } = build(input);
      const { recordings } = groupAll(files, comparing);
      const ids = recordings.flatMap((group) => group.files.map(({ id }) => id));
      expect(ids.sort((a, b) => a - b)).toEqual(
        files.filter(({ audioHash }) => audioHash !== null).map(({ id }) => id),
      );
      for (const group of recordings) {
        for (const [one, other] of allPairs(group.files)) expect(isSameRecording(one, other, comparing)).toBe(true);
      }
    }),
  );
});

test('what is one recording and stands alone is joined', () => {
  fc.assert(
    fc.property(library, (input) => {
      const { files, comparing } = build(input);
      const { recordings } = groupAll(files, comparing);
      const alone = recordings.filter((group) => group.files.length === 1).map((group) => group.files[0]!);
      for (const [one, other] of allPairs(alone)) expect(isSameRecording(one, other, comparing)).toBe(false);
    }),
  );
});

test('what may be the same is never dismissed, and stands for a recording each', () => {
  fc.assert(
    fc.property(library, (input) => {
      const { files, comparing } = build(input);
      const { recordings, maybe } = groupAll(files, comparing);
      const recordingOf = new Map(recordings.flatMap((group) => group.files.map((file) => [file, group] as const)));
      for (const { files: members } of maybe) {
        expect(members.length).toBeGreaterThan(1);
        for (const [one, other] of allPairs(members)) {
          expect(comparing.isDismissed(one.id, other.id)).toBe(false);
          const first = recordingOf.get(one);
          if (first) expect(first).not.toBe(recordingOf.get(other));
        }
      }
    }),
  );
});

test('a chain of copies does not join what is at its ends', () => {
  const chain = [0, 1, 2, 3, 4, 5].map((place) => ({ place, hash: place + 1, seconds: 200, version: '', tags: '' }));
  const { files, comparing } = build([chain, []]);
  const { recordings } = groupAll(files, comparing);
  expect(recordings.map((group) => group.files.length).sort()).toEqual([2, 2, 2]);
});

test('seven seconds more or another version keep apart what sounds the same; it may be the same', () => {
  const one = { place: 0, hash: 1, seconds: 180, version: '', tags: 'song\nada' };
  const groupsWith = (other: Partial<Made>) => {
    const { files, comparing } = build([[one, { ...one, hash: 2, ...other }], []]);
    const { recordings, maybe } = groupAll(files, comparing);
    return [recordings.filter((group) => group.files.length > 1).length, maybe.length];
  };
  expect(groupsWith({ seconds: 187 })).toEqual([1, 0]);
  expect(groupsWith({ seconds: 188 })).toEqual([0, 1]);
  expect(groupsWith({ version: '(Remix)' })).toEqual([0, 1]);
  expect(groupsWith({ version: '(Instrumental)' })).toEqual([0, 1]);
  // Half as long says less than nothing, whatever it sounds like.
  expect(groupsWith({ seconds: 90, version: '(Radio Edit)' })).toEqual([0, 0]);
  // Other music of the same name.
  expect(groupsWith({ place: 12 })).toEqual([0, 1]);
  expect(groupsWith({ place: 12, tags: '' })).toEqual([0, 0]);
});
