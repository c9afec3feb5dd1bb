import { basename, dirname, join, sep } from 'node:path';
import type { PlannedStep, StepStamp } from '#core/files/file-step.ts';
import { temporaryBeside } from '#core/files/own-names.ts';
import { foldPath } from './fold-path.ts';
import { findSidecars, planCovers, type SidecarMove } from './sidecars.ts';
import type { Snapshot } from './snapshot.ts';

/** A file and the name it gets; `replaces` goes into the trash before. */
export type Move = {
  id: number | null;
  source: string;
  target: string;
  replaces: string | null;
  expected: StepStamp | null;
  /** What is replaced: another file that has come to lie there stays. */
  expectedReplaced?: StepStamp | null;
};

export type StepOptions = {
  /** The folders of the library, absolute: never removed. */
  roots: readonly string[];
  trackAt(path: string): number | null;
  /** Copies instead, and leaves everything where it is. */
  isCopy?: boolean;
};

export type StepPlan = { steps: PlannedStep[]; sidecars: SidecarMove[]; madeFolders: string[]; targetFolders: number };

const stretch = 1000;

/**
 * The steps that carry out moves whose targets are settled: folders first, a file after the one whose name it takes,
 * cycles by way of a name of ours, what belongs to a file with it, and last the folders that are empty by that.
 */
export function* planSteps(
  moves: readonly Move[],
  snapshot: Snapshot,
  options: StepOptions,
): Generator<void, StepPlan> {
  const writer = new StepWriter(snapshot, options);
  let count = 0;
  const order = new MoveOrder(moves, snapshot);
  for (let cluster = order.next(); cluster; cluster = order.next()) {
    writer.move(cluster);
    if (++count % stretch === 0) yield;
  }
  writer.moveCovers(moves);
  yield;
  if (!options.isCopy) writer.removeEmptied();
  return writer.finish(moves);
}

function toMove({ source, target }: SidecarMove): Move {
  return { id: null, source, target, replaces: null, expected: null };
}

/** `before` is what lies where it goes, or looks like it; what has that very name first. */
type Node = { move: Move; waitsFor: number; before: Node[]; next: Node[]; isDone: boolean };

/** Moves in an order in which no target is taken: alone, or those of a cycle together, each before the one it frees. */
class MoveOrder {
  readonly #nodes: Node[];
  readonly #free: Node[] = [];
  #at = 0;
  #cursor = 0;

  constructor(moves: readonly Move[], snapshot: Snapshot) {
    this.#nodes = moves.map((move) => ({ move, waitsFor: 0, before: [], next: [], isDone: false }));
    const bySource = new Map(this.#nodes.map((node) => [node.move.source, node]));
    for (const node of this.#nodes) {
      const { source, target } = node.move;
      const folder = dirname(target);
      for (const name of snapshot.alike(folder, basename(target))) {
        const before = bySource.get(join(folder, name));
        if (!before || before.move.source === source) continue;
        node.waitsFor++;
        if (before.move.source === target) node.before.unshift(before);
        else node.before.push(before);
        before.next.push(node);
      }
      if (node.waitsFor === 0) this.#free.push(node);
    }
  }

  next(): Move[] | null {
    const free = this.#free[this.#at++];
    if (free) return this.#take([free]);
    this.#at--;
    while (this.#nodes[this.#cursor]?.isDone) this.#cursor++;
    const start = this.#nodes[this.#cursor];
    return start ? this.#take(cycleFrom(start)) : null;
  }

  #take(nodes: Node[]): Move[] {
    for (const node of nodes) node.isDone = true;
    for (const node of nodes) {
      for (const next of node.next) {
        next.waitsFor--;
        if (next.waitsFor === 0 && !next.isDone) this.#free.push(next);
      }
    }
    return nodes.map(({ move }) => move);
  }
}

/** The cycle that a waiting move hangs on: each takes the name of the one before it in the list, the first that of the last. */
function cycleFrom(start: Node): Node[] {
  const seen = new Set<Node>();
  let node = start;
  while (!seen.has(node)) {
    seen.add(node);
    node = unfinished(node);
  }
  const cycle = [node];
  for (let before = unfinished(node); before !== node; before = unfinished(before)) cycle.push(before);
  return cycle.reverse();
}

function unfinished(node: Node): Node {
  return node.before.find(({ isDone }) => !isDone) ?? node;
}

class StepWriter {
  readonly #snapshot: Snapshot;
  readonly #options: StepOptions;
  readonly #steps: PlannedStep[] = [];
  readonly #sidecars: SidecarMove[] = [];
  readonly #made = new Set<string>();
  /** How many names a folder loses and gains. */
  readonly #change = new Map<string, number>();
  readonly #arrived = new Set<string>();
  readonly #gone = new Set<string>();
  #group = 0;

  constructor(snapshot: Snapshot, options: StepOptions) {
    this.#snapshot = snapshot;
    this.#options = options;
  }

  move(cluster: readonly Move[]): void {
    for (const { target } of cluster) this.#makeFolder(dirname(target));
    this.#group++;
    const [only] = cluster;
    if (cluster.length === 1 && only) {
      this.#moveOne(only);
      this.#moveSidecars(only);
    } else this.#moveAround(cluster);
  }

  #moveOne(move: Move): void {
    if (move.replaces !== null) {
      const id = this.#options.trackAt(move.replaces);
      const expected = move.expectedReplaced ?? null;
      this.#push({ kind: 'trash', trackId: id, source: move.replaces, target: null, expected });
      this.#count(move.replaces, -1);
    }
    if (this.#inTheWay(move.target).includes(move.source)) this.#moveTwice(move, temporaryBeside(move.source));
    else this.#pushMove(move, move.source, move.target, move.expected);
  }

  /** The same name spelled otherwise: file systems that do not tell the two apart see it taken. */
  #moveTwice(move: Move, between: string): void {
    this.#pushMove(move, move.source, between, move.expected);
    this.#pushMove(move, between, move.target, null);
  }

  /** Each takes the place of the one before it; the first of them, with what belongs to it, steps aside. */
  #moveAround(cycle: readonly Move[]): void {
    const [first, ...others] = cycle as [Move, ...Move[]];
    const leaving = new Set(cycle.flatMap((move) => findSidecars(move, this.#snapshot).map(({ source }) => source)));
    const isFree = (path: string) => this.#inTheWay(path).every((other) => leaving.has(other));
    const along = findSidecars(first, this.#snapshot).filter(({ target }) => isFree(target));
    const firsts = [first, ...along.map((sidecar) => toMove(sidecar))];
    const asides = firsts.map(({ source }) => temporaryBeside(source));
    for (const [index, move] of firsts.entries()) {
      this.#pushMove(move, move.source, asides[index] as string, move.expected);
    }
    for (const move of others) {
      this.#pushMove(move, move.source, move.target, move.expected);
      this.#moveSidecars(move);
    }
    for (const [index, move] of firsts.entries()) this.#pushMove(move, asides[index] as string, move.target, null);
    this.#sidecars.push(...along);
  }

  #pushMove(move: Move, source: string, target: string, expected: StepStamp | null): void {
    const kind = this.#options.isCopy ? 'copy' : 'move';
    this.#push({ kind, trackId: move.id, source, target, expected });
    this.#count(source, -1);
    this.#count(target, 1);
  }

  #moveSidecars(move: Move): void {
    for (const sidecar of findSidecars(move, this.#snapshot)) this.#moveAlong(sidecar);
  }

  /** Never onto anything: what is in the way keeps its name, and the sidecar its place. */
  #moveAlong(sidecar: SidecarMove): void {
    const { source, target } = sidecar;
    if (this.#gone.has(source) || source === target) return;
    if (this.#arrived.has(foldPath(target))) return;
    if (this.#inTheWay(target).some((other) => other !== source && !this.#gone.has(other))) return;
    this.#moveOne(toMove(sidecar));
    this.#sidecars.push(sidecar);
  }

  /** What lay at a place, or looks like it, before anything was moved. */
  #inTheWay(path: string): string[] {
    return this.#snapshot.alike(dirname(path), basename(path)).map((name) => join(dirname(path), name));
  }

  moveCovers(moves: readonly Move[]): void {
    for (const cover of planCovers(moves, this.#snapshot)) {
      this.#group++;
      this.#moveAlong(cover);
    }
  }

  #makeFolder(folder: string): void {
    if (this.#snapshot.has(folder) || this.#made.has(folder)) return;
    const parent = dirname(folder);
    if (parent !== folder) this.#makeFolder(parent);
    this.#made.add(folder);
    this.#group++;
    this.#push({ kind: 'makeFolder', trackId: null, source: folder, target: null, expected: null });
    this.#count(folder, 1);
  }

  /** Folders that lost their last name to this plan, the deepest first. */
  removeEmptied(): void {
    const folders = new Set<string>();
    for (const changed of this.#change.keys()) {
      for (let folder = changed; this.#isBelowRoot(folder) && !folders.has(folder); folder = dirname(folder)) {
        folders.add(folder);
      }
    }
    for (const folder of [...folders].sort((one, other) => other.length - one.length)) {
      const change = this.#change.get(folder);
      if (change === undefined || !this.#snapshot.has(folder)) continue;
      if (this.#snapshot.entries(folder).size + change > 0) continue;
      this.#group++;
      this.#push({ kind: 'removeFolder', trackId: null, source: folder, target: null, expected: null });
      this.#count(folder, -1);
    }
  }

  #isBelowRoot(folder: string): boolean {
    return this.#options.roots.some((root) => folder.startsWith(root.endsWith(sep) ? root : root + sep));
  }

  finish(moves: readonly Move[]): StepPlan {
    return {
      steps: this.#steps,
      sidecars: this.#sidecars,
      madeFolders: [...this.#made],
      targetFolders: new Set(moves.map(({ target }) => dirname(target))).size,
    };
  }

  #count(path: string, difference: number): void {
    if (difference > 0) this.#arrived.add(foldPath(path));
    else this.#gone.add(path);
    const folder = dirname(path);
    this.#change.set(folder, (this.#change.get(folder) ?? 0) + difference);
  }

  #push(step: Omit<PlannedStep, 'group' | 'input'>): void {
    this.#steps.push({ ...step, group: this.#group, input: null });
  }
}
