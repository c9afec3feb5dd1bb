import type { Likeness } from './likeness.ts';
import { isSameVersion, type VersionName } from './version-words.ts';

/** What grouping knows of a file. */
export type GroupedFile = {
  id: number;
  audioHash: string | null;
  durationMs: number | null;
  version: VersionName;
  /** Folded title and artist; empty where one of them is. */
  tagKey: string;
};

export type GroupKind = 'exact' | 'recording' | 'maybe';

export type FoundGroup = {
  kind: GroupKind;
  files: GroupedFile[];
  /** How much any two of them are alike at least, 0 to 1; null where two cannot be compared. */
  likeness: number | null;
};

export type Comparing = {
  /** How alike two pieces of audio are; null where that cannot be said. Asked for a pair again and again. */
  compare(one: string, other: string): Likeness | null;
  /** Whether the user said that these two tracks are no duplicates. */
  isDismissed(one: number, other: number): boolean;
  /** The file that stands for copies of one recording, among what may be the same. */
  choose(files: readonly GroupedFile[]): GroupedFile;
};

export type Pair = readonly [one: GroupedFile, other: GroupedFile];

/** Copies may differ so much in length: silence at an end, another encoder. */
export const mostLengthDifferenceMs = 7000;
/** Of less than this much in common nobody needs to hear. */
const leastMaybe = 0.7;

/** Files of the same audio, to the byte. */
export function groupExact(files: readonly GroupedFile[], comparing: Comparing): FoundGroup[] {
  const byHash = new Map<string, GroupedFile[]>();
  for (const file of files) {
    if (file.audioHash === null) continue;
    const same = byHash.get(file.audioHash);
    if (same) same.push(file);
    else byHash.set(file.audioHash, [file]);
  }
  return [...byHash.values()].flatMap((same) => {
    const groups: GroupedFile[][] = [];
    for (const file of same) {
      const group = groups.find((members) => members.every(({ id }) => !comparing.isDismissed(id, file.id)));
      if (group) group.push(file);
      else groups.push([file]);
    }
    return groups.map((members): FoundGroup => ({ kind: 'exact', files: members, likeness: 1 }));
  });
}

/**
 * Joins groups of the same audio that are one recording in other formats. Each member of a group is compared with each:
 * that one copy is like a second and the second like a third says nothing of the first and the third.
 */
export function groupRecordings(
  exact: readonly FoundGroup[],
  pairs: readonly Pair[],
  comparing: Comparing,
): FoundGroup[] {
  const isOne = (one: GroupedFile, other: GroupedFile) => isSameRecording(one, other, comparing);
  return joinGroups(exact, pairs, { kind: 'recording', isOne, comparing });
}

/** Whether two files are one recording beyond doubt: they sound the same, last as long, and are called the same version. */
export function isSameRecording(one: GroupedFile, other: GroupedFile, comparing: Comparing): boolean {
  if (comparing.isDismissed(one.id, other.id) || one.audioHash === null || other.audioHash === null) return false;
  if (one.audioHash === other.audioHash) return true;
  if (!isNearLength(one, other) || !isSameVersion(one.version, other.version)) return false;
  return comparing.compare(one.audioHash, other.audioHash)?.isSame ?? false;
}

/** Groups of what may be the same: one file for each recording. */
export function groupMaybe(
  recordings: readonly FoundGroup[],
  pairs: readonly Pair[],
  comparing: Comparing,
): FoundGroup[] {
  const chosen = new Map<GroupedFile, GroupedFile>();
  const single = recordings.map((group): FoundGroup => {
    const file = group.files.length === 1 ? (group.files[0] as GroupedFile) : comparing.choose(group.files);
    for (const member of group.files) chosen.set(member, file);
    return { kind: 'maybe', files: [file], likeness: 1 };
  });
  const between = pairs.map(([one, other]): Pair => [chosen.get(one) ?? one, chosen.get(other) ?? other]);
  const isOne = (one: GroupedFile, other: GroupedFile) => maybeLikeness(one, other, comparing) !== undefined;
  const groups = joinGroups(single, between, { kind: 'maybe', isOne, comparing }).filter(
    ({ files }) => files.length > 1,
  );
  return [...groups, ...leftOver(groups, between, comparing)];
}

/** Files that go with one of a group and not with all of it: each with the one it is most like. */
function leftOver(groups: readonly FoundGroup[], pairs: readonly Pair[], comparing: Comparing): FoundGroup[] {
  const grouped = new Set(groups.flatMap(({ files }) => files));
  const best = new Map<GroupedFile, FoundGroup>();
  for (const [one, other] of pairs) {
    if (one === other || grouped.has(one) === grouped.has(other)) continue;
    const likeness = maybeLikeness(one, other, comparing);
    const left = grouped.has(one) ? other : one;
    if (likeness === undefined || (best.get(left)?.likeness ?? -1) >= (likeness ?? 0)) continue;
    best.set(left, { kind: 'maybe', files: [one, other], likeness });
  }
  return [...best.values()];
}

/** How alike two files are that may be the same, null where nothing but their tags says so, undefined where nothing does. */
function maybeLikeness(one: GroupedFile, other: GroupedFile, comparing: Comparing): number | null | undefined {
  if (comparing.isDismissed(one.id, other.id)) return undefined;
  const likeness = likenessOf(one, other, comparing);
  if (likeness !== null && likeness >= leastMaybe) return likeness;
  const hasSameTags = one.tagKey !== '' && one.tagKey === other.tagKey && isSameVersion(one.version, other.version);
  return hasSameTags && isNearLength(one, other) ? likeness : undefined;
}

/** The share of the sound of the longer one that the other one has too; null where they cannot be compared. */
export function likenessOf(
  one: GroupedFile,
  other: GroupedFile,
  { compare }: Pick<Comparing, 'compare'>,
): number | null {
  if (one.audioHash === null || other.audioHash === null) return null;
  if (one.audioHash === other.audioHash) return 1;
  const likeness = compare(one.audioHash, other.audioHash)?.likeness ?? null;
  if (likeness === null || isNearLength(one, other)) return likeness;
  const [short, long] = [one.durationMs ?? 0, other.durationMs ?? 0].sort((a, b) => a - b) as [number, number];
  return likeness * (long === 0 ? 0 : short / long);
}

function isNearLength(one: GroupedFile, other: GroupedFile): boolean {
  if (one.durationMs === null || other.durationMs === null) return false;
  return Math.abs(one.durationMs - other.durationMs) <= mostLengthDifferenceMs;
}

type Joining = {
  kind: 'recording' | 'maybe';
  isOne(one: GroupedFile, other: GroupedFile): boolean;
  comparing: Comparing;
};

/** Joins groups along pairs, the most alike first, where each file of the one goes with each of the other. */
function joinGroups(groups: readonly FoundGroup[], pairs: readonly Pair[], joining: Joining): FoundGroup[] {
  const { comparing, isOne, kind } = joining;
  const groupOf = new Map<GroupedFile, FoundGroup>();
  const open = new Set<FoundGroup>(groups.map((group) => ({ ...group, files: [...group.files] })));
  for (const group of open) for (const file of group.files) groupOf.set(file, group);
  const ordered = pairs
    .filter(([one, other]) => one !== other && isOne(one, other))
    .map((pair) => ({ pair, likeness: likenessOf(...pair, comparing) ?? -1 }))
    .sort((a, b) => b.likeness - a.likeness);
  for (const { pair } of ordered) {
    const [into, from] = [groupOf.get(pair[0]), groupOf.get(pair[1])];
    if (!into || !from || into === from) continue;
    if (!into.files.every((one) => from.files.every((other) => isOne(one, other)))) continue;
    for (const file of from.files) groupOf.set(file, into);
    into.likeness = leastLikeness(into, from, comparing);
    into.files.push(...from.files);
    into.kind = kind;
    open.delete(from);
  }
  return [...open];
}

function leastLikeness(into: FoundGroup, from: FoundGroup, comparing: Comparing): number | null {
  let least: number | null = lesser(into.likeness, from.likeness);
  for (const one of into.files)
    for (const other of from.files) least = lesser(least, likenessOf(one, other, comparing));
  return least;
}

/** Null, as something unknown, is less than any number. */
function lesser(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}
