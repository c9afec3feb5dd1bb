import type { Notification } from '#shared/contract/notifications.ts';
import type { Text } from '../../messages/use-text.ts';

/** Values that one of an older build may lack. */
const none = {
  ...{ person: '', name: '', title: '', song: '', pack: '', project: '', step: '', what: '', reason: '', role: '' },
  ...{ week: '', amount: '', status: '', access: '', mode: '', code: '', day: '', text: '' },
  ...{ count: 1, points: 0, percent: 0, hours: 0, number: 0 },
};

/** What somebody is told, in a sentence. */
export function describeNotification(text: Text, { kind, facts }: Pick<Notification, 'kind' | 'facts'>): string {
  if (kind === 'achievement' && facts.code) {
    const achievement = text(`home.achievement.${String(facts.code)}` as 'home.achievement.letters.26');
    return text('notifications.did.achievementNamed', { achievement, points: Number(facts.points) });
  }
  return text(`notifications.did.${kind}`, { ...none, ...facts });
}
