import type { Finding, FixChange } from './finding.ts';
import type { LintInput, LintTrack } from './lint-input.ts';
import { lintRelease } from './lint-release.ts';

/** More rounds than any release needs: each round leaves fewer findings, or other ones that the next can fix. */
const mostRounds = 30;

/** What a fix makes of a release; the same object where it is not the lint's to do. */
export function applyFix(input: LintInput, change: FixChange): LintInput {
  if (change.kind !== 'patch') return input;
  const tracks = input.tracks.map((track, index): LintTrack => {
    const patches = change.tracks.filter((one) => one.track === index);
    return patches.length === 0 ? track : Object.assign({}, track, ...patches.map(({ patch }) => patch));
  });
  return withCodesTaken({ ...input, release: { ...input.release, ...change.release }, tracks }, change);
}

/** Codes that were given are no longer the next ones. */
function withCodesTaken(input: LintInput, change: FixChange & { kind: 'patch' }): LintInput {
  const { next } = input.library;
  const given = new Set(change.tracks.map(({ patch }) => patch.isrc));
  const isrcs = next.isrcs.filter((isrc) => !given.has(isrc));
  const upc = change.release.upc === next.upc ? null : next.upc;
  const catalogueNumber = change.release.catalogueNumber === next.catalogueNumber ? null : next.catalogueNumber;
  return { ...input, library: { ...input.library, next: { isrcs, upc, catalogueNumber } } };
}

/** Several fixes at once. Of two that touch one field the first is done; `done` says which were. */
export function applyFixes(input: LintInput, findings: readonly Finding[]): { input: LintInput; done: Finding[] } {
  const touched = new Set<string>();
  const done: Finding[] = [];
  let after = input;
  for (const finding of findings) {
    const change = finding.fix?.change;
    if (change?.kind !== 'patch') continue;
    const fields = touchedFields(change);
    if (fields.some((field) => touched.has(field))) continue;
    for (const field of fields) touched.add(field);
    after = applyFix(after, change);
    done.push(finding);
  }
  return { input: after, done };
}

/**
 * All safe fixes, again until there are none. `chosen` leaves out others: a predicate of findings. Answers with the release as it is
 * then, and how many were done.
 */
export function applySafeFixes(
  input: LintInput,
  chosen: (finding: Finding) => boolean = () => true,
): { input: LintInput; count: number } {
  let after = input;
  let count = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const safe = lintRelease(after).findings.filter((finding) => isSafe(finding) && chosen(finding));
    if (safe.length === 0) break;
    const { input: next, done } = applyFixes(after, safe);
    if (done.length === 0) break;
    after = next;
    count += done.length;
  }
  return { input: after, count };
}

export function isSafe({ fix, ignored }: Finding): boolean {
  return ignored === null && fix !== null && fix.isSafe && fix.change.kind === 'patch';
}

function touchedFields(change: FixChange & { kind: 'patch' }): string[] {
  return [
    ...Object.keys(change.release).map((field) => `release.${field}`),
    ...change.tracks.flatMap(({ track, patch }) => Object.keys(patch).map((field) => `${track}.${field}`)),
  ];
}
