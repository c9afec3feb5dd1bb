import { basename, dirname, join } from 'node:path';
import type { ConflictKind, Strategy } from '#shared/contract/organize.ts';
import { mostNumbers, nextNumber, numberName } from '#shared/name-template/index.ts';
import { foldPath } from './fold-path.ts';
import { FolderSpelling } from './folder-spelling.ts';
import type { Snapshot } from './snapshot.ts';

/** A file that is to have another name. */
export type PlanItem = {
  id: number;
  /** Absolute. */
  source: string;
  /** The folder of the library it is to lie in, absolute. */
  root: string;
  /** The path below it, with '/'; empty where there can be none. */
  wanted: string;
  /** What was wrong before the others came into view. */
  fault: ConflictKind | null;
  strategy: Strategy;
  decision: 'approved' | 'rejected' | null;
};

export type PlannedItem = {
  item: PlanItem;
  /** Absolute; null where there can be none. */
  target: string | null;
  conflict: ConflictKind | null;
  /** The file in the way. */
  other: string | null;
  /** Those that end at the same place share a number; 0 elsewhere. */
  cluster: number;
  /** It will be moved if the plan is carried out now. */
  moves: boolean;
  /** What goes into the trash for it. */
  replaces: string | null;
  /** The name it has is the right one with a number that it needs: nothing to do. */
  isSettled: boolean;
};

export type PlanOptions = { isSameAudio(source: string, other: string): boolean };

/** How many files are looked at before others get a turn. */
const stretch = 1000;

type Entry = PlannedItem & { key: string; occupants: string[]; waitsFor: Entry[]; waiting: Entry[] };

/**
 * Finds out for a whole batch where each file goes and what is in its way, before anything is moved.
 *
 * A name that another file of the batch gives up is free; one that differs only by case or composition is not. Pure but
 * for yielding now and then, so that the caller can let others work.
 */
export function* planTargets(
  items: readonly PlanItem[],
  snapshot: Snapshot,
  options: PlanOptions,
): Generator<void, PlannedItem[]> {
  const plan = new TargetPlan(snapshot, options);
  let count = 0;
  for (const item of items) {
    plan.add(item);
    if (++count % stretch === 0) yield;
  }
  for (const step of [plan.findConflicts(), plan.assign()]) yield* step;
  return plan.entries;
}

class TargetPlan {
  readonly #snapshot: Snapshot;
  readonly #options: PlanOptions;
  readonly #spelling: FolderSpelling;
  readonly #sources = new Map<string, Entry>();
  readonly #claims = new Map<string, Entry[]>();
  readonly #taken = new Set<string>();
  readonly #numbers = new Map<string, number>();
  readonly entries: Entry[] = [];

  constructor(snapshot: Snapshot, options: PlanOptions) {
    this.#snapshot = snapshot;
    this.#options = options;
    this.#spelling = new FolderSpelling(snapshot);
  }

  add(item: PlanItem): void {
    const entry: Entry = {
      item,
      target: null,
      conflict: item.fault,
      other: null,
      cluster: 0,
      moves: false,
      replaces: null,
      isSettled: false,
      key: '',
      occupants: [],
      waitsFor: [],
      waiting: [],
    };
    this.entries.push(entry);
    if (item.wanted !== '') this.#place(entry);
    if (entry.conflict !== null || entry.target === null || entry.isSettled || item.decision === 'rejected') return;
    this.#sources.set(item.source, entry);
    const claims = this.#claims.get(entry.key);
    if (claims) claims.push(entry);
    else this.#claims.set(entry.key, [entry]);
  }

  #place(entry: Entry): void {
    const { item } = entry;
    const folder = this.#spelling.find(item.root, item.wanted);
    const name = item.wanted.slice(item.wanted.lastIndexOf('/') + 1);
    entry.target = join(folder.path, name);
    entry.key = foldPath(entry.target);
    entry.conflict ??= folder.conflict;
    entry.occupants = this.#snapshot
      .alike(folder.path, name)
      .map((alike) => join(folder.path, alike))
      .filter((path) => path !== item.source);
    entry.isSettled = entry.target === item.source || isNumbered(entry);
  }

  *findConflicts(): Generator<void> {
    let count = 0;
    let cluster = 0;
    for (const entry of this.#sources.values()) {
      const blocker = entry.occupants.find((path) => !this.#sources.has(path));
      const claims = this.#claims.get(entry.key) ?? [];
      if (claims.length > 1 && entry === claims[0]) {
        cluster++;
        for (const claim of claims) claim.cluster = cluster;
      }
      if (blocker !== undefined) this.#block(entry, blocker);
      else if (claims.length > 1) {
        entry.conflict = 'sameTarget';
        entry.other = (claims.find((claim) => claim !== entry) as Entry).item.source;
      } else entry.conflict = spellingConflict(entry);
      entry.moves = this.#canMove(entry);
      entry.waitsFor = entry.occupants.flatMap((path) => this.#sources.get(path) ?? []);
      for (const before of entry.waitsFor) before.waiting.push(entry);
      if (++count % stretch === 0) yield;
    }
    this.#passOn();
  }

  /** What stays blocks those who counted on its place, and they the next. */
  #passOn(): void {
    const staying = [...this.#sources.values()].filter(({ moves }) => !moves);
    for (let entry = staying.pop(); entry; entry = staying.pop()) {
      for (const next of entry.waiting) {
        const couldMove = next.moves;
        this.#block(next, entry.item.source);
        next.moves = this.#canMove(next);
        if (couldMove && !next.moves) staying.push(next);
      }
    }
  }

  #block(entry: Entry, other: string): void {
    entry.conflict = this.#options.isSameAudio(entry.item.source, other) ? 'existsSameAudio' : 'existsOther';
    entry.other = other;
  }

  #canMove({ conflict, item, occupants, key }: Entry): boolean {
    if (conflict === null) return true;
    if (item.decision !== 'approved' || item.strategy === 'skip') return false;
    if (conflict === 'existsSameAudio' || conflict === 'existsOther') {
      if (item.strategy === 'number') return true;
      const isOnlyOne = occupants.length === 1 && this.#claims.get(key)?.length === 1;
      return isOnlyOne && !this.#sources.has(occupants[0] as string) && this.#isFile(occupants[0] as string);
    }
    return conflict === 'sameTarget'
      ? item.strategy === 'number'
      : conflict === 'caseOnly' || conflict === 'unicodeOnly';
  }

  #isFile(path: string): boolean {
    return this.#snapshot.entries(dirname(path)).get(basename(path)) === 'file';
  }

  /** Gives every file that moves a name that nothing else has: those without a conflict first. */
  *assign(): Generator<void> {
    const moving = [...this.#sources.values()].filter(({ moves }) => moves);
    const isNumberedLater = ({ conflict, item }: Entry) =>
      conflict === 'sameTarget' || (item.strategy === 'number' && conflict?.startsWith('exists') === true);
    let count = 0;
    for (const entry of moving) {
      if (isNumberedLater(entry)) continue;
      this.#taken.add(entry.key);
      if (entry.conflict?.startsWith('exists')) entry.replaces = entry.other;
    }
    for (const entry of moving) {
      if (isNumberedLater(entry)) this.#number(entry);
      if (++count % stretch === 0) yield;
    }
    this.#dropStaying(moving);
  }

  #number(entry: Entry): void {
    const target = entry.target as string;
    const [folder, name] = [dirname(target), basename(target)];
    const isFree = !this.#taken.has(entry.key) && entry.occupants.every((path) => this.#sources.get(path)?.moves);
    if (!isFree) {
      let number = this.#numbers.get(entry.key) ?? nextNumber(name);
      while (number <= mostNumbers && !this.#isFree(join(folder, numberName(name, number)), entry)) number++;
      this.#numbers.set(entry.key, number + 1);
      if (number > mostNumbers) {
        entry.moves = false;
        return;
      }
      entry.target = join(folder, numberName(name, number));
    }
    this.#taken.add(foldPath(entry.target as string));
  }

  #isFree(path: string, entry: Entry): boolean {
    if (this.#taken.has(foldPath(path))) return false;
    return this.#snapshot
      .alike(dirname(path), basename(path))
      .every((name) => join(dirname(path), name) === entry.item.source);
  }

  /** A file whose numbered name is the one it has stays, and so nobody may count on its place. */
  #dropStaying(moving: readonly Entry[]): void {
    for (const entry of moving) if (entry.target === entry.item.source) entry.moves = false;
    const staying = moving.filter(({ moves }) => !moves);
    for (let entry = staying.pop(); entry; entry = staying.pop()) {
      for (const next of entry.waiting) {
        if (!next.moves || !next.waitsFor.includes(entry)) continue;
        this.#block(next, entry.item.source);
        next.moves = false;
        staying.push(next);
      }
    }
  }
}

/** The same file under another spelling of the same name. */
function spellingConflict({ item, key, target }: Entry): 'caseOnly' | 'unicodeOnly' | null {
  if (key !== foldPath(item.source)) return null;
  return target?.normalize('NFC') === item.source.normalize('NFC') ? 'unicodeOnly' : 'caseOnly';
}

/** "Title (2)" stays where "Title" is somebody else's. */
function isNumbered({ item, target, occupants }: Entry): boolean {
  if (target === null || occupants.length === 0 || dirname(target) !== dirname(item.source)) return false;
  const name = basename(item.source);
  const number = nextNumber(name) - 1;
  return number >= 2 && numberName(basename(target), number) === name;
}
