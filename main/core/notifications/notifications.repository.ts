import { type Db, prepare } from '#core/db/query.ts';
import {
  defaultPreferences,
  type Notification,
  type NotificationKind,
  type NotificationPreferences,
  notificationKinds,
  notificationPreferences,
} from '#shared/contract/notifications.ts';

type NotificationRow = {
  id: number;
  at: number;
  kind: string;
  severity: Notification['severity'];
  facts: string;
  view: string;
  item: number | null;
  read_at: number | null;
};

const columns = 'id, at, kind, severity, facts, view, item, read_at';

/** Those of a person, newest first. */
export function listNotifications(db: Db, personId: number, before: number, count: number): Notification[] {
  const rows = prepare(
    db,
    `SELECT ${columns} FROM notification WHERE person_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  ).all(personId, before, count) as NotificationRow[];
  return rows.map(toNotification);
}

export function findNotification(db: Db, personId: number, id: number): Notification | undefined {
  const row = prepare(db, `SELECT ${columns} FROM notification WHERE id = ? AND person_id = ?`).get(id, personId);
  return row === undefined ? undefined : toNotification(row as NotificationRow);
}

function toNotification({ read_at, facts, kind, ...row }: NotificationRow): Notification {
  return {
    ...row,
    id: row.id as Notification['id'],
    kind: kind as NotificationKind,
    facts: JSON.parse(facts),
    isRead: read_at !== null,
  };
}

export function countUnread(db: Db, personId: number): number {
  return prepare(db, 'SELECT count(*) FROM notification WHERE person_id = ? AND read_at IS NULL')
    .pluck()
    .get(personId) as number;
}

/** What is kept of it may be of an older build, and know other kinds. */
export function readPreferences(db: Db, personId: number): NotificationPreferences {
  const value = readValue(db, personId);
  const known = new Set<string>(notificationKinds);
  const kinds = (list: unknown) => (Array.isArray(list) ? list.filter((kind) => known.has(kind)) : []);
  const { off, system, quiet } = { ...defaultPreferences, ...(value as object) };
  const parsed = notificationPreferences.safeParse({ off: kinds(off), system: kinds(system), quiet });
  return parsed.success ? parsed.data : defaultPreferences;
}

export function writePreferences(db: Db, personId: number, value: object): void {
  prepare(db, 'INSERT OR REPLACE INTO notification_preference (person_id, value) VALUES (?, ?)').run(
    personId,
    JSON.stringify(value),
  );
}

/** The workspace's own preferences are kept under this. */
export const workspaceItself = 0;

export function readWebhookKinds(db: Db): NotificationKind[] {
  const value = readValue(db, workspaceItself) as { webhook?: string[] } | null;
  return notificationKinds.filter((kind) => value?.webhook?.includes(kind) ?? true);
}

function readValue(db: Db, personId: number): unknown {
  const text = prepare(db, 'SELECT value FROM notification_preference WHERE person_id = ?').pluck().get(personId);
  return text === undefined ? null : JSON.parse(text as string);
}

/** Members who are there now. */
export function listMembers(db: Db): number[] {
  return prepare(
    db,
    `SELECT id FROM person WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL`,
  )
    .pluck()
    .all() as number[];
}

/** Takes away what was read and is older than this, so that an inbox does not grow for ever. */
export function dropOldNotifications(db: Db, before: number): void {
  prepare(db, 'DELETE FROM notification WHERE at < ? AND read_at IS NOT NULL').run(before);
}
