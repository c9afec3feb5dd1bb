import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { PlannedStep } from '../file-step.ts';
import type { Step } from './steps.repository.ts';

type Blocks = { has(hash: string): boolean };

/**
 * The steps that take back what was done, the last first, and then those of `left`; groups stay together.
 *
 * Folders that a file comes back to and that are gone are made again. Throws UNDO_GONE where what is needed is no longer
 * kept: a block, or the file in the trash.
 */
export function inverseSteps(done: readonly Step[], blocks: Blocks, left: readonly Step[] = []): PlannedStep[] {
  const inverse = done.toReversed().flatMap((step) => inverseStep(step, blocks));
  const first = nextGroup(inverse);
  const steps = [...inverse, ...left.map((step) => ({ ...step, group: first + step.group }))];
  return [...missingFolders(steps), ...steps];
}

export function inverseStep(step: Step, blocks: Blocks): PlannedStep[] {
  const { trackId, group, result, source } = step;
  const base = { trackId, group, target: null, input: null };
  switch (step.kind) {
    case 'makeFolder':
      return result.isOurs ? [{ ...base, kind: 'removeFolder', source, expected: null }] : [];
    case 'removeFolder':
      return result.isOurs ? [{ ...base, kind: 'makeFolder', source, expected: result.before ?? null }] : [];
    case 'copy':
    case 'create':
      return [{ ...base, trackId: null, kind: 'trash', source: step.target as string, expected: result.after ?? null }];
    case 'move':
      return [moveBack(step)];
    case 'restore':
      return [{ ...base, kind: 'trash', source, expected: result.after ?? null }];
    case 'trash':
      return [restore(step)];
    case 'write':
      return result.isOurs ? [unwrite(step, blocks)] : [];
  }
}

/** Of a copy to another file system the original comes back, see exchange.ts. */
function moveBack({ trackId, group, source, target, result }: Step): PlannedStep {
  const { after, copied, trash } = result;
  const input =
    copied && trash
      ? ({ type: 'original', trashedPath: trash.path, infoPath: trash.info?.path ?? null } as const)
      : null;
  return { kind: 'move', trackId, group, source: target as string, target: source, expected: after ?? null, input };
}

function restore({ trackId, group, source, result }: Step): PlannedStep {
  const trash = result.trash;
  if (!trash || !existsSync(trash.path)) throw gone('The file is no longer in the trash.');
  return {
    kind: 'restore',
    trackId,
    group,
    source,
    target: null,
    expected: result.after ?? null,
    input: { type: 'restore', trashedPath: trash.path, infoPath: trash.info?.path ?? null },
  };
}

function unwrite({ trackId, group, source, result }: Step, blocks: Blocks): PlannedStep {
  const { write, before, after } = result;
  const blockHash = write?.blockHash ?? null;
  if (!write || !before || blockHash === null || !blocks.has(blockHash)) {
    throw gone('What the file was before is no longer kept.');
  }
  return {
    kind: 'write',
    trackId,
    group,
    source,
    target: null,
    expected: after ?? null,
    input: { type: 'undo', blockHash, sha256: write.sha256Before, before },
  };
}

function gone(message: string): AppError {
  return new AppError('UNDO_GONE', message);
}

/** Folders that files will come back to, that are not there and that no step makes; outer ones first. */
function missingFolders(steps: readonly PlannedStep[]): PlannedStep[] {
  const made = new Set(steps.filter(({ kind }) => kind === 'makeFolder').map(({ source }) => source));
  const [missing, seen] = [new Set<string>(), new Set<string>()];
  for (const step of steps) {
    const path = step.kind === 'move' ? step.target : step.kind === 'restore' ? step.source : null;
    if (path === null) continue;
    // Many files share a folder: each is looked at once.
    for (let folder = dirname(path); !made.has(folder) && !seen.has(folder); folder = dirname(folder)) {
      seen.add(folder);
      if (existsSync(folder)) break;
      missing.add(folder);
    }
  }
  // In a group of their own: they stand in nobody's way.
  const group = nextGroup(steps);
  return [...missing]
    .sort((one, other) => one.length - other.length)
    .map((source) => ({ kind: 'makeFolder', trackId: null, group, source, target: null, expected: null, input: null }));
}

function nextGroup(steps: readonly PlannedStep[]): number {
  return steps.reduce((next, { group }) => Math.max(next, group + 1), 0);
}
