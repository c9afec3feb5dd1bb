import type { Operation } from '#shared/contract/operation.ts';
import type { Text } from '../../messages/use-text.ts';

/** What was done, in a few words without a capital: 'rated 3 tracks'. */
export function describeOperation(text: Text, { kind, trackCount, subject }: Operation): string {
  // Of several songs or people none stands for all: what was done to them says it.
  if (trackCount === 0 && subject === '') return text(`history.kind.${kind}`);
  // One track that has gone since has no title left to name it by.
  const count = trackCount === 1 && subject === '' ? 0 : trackCount;
  return text(`history.did.${kind}`, { count: count === 0 ? trackCount : count, subject: subject || '1' });
}
