import type { TimingFinding } from '#shared/contract/tracklists.ts';
import type { Text } from '../../messages/use-text.ts';
import { formatLength } from '../tracks/index.ts';

/** What is wrong with a time, in a sentence. */
export function findingText(text: Text, { code, number, ms }: TimingFinding): string {
  return text(`tracklists.finding.${code}`, { number, time: formatLength(ms) });
}
