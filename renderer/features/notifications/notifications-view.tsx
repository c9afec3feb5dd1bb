import { useInfiniteQuery } from '@tanstack/react-query';
import { Bell, CheckCheck, CircleAlert, CircleCheck, Info, Settings2, Trash2, TriangleAlert } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import type { Notification, NotificationId } from '#shared/contract/notifications.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, ViewHead } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { describeNotification } from './describe-notification.ts';
import { openNotification } from './notifications.actions.ts';
import styles from './notifications.module.css';

const pageSize = 100;
const icons = { info: Info, good: CircleCheck, warning: TriangleAlert, error: CircleAlert };

/** Everything one was told, newest first. */
export function NotificationsView() {
  const text = useText();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['notifications.list', 'pages'],
    queryFn: ({ pageParam }) =>
      call('notifications.list', { count: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as NotificationId | null,
    getNextPageParam: (page) => (page.length < pageSize ? null : page.at(-1)?.id),
  });
  const items = data?.pages.flat() ?? [];
  const unread = items.filter(({ isRead }) => !isRead).length;

  return (
    <>
      <ViewHead title={text('app.view.notifications')}>
        <Button
          size="small"
          icon={<CheckCheck size={14} />}
          isDisabled={unread === 0}
          onPress={() => void attempt(() => call('notifications.markRead', {}))}
        >
          {text('notifications.markAll')}
        </Button>
        <Button
          size="small"
          icon={<Trash2 size={14} />}
          isDisabled={unread === items.length}
          onPress={() => void attempt(() => call('notifications.remove', {}))}
        >
          {text('notifications.clearRead')}
        </Button>
        <IconButton label={text('notifications.settings')} onPress={() => runCommand('settings.notifications')}>
          <Settings2 size={16} />
        </IconButton>
      </ViewHead>
      {error && <EmptyState text={errorText(text, asAppError(error).code)} />}
      {data && items.length === 0 && <EmptyState icon={<Bell size={20} />} text={text('notifications.none')} />}
      {items.length > 0 && (
        <GridList
          aria-label={text('app.view.notifications')}
          className={styles.list ?? ''}
          data-pane-focus
          items={items}
          onAction={(key) => {
            const found = items.find(({ id }) => id === key);
            if (found) void attempt(() => openNotification(found));
          }}
        >
          {(item) => <NotificationRow item={item} />}
        </GridList>
      )}
      {hasNextPage && (
        <Button kind="link" size="small" onPress={() => void fetchNextPage()}>
          {text('history.more')}
        </Button>
      )}
    </>
  );
}

function NotificationRow({ item }: { item: Notification }) {
  const text = useText();
  const what = describeNotification(text, item);
  const Icon = icons[item.severity];
  return (
    <GridListItem id={item.id} textValue={what} className={styles.row ?? ''} data-read={item.isRead}>
      <Icon size={16} className={styles.icon} data-severity={item.severity} aria-hidden="true" />
      <span className={styles.text}>{what}</span>
      {!item.isRead && <span className={styles.new}>{text('notifications.new')}</span>}
      <time className={styles.when} dateTime={new Date(item.at).toISOString()}>
        {formatDayAndTime(item.at)}
      </time>
      <IconButton
        label={text('notifications.remove', { what })}
        size="small"
        onPress={() => void attempt(() => call('notifications.remove', { ids: [item.id] }))}
      >
        <Trash2 size={14} />
      </IconButton>
    </GridListItem>
  );
}
