import { useState } from 'react';
import {
  type NotificationKind,
  type NotificationPreferences,
  notificationKinds,
} from '#shared/contract/notifications.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './notifications.module.css';
import { canNotify } from './system-notifications.ts';

const usualQuiet = { from: '22:00', to: '07:00' };

/** What one is told of, and how; a part of the settings. */
export function NotificationsPanel() {
  const text = useText();
  const { data: preferences } = useCall('notifications.preferences');
  const { data: webhook } = useCall('notifications.webhookKinds');
  const { data: services } = useCall('connectors.list');
  const hasWebhook = services?.services.some(({ id, isConnected }) => id === 'webhook' && isConnected) ?? false;
  const [isRefused, setIsRefused] = useState(false);
  if (!preferences) return null;

  const save = (change: Partial<NotificationPreferences>) =>
    void attempt(() => call('notifications.setPreferences', { ...preferences, ...change }));
  const toggled = (list: readonly NotificationKind[], kind: NotificationKind, isIn: boolean) =>
    isIn ? [...list, kind] : list.filter((other) => other !== kind);
  const setSystem = async (kind: NotificationKind, isOn: boolean) => {
    // Asked when it is first wanted, and never before.
    const isGranted = !isOn || (canNotify && (await Notification.requestPermission()) === 'granted');
    setIsRefused(!isGranted);
    if (isGranted) save({ system: toggled(preferences.system, kind, isOn) });
  };

  return (
    <div className={styles.panel}>
      <p className={styles.about}>{text('notifications.about')}</p>
      {isRefused && <p className={styles.refused}>{text('notifications.refused')}</p>}
      <table className={styles.kinds}>
        <thead>
          <tr>
            <th scope="col">{text('notifications.kind')}</th>
            <th scope="col">{text('notifications.inbox')}</th>
            <th scope="col">{text('notifications.system')}</th>
            {hasWebhook && webhook && <th scope="col">{text('notifications.webhook')}</th>}
          </tr>
        </thead>
        <tbody>
          {notificationKinds.map((kind) => {
            const name = text(`notifications.kind.${kind}`);
            const isOff = preferences.off.includes(kind);
            return (
              <tr key={kind}>
                <th scope="row">{name}</th>
                <td>
                  <Checkbox
                    aria-label={text('notifications.inInbox', { kind: name })}
                    isSelected={!isOff}
                    onChange={(isOn) => save({ off: toggled(preferences.off, kind, !isOn) })}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={text('notifications.bySystem', { kind: name })}
                    isDisabled={isOff || !canNotify}
                    isSelected={!isOff && preferences.system.includes(kind)}
                    onChange={(isOn) => void setSystem(kind, isOn)}
                  />
                </td>
                {hasWebhook && webhook && (
                  <td>
                    <Checkbox
                      aria-label={text('notifications.byWebhook', { kind: name })}
                      isSelected={webhook.includes(kind)}
                      onChange={(isOn) =>
                        void attempt(() => call('notifications.setWebhookKinds', toggled(webhook, kind, isOn)))
                      }
                    />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Switch isSelected={preferences.quiet !== null} onChange={(isOn) => save({ quiet: isOn ? usualQuiet : null })}>
        {text('notifications.quiet')}
      </Switch>
      {preferences.quiet && (
        <div className={styles.times}>
          {(['from', 'to'] as const).map((end) => (
            <Field
              key={end}
              type="time"
              label={text(`notifications.quietTime.${end}`)}
              value={preferences.quiet?.[end] ?? ''}
              onChange={(value) => {
                if (/^\d\d:\d\d$/.test(value)) save({ quiet: { ...(preferences.quiet ?? usualQuiet), [end]: value } });
              }}
            />
          ))}
        </div>
      )}
      {!hasWebhook && <p className={styles.about}>{text('notifications.webhookHint')}</p>}
    </div>
  );
}
