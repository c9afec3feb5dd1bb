import type { Suggestion } from '#shared/contract/home.ts';
import type { Text } from '../../messages/use-text.ts';

/** Why something is suggested, in words. */
export function reasonText(
  text: Text,
  reason: Suggestion['reasons'][number],
  dayText: (day: string) => string,
): string {
  switch (reason.kind) {
    case 'due':
      return text('home.reason.due', { day: dayText(reason.day) });
    case 'waiting':
      return text('home.reason.waiting', { person: reason.name });
    case 'quiet':
      return text('home.reason.quiet', { count: reason.days });
    case 'recent':
      return text('home.reason.recent');
    default:
      return text(`home.reason.${reason.kind}`, { percent: reason.percent });
  }
}
