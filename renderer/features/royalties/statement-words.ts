import { type StatementWords, statementWordKeys } from '#shared/contract/royalty-words.ts';
import type { Text } from '../../messages/use-text.ts';

/** What statements say, in the language of the window. */
export function statementWords(text: Text): StatementWords {
  const madeOn = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  const words = statementWordKeys.map((key) => [key, key === 'madeOn' ? madeOn : text(`royaltywords.word.${key}`)]);
  return Object.fromEntries(words) as StatementWords;
}
