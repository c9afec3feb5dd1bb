import { Bell } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { NavItem } from '../../ui/index.ts';

/** The inbox of what one is told, in the sidebar; there once there is something. */
export function NotificationBell() {
  const text = useText();
  const isCurrent = useView((state) => state.view === 'notifications');
  const { data } = useCall('notifications.unread');
  const count = data?.count ?? 0;
  return (
    <NavItem
      icon={<Bell size={16} />}
      text={text('app.view.notifications')}
      isCurrent={isCurrent}
      isCalling={count > 0}
      note={count > 0 ? text('app.count', { count }) : undefined}
      noteLabel={count > 0 ? text('notifications.unread', { count }) : undefined}
      onPress={() => showView('notifications')}
    />
  );
}
