import { expect, test } from 'vitest';
import { notificationFactNames, notificationKinds } from '#shared/contract/notifications.ts';
import { text } from '../../messages/use-text.ts';
import { describeNotification } from './describe-notification.ts';

const all = [...new Set(Object.values(notificationFactNames).flat())];
const counts = new Set(['count', 'points', 'percent', 'hours', 'number']);

test.each(notificationKinds)('the sentence of %s names what it is told with, and nothing else', (kind) => {
  const own: readonly string[] = notificationFactNames[kind];
  const facts = Object.fromEntries(
    all.map((name) => [name, own.includes(name) ? (counts.has(name) ? 7 : `<${name}>`) : `!${name}!`]),
  );
  expect(describeNotification(text, { kind, facts: { ...facts, code: '' } })).not.toMatch(/!\w+!|NaN|notifications\./);
});
