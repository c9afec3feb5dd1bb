import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { History } from '#core/history/history.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import type { Presence, PresenceEvent } from '#core/platform.ts';
import type { TimerQuestion } from '#shared/contract/time.ts';
import { timeName } from '#shared/time/time-name.ts';
import { getEntry } from './entries.repository.ts';
import { endEntry, storedEntry } from './entry-changes.ts';
import { timeRulesOf } from './zones.ts';

type KeeperOptions = {
  db: Db;
  now(): number;
  presence: Presence | undefined;
  history: Pick<History, 'apply'>;
  notifications: Pick<Notifications, 'add'>;
  onChange(change: Change): void;
  logError(message: string, error: unknown): void;
};

const minuteMs = 60_000;
const tickMs = 30_000;

/** A gap that is asked about where the workspace asks about no idle time. */
const usualGapMs = 5 * minuteMs;

type Running = { id: number; person_id: number; start_at: number; seen_at: number | null; removed_at: number | null };

/**
 * Looks after the timers that run: writes down that they were seen alive, and notices what has to be asked about: nobody was
 * there, the machine slept, the program did not run, the clock was put back, it runs all day. It never ends a timer by itself, but
 * for that of a person who was removed. While something is asked the pulse stands still, so that a crash asks it again.
 */
export class TimerKeeper {
  readonly #options: KeeperOptions;
  readonly #questions = new Map<number, TimerQuestion>();
  /** By entry: it is asked again from then on. */
  readonly #longFrom = new Map<number, number>();
  /** When a window of a browser was last used, by person. */
  readonly #inputs = new Map<number, number>();
  readonly #away = new Set<'suspend' | 'lock'>();
  #hasTicked = false;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.tick();
    this.#timer = setInterval(() => this.tick(), tickMs).unref();
    this.#stopListening = this.#options.presence?.listen((event) => this.#hear(event)) ?? this.#stopListening;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopListening();
  }

  question(personId: number): TimerQuestion | null {
    return this.#questions.get(personId) ?? null;
  }

  /** The newest moment at which a running timer was known to run; null where none was. */
  seenAt(personId: number): number | null {
    const seenAt = prepare(this.#options.db, 'SELECT seen_at FROM timer_pulse WHERE person_id = ?')
      .pluck()
      .get(personId);
    return (seenAt as number | undefined) ?? null;
  }

  began(personId: number, now: number): void {
    this.#questions.delete(personId);
    this.#inputs.set(personId, now);
    this.#pulse(personId, now);
  }

  /** The pulse stays: where the end is taken back, the timer goes on from there. */
  ended(personId: number): void {
    this.#questions.delete(personId);
    this.#pulse(personId, this.#options.now());
  }

  /** It was all work: nothing of it is asked again. */
  kept(personId: number, entryId: number): void {
    const now = this.#options.now();
    const { longRunMinutes } = timeRulesOf(this.#options.db);
    if (this.#questions.get(personId)?.kind === 'long') this.#longFrom.set(entryId, now + longRunMinutes * minuteMs);
    this.began(personId, now);
    this.#options.onChange({ topics: ['time'] });
  }

  /** A window of a browser was used. */
  noteInput(personId: number): void {
    const now = this.#options.now();
    const last = this.#inputs.get(personId);
    this.#inputs.set(personId, now);
    const running = this.#running().find((each) => each.person_id === personId);
    if (!running || last === undefined || this.#questions.has(personId)) return;
    if (timeRulesOf(this.#options.db).idleMinutes > 0 && now - last >= this.#gapMs()) {
      this.#ask(running, { kind: 'window', from: Math.max(last, running.start_at), to: now });
    }
  }

  /** Looks at all timers that run. */
  tick(): void {
    try {
      for (const running of this.#running()) this.#look(running);
    } catch (error) {
      this.#options.logError('Timers could not be looked after', error);
    }
    this.#hasTicked = true;
  }

  #look(running: Running): void {
    const { now } = this.#options;
    const { person_id: personId, start_at: startAt } = running;
    if (running.removed_at !== null) {
      this.#endForRemoved(running, running.removed_at);
      return;
    }
    // What nobody saw is asked about when somebody is back.
    if (this.#away.size > 0) return;
    const open = this.#questions.get(personId);
    if (open && open.kind !== 'long') {
      this.#followIdle(running, open);
      return;
    }
    const at = now();
    const seenAt = Math.max(running.seen_at ?? startAt, startAt);
    const idleFrom = this.#idleFrom(running);
    if (at < seenAt - minuteMs) this.#ask(running, { kind: 'clock', from: at, to: seenAt });
    else if (at - seenAt >= this.#gapMs()) {
      this.#ask(running, { kind: this.#hasTicked ? 'sleep' : 'closed', from: seenAt, to: at });
    } else if (idleFrom !== null) this.#ask(running, { kind: 'idle', from: idleFrom, to: null });
    else {
      this.#pulse(personId, Math.max(at, seenAt));
      this.#askLong(running, at);
    }
  }

  /** When nobody was there any more, of the profile that sits at this machine; null where somebody is. */
  #idleFrom({ person_id: personId, start_at: startAt }: Running): number | null {
    const { db, presence, now } = this.#options;
    const { idleMinutes } = timeRulesOf(db);
    const active = prepare(db, 'SELECT active_person_id FROM workspace').pluck().get();
    if (!presence || idleMinutes === 0 || active !== personId) return null;
    const idleMs = presence.idleMs();
    const from = Math.max(startAt, now() - idleMs);
    return idleMs >= idleMinutes * minuteMs && now() - from >= idleMinutes * minuteMs ? from : null;
  }

  /** Somebody is back: the idle time has an end now. */
  #followIdle(running: Running, open: TimerQuestion): void {
    const { presence, now } = this.#options;
    if (open.kind !== 'idle' || open.to !== null || !presence) return;
    const idleMs = presence.idleMs();
    if (idleMs < this.#gapMs()) this.#ask(running, { ...open, to: Math.max(open.from, now() - idleMs) });
  }

  #askLong(running: Running, at: number): void {
    const { db, notifications } = this.#options;
    const from = this.#longFrom.get(running.id) ?? running.start_at + timeRulesOf(db).longRunMinutes * minuteMs;
    if (at < from || this.#questions.has(running.person_id)) return;
    this.#ask(running, { kind: 'long', from: running.start_at, to: at });
    const entry = getEntry(db, running.id);
    notifications.add({
      kind: 'timerLeftRunning',
      personId: running.person_id,
      severity: 'warning',
      facts: { name: timeName(entry), hours: Math.floor((at - running.start_at) / (60 * minuteMs)) },
      view: 'time',
      mergeKey: `timer:${running.id}`,
    });
  }

  #ask(running: Running, question: TimerQuestion): void {
    this.#questions.set(running.person_id, question);
    this.#options.onChange({ topics: ['time'] });
  }

  #hear(event: PresenceEvent): void {
    const reason = event === 'suspend' || event === 'resume' ? 'suspend' : 'lock';
    if (event === 'suspend' || event === 'lock') {
      // The last moment somebody was there, for what is asked later.
      this.tick();
      this.#away.add(reason);
      return;
    }
    this.#away.delete(reason);
    if (this.#away.size === 0) this.tick();
  }

  #gapMs(): number {
    const { idleMinutes } = timeRulesOf(this.#options.db);
    return idleMinutes > 0 ? idleMinutes * minuteMs : usualGapMs;
  }

  #pulse(personId: number, at: number): void {
    prepare(this.#options.db, 'INSERT OR REPLACE INTO timer_pulse (person_id, seen_at) VALUES (?, ?)').run(
      personId,
      at,
    );
  }

  #running(): Running[] {
    return prepare(
      this.#options.db,
      `SELECT time_entry.id, time_entry.person_id, start_at, seen_at, removed_at FROM time_entry
       LEFT JOIN timer_pulse ON timer_pulse.person_id = time_entry.person_id
       LEFT JOIN person ON person.id = time_entry.person_id
       WHERE end_at IS NULL`,
    ).all() as Running[];
  }

  #endForRemoved({ id, person_id: personId, start_at: startAt }: Running, removedAt: number): void {
    const { db, history, now, onChange } = this.#options;
    const entry = storedEntry(db, id);
    const { changes } = endEntry(db, entry, Math.max(startAt + 1000, removedAt), now());
    history.apply('stopTimer', changes, timeName(getEntry(db, id)));
    this.ended(personId);
    onChange({ topics: ['time'] });
  }
}
