import type { Notification } from '#shared/contract/notifications.ts';
import { call } from '../../api/client.ts';
import { views } from '../../app/route.ts';
import { showView } from '../../app/view.store.ts';

/** Goes where a notification leads, and notes that it was read. */
export async function openNotification({ id, view, item, isRead }: Notification): Promise<void> {
  const known = views.find((name) => name === view);
  if (known) showView(known, item);
  if (!isRead) await call('notifications.markRead', { ids: [id] });
}
