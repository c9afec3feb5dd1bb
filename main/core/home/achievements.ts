import { currentActor } from '#core/actor.ts';
import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import { type Achievement, achievements } from '#shared/achievements.ts';
import type { Topic } from '#shared/contract/define.ts';
import { measureAll } from './achievement-metrics.ts';
import { workspaceDay } from './workspace-day.ts';

/** Achievements are measured by what these are about. */
const watched: ReadonlySet<Topic> = new Set<Topic>([
  'songs',
  'packs',
  'people',
  'playlists',
  'ideas',
  'exchange',
  'interop',
  'history',
]);

/** What is done in a row is looked at together. */
const quietMs = 300;
/** More at once are told in one notification. */
const mostToasts = 2;

type AchievementsOptions = {
  db: Db;
  now(): number;
  notifications: Notifications;
  onChange(change: Change): void;
  logError(message: string, error: unknown): void;
};

/**
 * Gives awards for what people have done: each once, whatever happens at the same time, and never taken back. What was done
 * before the first look is found and told in one sentence.
 */
export class Achievements {
  readonly #options: AchievementsOptions;
  readonly #waiting = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AchievementsOptions) {
    this.#options = options;
  }

  /** Somebody is here today. */
  greet(personId: number | null): void {
    if (personId !== null) this.#wait(personId);
  }

  note(change: Change): void {
    if (change.topics.some((topic) => watched.has(topic))) this.greet(currentActor().personId);
  }

  /** Looks at everybody who waits for it now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const personId of this.#waiting) {
      try {
        this.#look(personId);
      } catch (error) {
        this.#options.logError('Achievements could not be looked at', error);
      }
    }
    this.#waiting.clear();
  }

  close(): void {
    if (this.#timer) this.flush();
  }

  #wait(personId: number): void {
    this.#waiting.add(personId);
    this.#timer ??= setTimeout(() => this.flush(), quietMs);
    this.#timer.unref();
  }

  #look(personId: number): void {
    const { db, now, notifications, onChange } = this.#options;
    if (prepare(db, 'SELECT has_achievements FROM workspace').pluck().get() !== 1) return;
    const given = db
      .transaction(() => {
        const awards = giveAwards(db, personId, now());
        if (awards.isFirst || awards.given.length > mostToasts) tellTogether(notifications, personId, awards.given);
        else for (const award of awards.given) tellOne(notifications, personId, award);
        return awards.given;
      })
      .immediate();
    if (given.length > 0) onChange({ topics: ['achievements'] });
  }
}

/** Notes that a person is here, and gives all awards they have earned and not got yet. Inside a transaction. */
export function giveAwards(db: Db, personId: number, now: number): { isFirst: boolean; given: Achievement[] } {
  const today = workspaceDay(db, now);
  prepare(db, 'INSERT OR IGNORE INTO active_day (person_id, day) VALUES (?, ?)').run(personId, today);
  const had = prepare(db, 'SELECT code FROM achievement_award WHERE person_id = ?').pluck().all(personId) as string[];
  const before = new Set(had);
  const values = measureAll(db, personId, today);
  const given = achievements.filter(({ code, metric, target }) => !before.has(code) && values[metric] >= target);
  const isFirst = before.size === 0;
  const insert = prepare(
    db,
    'INSERT OR IGNORE INTO achievement_award (person_id, code, at, is_backdated) VALUES (?, ?, ?, ?)',
  );
  for (const { code } of given) insert.run(personId, code, now, isFirst ? 1 : 0);
  return { isFirst, given };
}

function tellOne(notifications: Notifications, personId: number, { code, points }: Achievement): void {
  const facts = { code, points, count: 1 };
  notifications.add({ kind: 'achievement', personId, severity: 'good', facts, view: 'achievements' });
}

function tellTogether(notifications: Notifications, personId: number, given: readonly Achievement[]): void {
  // Everybody is welcome: nothing to tell of by itself.
  if (given.length < 2) return;
  const points = given.reduce((sum, award) => sum + award.points, 0);
  const facts = { code: '', points, count: given.length };
  notifications.add({ kind: 'achievement', personId, severity: 'good', facts, view: 'achievements' });
}
