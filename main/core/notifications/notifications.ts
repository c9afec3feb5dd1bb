import type { Change } from '#core/changes.ts';
import type { Connectors } from '#core/connectors/connectors.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { clockOf, workspaceZone } from '#core/home/workspace-day.ts';
import type { Emit } from '#shared/contract/index.ts';
import type { FactsOf, NotificationFacts, NotificationKind } from '#shared/contract/notifications.ts';
import { dropOldNotifications, listMembers, readPreferences, readWebhookKinds } from './notifications.repository.ts';
import { isQuiet } from './quiet-hours.ts';
import type { WebhookMessage } from './webhook-connector.ts';

export type NewNotification<Kind extends NotificationKind = NotificationKind> = {
  kind: Kind;
  /** Whom it is for; null: every member. */
  personId: number | null;
  severity?: 'info' | 'good' | 'warning' | 'error';
  /** All that the text of its kind names. */
  facts: FactsOf<Kind>;
  /** Where it leads: a view of the window, and an item of it. */
  view?: string;
  item?: number;
  /** A newer one with the same key takes the place of an older one. */
  mergeKey?: string;
};

type Told = Omit<NewNotification, 'facts'> & { facts: NotificationFacts };

type NotificationsOptions = {
  db: Db;
  now(): number;
  emit: Emit;
  connectors: Pick<Connectors, 'isConnected' | 'queue'>;
  onChange(change: Change): void;
};

const dayMs = 86_400_000;
const keptDays = 180;
/** Several people who are told the same so close together are told of one thing. */
const sameThingMs = 2000;

/**
 * What people are told: kept in each one's inbox unless they switched its kind off, shown by the system where they want
 * that and it is not their quiet hours, and sent to the workspace's webhook where there is one.
 */
export class Notifications {
  readonly #options: NotificationsOptions;
  /** What the webhook was told just now, and when. */
  readonly #sent = new Map<string, number>();

  constructor(options: NotificationsOptions) {
    this.#options = options;
    dropOldNotifications(options.db, options.now() - keptDays * dayMs);
  }

  /** Tells somebody; call it in the transaction of what it is about, or after it. */
  add<Kind extends NotificationKind>(notification: NewNotification<Kind>): void {
    const { db, onChange } = this.#options;
    const { personId } = notification;
    // Songs concern artists too who have no inbox, and people who left.
    const people = listMembers(db).filter((member) => personId === null || member === personId);
    const told = people.filter((personId) => this.#tell(personId, notification));
    if (told.length > 0) onChange({ topics: ['notifications'] });
    this.#send(notification);
  }

  #tell(personId: number, notification: Told): boolean {
    const { db, now, emit } = this.#options;
    const { kind, severity = 'info', facts, view = '', item = null, mergeKey = null } = notification;
    const { off, system, quiet } = readPreferences(db, personId);
    if (off.includes(kind)) return false;
    if (mergeKey !== null) {
      prepare(db, 'DELETE FROM notification WHERE merge_key = ? AND person_id = ?').run(mergeKey, personId);
    }
    const id = prepare(
      db,
      `INSERT INTO notification (at, person_id, kind, severity, facts, view, item, merge_key)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    )
      .pluck()
      .get(now(), personId, kind, severity, JSON.stringify(facts), view, item, mergeKey) as number;
    if (system.includes(kind) && !isQuiet(quiet, this.#minuteOfDay(personId))) {
      emit('notification.added', { id, personId });
    }
    return true;
  }

  /** On the person's own clock. */
  #minuteOfDay(personId: number): number {
    const { db, now } = this.#options;
    const zone = prepare(db, 'SELECT time_zone FROM person WHERE id = ?').pluck().get(personId) as string | undefined;
    const local = clockOf(zone || workspaceZone(db)).localTime(now());
    return Math.floor((local % dayMs) / 60_000);
  }

  #send({ kind, severity = 'info', facts, view = '', item }: Told): void {
    const { db, now, connectors } = this.#options;
    if (!connectors.isConnected('webhook') || !readWebhookKinds(db).includes(kind)) return;
    const thing = JSON.stringify([kind, facts, view, item]);
    for (const [known, at] of this.#sent) if (now() - at > sameThingMs) this.#sent.delete(known);
    if (this.#sent.has(thing)) return;
    this.#sent.set(thing, now());
    const workspace = prepare(db, 'SELECT name FROM workspace').pluck().get() as string;
    const message: WebhookMessage = { kind, severity, facts, at: new Date(now()).toISOString(), workspace };
    connectors.queue.add('webhook', 'send', message);
  }
}
