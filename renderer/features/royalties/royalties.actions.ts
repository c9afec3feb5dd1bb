import type { OperationId } from '#shared/contract/operation.ts';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { call } from '../../api/client.ts';
import type { MessageId } from '../../messages/index.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';

/** Does something of royalties, says so and offers to take it back. */
export function change(
  said: MessageId,
  values: Record<string, string | number>,
  make: () => Promise<{ operation: OperationId | null }>,
): Promise<void> {
  return attempt(async () => {
    const { operation } = await make();
    showUndoable({ text: text(said, values), operations: [operation] });
  });
}

export function calculate({ id }: RoyaltyPeriod): Promise<void> {
  return attempt(() => call('royalties.calculate', { periodId: id }));
}

export function say(said: MessageId, values: Record<string, string | number> = {}): void {
  showToast({ text: text(said, values) });
}

/** A day as people name it today, 'yyyy-mm-dd'. */
export function today(): string {
  const now = new Date();
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
