import type { LintFinding } from '#shared/contract/lint.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';

export function fixFinding(releaseId: ReleaseId, { id }: LintFinding): Promise<void> {
  return attempt(async () => {
    const { operation, count } = await call('lint.fix', { releaseId, findings: [id] });
    showUndoable({ text: text('lint.didFix', { count }), operations: [operation] });
  });
}

export function fixAllSafe(releaseId: ReleaseId): Promise<void> {
  return attempt(async () => {
    const { operation, count } = await call('lint.fixAll', { releaseId });
    showUndoable({ text: text('lint.didFix', { count }), operations: [operation] });
  });
}

export function ignoreFinding(releaseId: ReleaseId, { id, rule }: LintFinding, reason: string): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('lint.ignore', { releaseId, finding: id, reason });
    showUndoable({ text: text('lint.didIgnore', { rule }), operations: [operation] });
  });
}

export function stopIgnoring(releaseId: ReleaseId, { id, rule }: LintFinding): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('lint.unignore', { releaseId, finding: id });
    showUndoable({ text: text('lint.didUnignore', { rule }), operations: [operation] });
  });
}
