import { call, listenTo } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { describeNotification } from './describe-notification.ts';
import { openNotification } from './notifications.actions.ts';

/** Whether the system can show something here at all. */
export const canNotify = typeof Notification === 'function';

/** Lets the system show what this window's person wants to see at once. Called once. */
export function showSystemNotifications(): () => void {
  return listenTo('notification.added', ({ id, personId }) => void show(id, personId).catch(() => undefined));
}

async function show(id: number, personId: number): Promise<void> {
  if (!canNotify || Notification.permission !== 'granted') return;
  const me = await call('notifications.unread');
  if (me.personId !== personId) return;
  const told = await call('notifications.get', { id: id as Parameters<typeof openNotification>[0]['id'] });
  // The same for all windows of one person: the system shows one of a tag.
  const shown = new Notification(text('app.name'), { body: describeNotification(text, told), tag: `told-${id}` });
  shown.onclick = () => {
    window.focus();
    void openNotification(told);
  };
}
