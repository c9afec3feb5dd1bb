import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { NotificationFacts, NotificationKind } from '#shared/contract/notifications.ts';

export type NewNotification = {
  kind: NotificationKind;
  /** Whom it is for; null: everybody. */
  personId: number | null;
  severity?: 'info' | 'good' | 'warning' | 'error';
  facts: NotificationFacts;
  /** Where it leads: a view of the window, and an item of it. */
  view?: string;
  item?: number;
  /** A newer one with the same key takes the place of an older one. */
  mergeKey?: string;
};

type NotificationsOptions = { db: Db; now(): number; onChange(change: Change): void };

/** The inbox of what people are told. */
export class Notifications {
  readonly #options: NotificationsOptions;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  /** Tells somebody; call it in the transaction of what it is about, or after it. */
  add(notification: NewNotification): void {
    const { db, now, onChange } = this.#options;
    const { kind, personId, severity = 'info', facts, view = '', item = null, mergeKey = null } = notification;
    if (mergeKey !== null) {
      prepare(db, 'DELETE FROM notification WHERE merge_key = ? AND person_id IS ?').run(mergeKey, personId);
    }
    prepare(
      db,
      `INSERT INTO notification (at, person_id, kind, severity, facts, view, item, merge_key)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(now(), personId, kind, severity, JSON.stringify(facts), view, item, mergeKey);
    onChange({ topics: ['notifications'] });
  }
}
