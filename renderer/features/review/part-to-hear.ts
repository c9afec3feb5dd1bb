import type { ReviewKind } from '#shared/contract/review.ts';
import type { Findings } from '#shared/findings.ts';

/** A stretch of a track, in milliseconds. */
export type Part = { startMs: number; endMs: number };

/** Long enough to count along, short enough to hear it twice. */
export const partMs = 16_000;

/**
 * The part that helps to answer a question: for a tempo that drifts, where it is furthest from the found one, and
 * otherwise the strongest passage; for a key, where it changes; for quality, the first silence inside; else the
 * strongest passage.
 */
export function partToHear(findings: Findings | null, kind: ReviewKind, durationMs: number): Part {
  return partFrom(startFor(findings, kind) ?? (durationMs - partMs) / 3, durationMs);
}

/** A part that begins here, or as early as it must to fit into the track. */
export function partFrom(startMs: number, durationMs: number): Part {
  const start = Math.max(0, Math.min(startMs, durationMs - partMs));
  return { startMs: start, endMs: Math.max(start, Math.min(durationMs, start + partMs)) };
}

function startFor(findings: Findings | null, kind: ReviewKind): number | null {
  if (!findings) return null;
  if (kind === 'tempo' && findings.tempo.isVariable) return oddestWindow(findings.tempo) ?? strongestPassage(findings);
  if (kind === 'key') return firstKeyChange(findings.key) ?? strongestPassage(findings);
  const silence = findings.quality?.silences[0];
  // A second before it: an error at its edge is heard.
  if (kind === 'quality' && silence) return silence.startMs - 1000;
  return strongestPassage(findings);
}

function oddestWindow({ bpm, windows }: Findings['tempo']): number | null {
  if (bpm === null) return null;
  let oddest: { startMs: number; distance: number } | null = null;
  for (const { startMs, bpm: heard } of windows) {
    const distance = heard === null ? 0 : Math.abs(heard - bpm);
    if (distance > (oddest?.distance ?? 0)) oddest = { startMs, distance };
  }
  return oddest?.startMs ?? null;
}

function firstKeyChange({ segments }: Findings['key']): number | null {
  const second = segments[1];
  return second ? second.startMs - partMs / 2 : null;
}

function strongestPassage({ segments }: Findings): number | null {
  let strongest: Findings['segments'][number] | null = null;
  for (const segment of segments) {
    if (segment.endMs - segment.startMs >= partMs / 2 && segment.energy > (strongest?.energy ?? -1))
      strongest = segment;
  }
  return strongest?.startMs ?? null;
}
