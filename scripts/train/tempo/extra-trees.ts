import { type ForestFile, levelOf } from '#core/analysis/tempo/forest.ts';
import type { Random } from '../random.ts';

export type Example = { features: Float32Array; isRight: boolean; weight: number };
export type TreeOptions = { trees: number; leafWeight: number; tried: number; levels: number };
export const defaultTrees: TreeOptions = { trees: 54, leafWeight: 2, tried: 16, levels: 64 };

/** Features cut into levels, feature after feature, so that a split reads one stretch of memory. */
type Table = { columns: Uint8Array[]; targets: Float32Array; weights: Float32Array; edges: Float32Array };
type Growing = { table: Table; options: TreeOptions; random: Random; nodes: number[]; rows: Uint32Array };

const leaf = 255;

/**
 * Extremely randomised trees (P. Geurts, D. Ernst, L. Wehenkel, 2006): each node takes the best of a few random features,
 * each cut at a random place. All examples go into every tree.
 */
export function growForest(examples: readonly Example[], options: TreeOptions, random: Random): ForestFile {
  const table = tableOf(examples, options.levels);
  const nodes: number[] = [];
  const roots: number[] = [];
  for (let tree = 0; tree < options.trees; tree += 1) {
    roots.push(nodes.length / 4);
    const rows = Uint32Array.from(examples, (_, index) => index);
    grow({ table, options, random, nodes, rows }, 0, rows.length);
  }
  return {
    edges: Buffer.from(table.edges.buffer).toString('base64'),
    levels: options.levels,
    features: table.columns.length,
    nodes: Buffer.from(nodes).toString('base64'),
    roots,
  };
}

function tableOf(examples: readonly Example[], levels: number): Table {
  const features = examples[0]?.features.length ?? 0;
  const edges = new Float32Array(features * (levels - 1));
  const columns = Array.from({ length: features }, (_, feature) => {
    const values = Float32Array.from(examples, (example) => example.features[feature]!);
    const sorted = values.toSorted();
    for (let level = 1; level < levels; level += 1) {
      edges[feature * (levels - 1) + level - 1] = sorted[Math.floor((level * sorted.length) / levels)]!;
    }
    return Uint8Array.from(values, (value) => levelOf(edges, feature * (levels - 1), levels, value));
  });
  return {
    columns,
    edges,
    targets: Float32Array.from(examples, (example) => Number(example.isRight)),
    weights: Float32Array.from(examples, (example) => example.weight),
  };
}

function grow(growing: Growing, from: number, to: number): void {
  const { table, nodes, rows, options } = growing;
  let weight = 0;
  let right = 0;
  for (let at = from; at < to; at += 1) {
    const row = rows[at]!;
    weight += table.weights[row]!;
    right += table.weights[row]! * table.targets[row]!;
  }
  const isPure = right <= 1e-9 || weight - right <= 1e-9;
  const split = isPure || weight < 2 * options.leafWeight ? null : findSplit(growing, from, to, weight, right);
  const node = nodes.length;
  if (!split) {
    // Smoothed towards a half by one example, so that a small leaf is never certain.
    const value = Math.round((65_535 * (right + 0.05)) / (weight + 0.5));
    nodes.push(leaf, 0, value & 255, value >> 8);
    return;
  }
  nodes.push(split.feature, split.level, 0, 0);
  const middle = partition(table.columns[split.feature]!, rows, from, to, split.level);
  grow(growing, from, middle);
  const distance = (nodes.length - node) / 4;
  if (distance > 65_535) throw new Error('A tree has grown too large for its file.');
  nodes[node + 2] = distance & 255;
  nodes[node + 3] = distance >> 8;
  grow(growing, middle, to);
}

type Split = { feature: number; level: number };

function findSplit(growing: Growing, from: number, to: number, weight: number, right: number): Split | null {
  const { table, rows, options, random } = growing;
  let best: Split | null = null;
  let bestGain = 1e-9;
  const base = (right * right) / weight;
  for (let attempt = 0; attempt < options.tried; attempt += 1) {
    const feature = random.below(table.columns.length);
    const column = table.columns[feature]!;
    // A cut between two examples of the node: always inside of its range, and cheaper than to look for the range.
    const one = column[rows[from + random.below(to - from)]!]!;
    const other = column[rows[from + random.below(to - from)]!]!;
    if (one === other) continue;
    const level = Math.min(one, other) + random.below(Math.abs(one - other));
    let leftWeight = 0;
    let leftRight = 0;
    for (let at = from; at < to; at += 1) {
      const row = rows[at]!;
      if (column[row]! > level) continue;
      leftWeight += table.weights[row]!;
      leftRight += table.weights[row]! * table.targets[row]!;
    }
    const otherWeight = weight - leftWeight;
    if (leftWeight < options.leafWeight || otherWeight < options.leafWeight) continue;
    const gain = (leftRight * leftRight) / leftWeight + (right - leftRight) ** 2 / otherWeight - base;
    if (gain > bestGain) {
      bestGain = gain;
      best = { feature, level };
    }
  }
  return best;
}

function partition(column: Uint8Array, rows: Uint32Array, from: number, to: number, level: number): number {
  let middle = from;
  for (let at = from; at < to; at += 1) {
    const row = rows[at]!;
    if (column[row]! > level) continue;
    rows[at] = rows[middle]!;
    rows[middle] = row;
    middle += 1;
  }
  return middle;
}
