import type { Changes } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { workspaceDay } from '#core/home/workspace-day.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import type { DeliveryId, PackageKind } from '#shared/contract/deliveries.ts';
import { getDelivery } from './deliveries.repository.ts';

type ClockOptions = {
  db: Db;
  now(): number;
  notifications: Notifications;
  changes: Changes;
  logError(message: string, error: unknown): void;
  /** Makes a job of them, but for those that wait in one. */
  begin(kind: PackageKind, ids: readonly DeliveryId[], by: number | null): void;
  /** Every half minute. */
  tick(): void;
};

const lookEveryMs = 30_000;
const toldKey = 'deliveries.told';

type Due = { id: DeliveryId; by: number | null };

/** Begins what was scheduled and is due, tries failed ones again when their time has come, and reminds of those to ask about. */
export class DeliveryClock {
  readonly #options: ClockOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ClockOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#options.tick(), lookEveryMs);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const { db, now, begin, logError } = this.#options;
    try {
      const due = prepare(
        db,
        `SELECT id, json_extract(history, '$[#-1].personId') AS by FROM delivery
         WHERE state = 'scheduled' AND scheduled_at <= @now
           OR next_try_at <= @now AND state IN ('validationFailed', 'deliveryFailed') ORDER BY scheduled_at, id`,
      ).all({ now: now() }) as Due[];
      for (const by of new Set(due.map((each) => each.by))) {
        begin(
          'initial',
          due.filter((each) => each.by === by).map(({ id }) => id),
          by,
        );
      }
      this.#remind();
    } catch (error) {
      logError('Deliveries could not be looked at', error);
    }
  }

  /** Once for each day that somebody wanted to ask on. */
  #remind(): void {
    const { db, now, notifications } = this.#options;
    const today = workspaceDay(db, now());
    const rows = prepare(
      db,
      "SELECT id, follow_up_on AS day FROM delivery WHERE follow_up_on <> '' AND follow_up_on <= ?",
    ).all(today) as { id: number; day: string }[];
    const text = prepare(db, 'SELECT value FROM setting WHERE key = ?').pluck().get(toldKey) as string | undefined;
    const told = (text === undefined ? {} : JSON.parse(text)) as Record<string, string>;
    const fresh = rows.filter(({ id, day }) => told[id] !== day);
    if (fresh.length === 0) return;
    for (const { id, day } of fresh) {
      const { title, storeName } = getDelivery(db, id);
      notifications.add({
        ...{ kind: 'followUpDue', personId: null, severity: 'info', view: 'deliveries', item: id },
        facts: { title, store: storeName, day },
        mergeKey: `followUp:${id}`,
      });
    }
    const kept = JSON.stringify(Object.fromEntries(rows.map(({ id, day }) => [id, day])));
    prepare(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(toldKey, kept);
  }
}
