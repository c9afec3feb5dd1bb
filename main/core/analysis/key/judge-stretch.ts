import type { KeyBlocks } from './key-blocks.ts';
import { collectEvidence } from './key-features.ts';
import { type Certainty, keyShares } from './key-model.ts';
import type { KeyWindow, Stretch } from './key-stretches.ts';
import type { TrainedKeys } from './key-weights.ts';

export type Judgement = {
  /** Of the 24 keys: major ones from C on, then minor ones. */
  shares: Float64Array;
  /** All keys, the likeliest first. */
  order: number[];
  certainty: Certainty;
};

/** Which key a stretch has as a whole, and how many of the windows within it say the same. */
export function judgeStretch(
  blocks: KeyBlocks,
  { first, end }: Pick<Stretch, 'first' | 'end'>,
  windows: readonly KeyWindow[],
  model?: TrainedKeys,
): Judgement {
  const shares = keyShares(collectEvidence(blocks, first, end), model);
  const order = [...shares.keys()].toSorted((left, right) => shares[right]! - shares[left]!);
  const [best, second] = order as [number, number];
  const within = windows.filter((window) => window.first >= first && window.end <= end);
  const agreeing = within.reduce((sum, window) => sum + window.shares[best]!, 0);
  const agreement = within.length > 0 ? agreeing / within.length : 1;
  return { shares, order, certainty: { best: shares[best]!, second: shares[second]!, agreement } };
}
