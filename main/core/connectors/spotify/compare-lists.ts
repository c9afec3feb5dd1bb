/** What changed on each side of a list since both were equal; each name as often as it was added or taken away. */
export type ListDifference = {
  addedThere: string[];
  removedThere: string[];
  addedHere: string[];
  removedHere: string[];
};

/** Compares two lists with what both once held. Order does not count: moving a track is no change of what is in a list. */
export function compareLists(
  base: readonly string[],
  here: readonly string[],
  there: readonly string[],
): ListDifference {
  return {
    addedThere: without(there, base),
    removedThere: without(base, there),
    addedHere: without(here, base),
    removedHere: without(base, here),
  };
}

/** The first list less the second, each as often as it is there more. */
export function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const name of taken) left.set(name, (left.get(name) ?? 0) + 1);
  return list.filter((name) => {
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    return count === 0;
  });
}

/**
 * What both sides are to be compared with from now on: what both hold, and what one of them has taken out while the other has
 * not. What only one side has added stays out of it: else it would look taken out by the other.
 */
export function agreedBase(base: readonly string[], here: readonly string[], there: readonly string[]): string[] {
  const [known, ours, theirs] = [new Set(base), new Set(here), new Set(there)];
  return [...new Set([...there, ...here])].filter((uri) => (ours.has(uri) && theirs.has(uri)) || known.has(uri));
}
