export { NotificationBell } from './notification-bell.tsx';
export { NotificationsPanel } from './notifications-panel.tsx';
export { NotificationsView } from './notifications-view.tsx';
export { showSystemNotifications } from './system-notifications.ts';
