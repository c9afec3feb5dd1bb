/** Trees as the trainer writes them, in text that JSON can hold. */
export type ForestFile = {
  /** Upper edges of the levels features are cut into, `levels - 1` for each feature; Float32, base64. */
  edges: string;
  levels: number;
  features: number;
  /** Four bytes a node, base64: feature (255 for a leaf), level, then 16 bits (see `Forest`). */
  nodes: string;
  /** First node of each tree. */
  roots: number[];
};

const leaf = 255;

/**
 * A forest of decision trees that estimates a probability.
 *
 * Nodes are in preorder: the left child follows its parent, the 16 bits of the parent tell how far behind it the right one
 * is. A value up to its edge goes left. In a leaf the 16 bits are the probability in parts of 65,535.
 */
export class Forest {
  readonly #edges: Float32Array;
  readonly #levels: number;
  readonly #features: number;
  readonly #nodes: Uint8Array;
  readonly #roots: readonly number[];
  readonly #cut: Uint8Array;

  constructor(file: ForestFile) {
    const edges = Uint8Array.from(Buffer.from(file.edges, 'base64'));
    this.#edges = new Float32Array(edges.buffer, 0, edges.length / 4);
    this.#levels = file.levels;
    this.#features = file.features;
    this.#nodes = Uint8Array.from(Buffer.from(file.nodes, 'base64'));
    this.#roots = file.roots;
    this.#cut = new Uint8Array(file.features);
  }

  /** The mean of the trees' estimates, 0 to 1. */
  estimate(features: Float32Array): number {
    for (let feature = 0; feature < this.#features; feature += 1) {
      this.#cut[feature] = levelOf(this.#edges, feature * (this.#levels - 1), this.#levels, features[feature]!);
    }
    let sum = 0;
    for (const root of this.#roots) sum += this.#walk(root);
    return this.#roots.length > 0 ? sum / this.#roots.length / 65_535 : 0;
  }

  #walk(root: number): number {
    const nodes = this.#nodes;
    let at = 4 * root;
    while (nodes[at] !== leaf) {
      at += this.#cut[nodes[at]!]! <= nodes[at + 1]! ? 4 : 4 * (nodes[at + 2]! + 256 * nodes[at + 3]!);
    }
    return nodes[at + 2]! + 256 * nodes[at + 3]!;
  }
}

/** How many of the edges a value lies above. */
export function levelOf(edges: Float32Array, from: number, levels: number, value: number): number {
  let low = 0;
  let high = levels - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > edges[from + middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}
