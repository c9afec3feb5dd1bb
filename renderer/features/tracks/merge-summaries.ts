import type { Output } from '#shared/contract/index.ts';

export type TracksSummary = Output<'tracks.summarise'>;

/** One call sums up so many tracks. */
export const summarisedPerCall = 10_000;

/** The summary of both stretches together. A value both share stays shared. */
export function mergeSummaries(first: TracksSummary, second: TracksSummary): TracksSummary {
  const shared: TracksSummary['shared'] = {};
  for (const [field, value] of Object.entries(first.shared)) {
    shared[field] = second.shared[field] === value ? value : null;
  }
  return {
    count: first.count + second.count,
    durationMs: first.durationMs + second.durationMs,
    sizeBytes: first.sizeBytes + second.sizeBytes,
    shared,
    bpmRange: mergeRanges(first.bpmRange, second.bpmRange),
  };
}

type Range = TracksSummary['bpmRange'];

function mergeRanges(first: Range, second: Range): Range {
  if (!first || !second) return first ?? second;
  return [Math.min(first[0], second[0]), Math.max(first[1], second[1])];
}
