import { expect, test } from 'vitest';
import type { Presence } from '#core/platform.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import { TimerKeeper } from './timer-keeper.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 20, 9);

/** A keeper of one running timer of person 1, and what it did. */
function keeperLab(idle?: { ms: number }) {
  const db = openTestDb();
  db.exec(`
    INSERT INTO person (id, name, member_role, created_at, changed_at) VALUES (1, 'Ada', 'owner', 0, 0);
    UPDATE workspace SET active_person_id = 1;
    INSERT INTO time_entry (id, person_id, start_at, time_zone, note, source, created_at, changed_at)
      VALUES (7, 1, ${start}, 'Europe/Berlin', 'Tape transfer', 'timer', 0, 0);`);
  const told: unknown[] = [];
  const lab = { now: start, ended: [] as unknown[], errors: [] as unknown[] };
  const presence: Presence | undefined = idle && { idleMs: () => idle.ms, listen: () => () => undefined };
  const keeper = new TimerKeeper({
    db,
    presence,
    now: () => lab.now,
    history: {
      apply: (kind, changes) => {
        lab.ended.push(kind, changes.find(({ field }) => field === 'timeEntry:endAt')?.newValue);
        db.exec('DELETE FROM time_entry');
        return { operation: null, trackIds: [] };
      },
    },
    notifications: { add: (notification) => told.push(notification) },
    onChange: () => undefined,
    logError: (...error) => lab.errors.push(error),
  });
  keeper.began(1, start);
  /** Time goes on, with a look every half minute. */
  const pass = (ms: number) => {
    for (const end = lab.now + ms; lab.now < end; lab.now += minute / 2) keeper.tick();
    keeper.tick();
  };
  return { db, lab, keeper, pass, told };
}

test('a timer that runs longer than anybody works is told of once and asked about, never ended', () => {
  const { db, lab, keeper, pass, told } = keeperLab();
  pass(8 * hour - minute);
  expect([keeper.question(1), told]).toEqual([null, []]);
  pass(2 * minute);
  expect(keeper.question(1)).toMatchObject({ kind: 'long', from: start });
  pass(hour);
  expect(told).toMatchObject([{ kind: 'timerLeftRunning', personId: 1, facts: { name: 'Tape transfer', hours: 8 } }]);
  keeper.kept(1, 7);
  pass(hour);
  expect(keeper.question(1)).toBeNull();
  expect(db.prepare('SELECT end_at FROM time_entry').get()).toEqual({ end_at: null });
  expect(lab.errors).toEqual([]);
});

test('idle time goes on until somebody is back, and is asked about again after a crash', () => {
  const idle = { ms: 0 };
  const { lab, keeper, pass } = keeperLab(idle);
  pass(hour);
  const left = lab.now;
  for (let turn = 0; turn < 20; turn += 1) {
    lab.now += minute;
    idle.ms = lab.now - left;
    keeper.tick();
  }
  expect(keeper.question(1)).toEqual({ kind: 'idle', from: left, to: null });
  // The pulse stands where somebody was last there, give or take the minutes that count as idle.
  expect(keeper.seenAt(1)).toBeLessThanOrEqual(left + 5 * minute);
  idle.ms = 1000;
  keeper.tick();
  expect(keeper.question(1)).toEqual({ kind: 'idle', from: left, to: lab.now - 1000 });
});

test('a clock that is put back is asked about, and its later moment counts', () => {
  const { lab, keeper, pass } = keeperLab();
  pass(hour);
  const seen = keeper.seenAt(1);
  lab.now -= 30 * minute;
  keeper.tick();
  expect(keeper.question(1)).toEqual({ kind: 'clock', from: lab.now, to: seen });
  keeper.kept(1, 7);
  keeper.tick();
  expect(keeper.question(1)).toBeNull();
});

test('a browser that nobody used for long is asked about when it is used again', () => {
  const { lab, keeper, pass } = keeperLab();
  pass(2 * minute);
  keeper.noteInput(1);
  const last = lab.now;
  pass(20 * minute);
  keeper.noteInput(1);
  expect(keeper.question(1)).toEqual({ kind: 'window', from: last, to: lab.now });
});

test('the timer of somebody who was removed ends when they were', () => {
  const { db, lab, keeper, pass } = keeperLab();
  pass(hour);
  db.exec(`UPDATE person SET removed_at = ${start + hour}`);
  keeper.tick();
  expect(lab.ended).toEqual(['stopTimer', start + hour]);
  expect([keeper.question(1), lab.errors]).toEqual([null, []]);
});
