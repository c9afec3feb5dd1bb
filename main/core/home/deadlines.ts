import { type Db, prepare } from '#core/db/query.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import { clockOf, formatDay, workspaceZone } from './workspace-day.ts';

type DeadlinesOptions = {
  db: Db;
  now(): number;
  notifications: Notifications;
  logError(message: string, error: unknown): void;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So many days before it is due somebody is told. */
const warnDays = 2;
/** Of a program that was closed for long, older ones are no news. */
const mostMissedDays = 30;
const keptAs = 'deadlines.told';

/** The day of the last look, and of which deadline of which song was told. */
type Told = { day: number; songs: Record<string, string> };

type DueSong = { id: number; title: string; deadline: string; ownerId: number | null };

/** Tells who works on a song, once, that it is due soon; also after days in which the program did not run. */
export class Deadlines {
  readonly #options: DeadlinesOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DeadlinesOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), hourMs);
    this.#timer.unref();
    this.look();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const { db, now, logError } = this.#options;
    try {
      const today = clockOf(workspaceZone(db)).dayOf(now());
      db.transaction(() => this.#tell(today)).immediate();
    } catch (error) {
      logError('Deadlines could not be looked at', error);
    }
  }

  #tell(today: number): void {
    const { db } = this.#options;
    const text = prepare(db, 'SELECT value FROM setting WHERE key = ?').pluck().get(keptAs) as string | undefined;
    const kept: Told = text === undefined ? { day: today, songs: {} } : JSON.parse(text);
    const from = formatDay(Math.max(kept.day - 1, today - mostMissedDays));
    const songs = prepare(
      db,
      `SELECT id, title, deadline, owner_id AS ownerId FROM song
       WHERE status <> 'released' AND deadline >= ? AND deadline <= ? ORDER BY deadline, id`,
    ).all(from, formatDay(today + warnDays)) as DueSong[];
    for (const song of songs) if (kept.songs[song.id] !== song.deadline) this.#tellOf(song);
    const told: Told = { day: today, songs: Object.fromEntries(songs.map(({ id, deadline }) => [id, deadline])) };
    prepare(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(keptAs, JSON.stringify(told));
  }

  #tellOf({ id, title, deadline, ownerId }: DueSong): void {
    const { db, notifications } = this.#options;
    const assigned = prepare(
      db,
      'SELECT DISTINCT assignee_id FROM song_step WHERE song_id = ? AND is_done = 0 AND is_enabled = 1',
    )
      .pluck()
      .all(id) as (number | null)[];
    const members = prepare(db, 'SELECT 1 FROM person WHERE id = ? AND member_role IS NOT NULL AND removed_at IS NULL');
    for (const personId of new Set([ownerId, ...assigned])) {
      if (personId === null || !members.get(personId)) continue;
      notifications.add({
        ...{ kind: 'deadlineNear', personId, severity: 'warning', view: 'studio', item: id },
        facts: { title, day: dayText(deadline) },
        mergeKey: `deadline:${id}`,
      });
    }
  }
}

const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** '20 Nov', of a day 'yyyy-mm-dd'. */
function dayText(day: string): string {
  return format.format(Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs) * dayMs);
}
