import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connectors } from '#core/connectors/connectors.ts';
import type { Db } from '#core/db/query.ts';
import { Notifications } from '#core/notifications/notifications.ts';
import { type SongState, songRecord } from '#core/studio/song-records.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import { achievements, rarities } from '#shared/achievements.ts';
import { streaks } from './achievement-metrics.ts';
import { Achievements, giveAwards } from './achievements.ts';
import { Deadlines } from './deadlines.ts';
import { listLeaders } from './leaders.ts';
import { readStatistics } from './statistics.ts';
import { type OpenSong, readOpenPacks, readOpenSongs, suggest } from './suggestions.ts';

const now = Date.UTC(2026, 10, 20, 12);
const dayMs = 86_400_000;

function openStudio(): Db {
  const db = openTestDb();
  db.prepare(
    `INSERT INTO person (id, name, member_role, created_at, changed_at) VALUES (1, 'Ines', 'owner', 0, 0)`,
  ).run();
  db.prepare(
    `INSERT INTO person (id, name, member_role, created_at, changed_at) VALUES (2, 'Kit', 'employee', 0, 0)`,
  ).run();
  return db;
}

/** An inbox that nothing leaves. */
function silent(db: Db): Notifications {
  const connectors = { isConnected: () => false } as unknown as Connectors;
  return new Notifications({ db, connectors, now: () => now, onChange: () => undefined, emit: () => undefined });
}

const blank: SongState = {
  ...{
    title: '',
    artist: 'Ines',
    album: '',
    year: null,
    genre: '',
    status: 'inProgress',
    packId: null,
    seriesId: null,
  },
  ...{ position: 0, isOptional: false, deadline: '', note: '', artworkHash: null, ownerId: 1, workflowId: null },
  ...{ bounceFolder: '', isrc: '', iswc: '', language: '', isExplicit: false, bpm: null, musicalKey: null },
  ...{ isPublic: false, releasedAt: null, releaseDescription: '', downloadLink: '', videoLink: '', createdAt: 0 },
  ...{ steps: [], people: [], statuses: [], links: [] },
};

function addSong(db: Db, song: Partial<SongState>, at = now): number {
  const change = songRecord.make(db, { ...blank, createdAt: at, ...song });
  db.transaction(() =>
    songRecord.setter(db, [{ itemId: change.itemId, field: change.field, value: change.newValue }], {
      now: at,
      operationId: 1,
    }),
  )();
  return change.itemId;
}

const step = (name: string, isDone: boolean, assigneeId: number | null = null, doneAt: number | null = null) => ({
  ...{ key: name, name, stage: '', isRequired: true, isEnabled: true, isDone, doneAt, doneBy: null },
  ...{ assigneeId, due: '', note: '', after: '' },
});

test('there are the 79 achievements, worth 4,925 points, as rare as they were', () => {
  expect(achievements).toHaveLength(79);
  expect(new Set(achievements.map(({ code }) => code)).size).toBe(79);
  expect(achievements.reduce((sum, { points }) => sum + points, 0)).toBe(4925);
  const counts = rarities.map((rarity) => achievements.filter((found) => found.rarity === rarity).length);
  expect(counts).toEqual([18, 22, 17, 16, 6]);
  const categories = Map.groupBy(achievements, ({ category }) => category);
  expect([...categories].map(([name, all]) => `${name} ${all.length}`)).toEqual([
    ...['planned 7', 'started 10', 'released 8', 'packs 5', 'activity 12', 'quality 11', 'social 12', 'diversity 14'],
  ]);
});

test('awards are given once, never taken back, and what was there before is told in one sentence', () => {
  const db = openStudio();
  const notifications = silent(db);
  const logged: unknown[] = [];
  const home = new Achievements({
    ...{ db, notifications, now: () => now, onChange: () => undefined },
    logError: (_, error) => logged.push(error),
  });
  for (let index = 0; index < 26; index += 1) {
    const letter = String.fromCharCode(65 + index);
    addSong(db, { title: `${letter} song`, artist: `Artist ${letter}`, year: 1970 + index, status: 'released' });
  }
  home.greet(1);
  home.greet(1);
  home.flush();
  const codes = () => db.prepare('SELECT code FROM achievement_award WHERE person_id = 1 ORDER BY code').pluck().all();
  const first = codes();
  expect(first).toEqual(
    expect.arrayContaining(['artists.25', 'decades.3', 'letters.26', 'songsReleased.25', 'welcome.1', 'years.25']),
  );
  const told = () => db.prepare('SELECT facts FROM notification').pluck().all() as string[];
  expect(told().map((facts) => JSON.parse(facts).count)).toEqual([first.length]);

  const points = achievements.filter(({ code }) => first.includes(code)).reduce((sum, found) => sum + found.points, 0);
  expect(listLeaders(db)).toEqual([
    { personId: 1, name: 'Ines', points: points + 260, rank: 1, awards: first.length, rarest: expect.any(Array) },
    { personId: 2, name: 'Kit', points: 0, rank: 2, awards: 0, rarest: [] },
  ]);

  db.exec('DELETE FROM song');
  expect(giveAwards(db, 1, now).given).toEqual([]);
  expect(codes()).toEqual(first);
  addSong(db, { title: 'Public', isPublic: true });
  home.greet(1);
  home.flush();
  expect(told().map((facts) => JSON.parse(facts).code)).toEqual(['', 'publicSongs.1']);

  db.exec('UPDATE workspace SET has_achievements = 0');
  db.prepare(`INSERT INTO idea (title, person_id, created_at, changed_at) VALUES ('x', 1, 0, 0)`).run();
  home.greet(1);
  home.flush();
  expect(codes()).toHaveLength(first.length + 1);
  expect(logged).toEqual([]);
});

test('a streak counts days in a row, in any order, and lives until the day after', () => {
  expect(streaks([], '2026-11-20')).toEqual({ longest: 0, current: 0 });
  expect(streaks(['2026-02-28', '2026-03-01', '2026-02-27'], '2026-03-02')).toEqual({ longest: 3, current: 3 });
  expect(streaks(['2026-02-28', '2026-03-01'], '2026-03-03')).toEqual({ longest: 2, current: 0 });
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }));
  fc.assert(
    fc.property(days, (numbers) => {
      const named = numbers.map((number) => new Date(number * dayMs).toISOString().slice(0, 10));
      const { longest } = streaks(named, '1971-01-01');
      const isRun = (from: number, length: number) =>
        Array.from({ length }, (_, index) => from + index).every((day) => numbers.includes(day));
      expect(numbers.length === 0 || numbers.some((from) => isRun(from, longest))).toBe(true);
      expect(numbers.some((from) => isRun(from, longest + 1))).toBe(false);
    }),
  );
});

test('what is due comes first, then what somebody waits for and what is nearly done, with the reason', () => {
  const db = openStudio();
  const done = (count: number, at: number) =>
    Array.from({ length: count }, (_, index) => step(`Done ${index}`, true, null, at));
  addSong(db, { title: 'Due', deadline: '2026-11-24', steps: [step('Mix', false)] }, now - 40 * dayMs);
  addSong(db, { title: 'Waited for', steps: [step('Bass', false), step('Vocals', false, 2)] }, now - 20 * dayMs);
  addSong(db, { title: 'Nearly', steps: [...done(9, now - dayMs), step('Master', false)] }, now - 21 * dayMs);
  addSong(db, { title: 'Long ago', steps: [...done(1, now - 50 * dayMs), step('Mix', false)] }, now - 50 * dayMs);
  addSong(db, { title: 'Whole', steps: done(3, now) }, now - 3 * dayMs);
  addSong(db, { title: 'Of others', ownerId: 2, steps: [step('Mix', false)] }, now - dayMs);
  const songs = readOpenSongs(db, 1);
  expect(songs.map(({ title }) => title)).not.toContain('Of others');
  const moment = { now, today: '2026-11-20', personId: 1, limit: 6 };
  const found = suggest(songs, [{ id: 7, name: 'Pack', core: 4, complete: 3 }], moment);
  expect(found[0]).toMatchObject({ title: 'Due', score: 100, reasons: [{ kind: 'due' }, { kind: 'quiet', days: 40 }] });
  const scores = Object.fromEntries(found.map(({ title, score }) => [title, score]));
  expect(scores).toEqual({ Due: 100, 'Waited for': 9, Nearly: 9.8, 'Long ago': 4, Pack: 6.5 });
  expect(found.find(({ title }) => title === 'Nearly')?.left).toEqual(['Master']);
  expect(suggest(songs, [], moment)).toEqual(suggest(songs, [], moment));
});

test('suggestions never name one twice, keep to their limit, and the best are among them', () => {
  const song = fc.record({
    title: fc.string(),
    artist: fc.string(),
    deadline: fc.constantFrom('', '2026-11-21', '2027-01-01'),
    changedAt: fc.integer({ min: now - 100 * dayMs, max: now }),
    workedAt: fc.integer({ min: now - 100 * dayMs, max: now }),
    total: fc.integer({ min: 0, max: 12 }),
    done: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(fc.array(song), fc.integer({ min: 1, max: 8 }), (drawn, limit) => {
      const songs: OpenSong[] = drawn.map((one, id) => ({ ...one, id, done: Math.min(one.done, one.total), open: [] }));
      const found = suggest(songs, [], { now, today: '2026-11-20', personId: 1, limit });
      expect(found.length).toBeLessThanOrEqual(limit);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      const urgent = songs.filter(({ deadline }) => deadline === '2026-11-21').length;
      expect(found.filter(({ score }) => score === 100)).toHaveLength(Math.min(urgent, limit));
    }),
  );
});

test('statistics add up, months have no gaps, and packs count their core songs', () => {
  const db = openStudio();
  db.prepare(`INSERT INTO pack (id, name, created_at, changed_at) VALUES (3, 'P', 0, 0)`).run();
  const steps = [step('Mix', true), step('Master', false)];
  addSong(db, { title: 'A', status: 'released', year: 1999, album: 'X', packId: 3, releasedAt: Date.UTC(2025, 10, 5) });
  addSong(db, { title: 'B', status: 'released', year: 2003, album: 'X', releasedAt: Date.UTC(2026, 0, 5) });
  addSong(db, { title: 'C', packId: 3, steps });
  addSong(db, { title: 'D', packId: 3, steps, isOptional: true });
  const found = readStatistics(db, (moment) => new Date(moment).toISOString().slice(0, 7));
  expect(found).toMatchObject({ planned: 0, inProgress: 2, released: 2, albums: [{ name: 'X', count: 2 }] });
  expect(found.decades).toEqual([
    { name: '1990', count: 1 },
    { name: '2000', count: 1 },
  ]);
  expect(found.months).toEqual([
    { name: '2025-11', count: 1 },
    { name: '2025-12', count: 0 },
    { name: '2026-01', count: 1 },
  ]);
  expect(found.completion).toEqual([0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
  expect(readOpenPacks(db)).toEqual([{ id: 3, name: 'P', core: 2, complete: 1 }]);
});

test('who works on a song is told once that it is due in two days, also after days without the program', () => {
  const db = openStudio();
  db.exec(`UPDATE workspace SET time_zone = 'UTC'`);
  const clock = { now };
  const notifications = silent(db);
  const deadlines = new Deadlines({
    db,
    now: () => clock.now,
    notifications,
    logError: (_, error) => expect.fail(String(error)),
  });
  addSong(db, { title: 'Soon', deadline: '2026-11-22', steps: [step('Mix', false, 2), step('Edit', false, 99)] });
  addSong(db, { title: 'Later', deadline: '2026-11-25' });
  addSong(db, { title: 'Out', deadline: '2026-11-21', status: 'released' });
  addSong(db, { title: 'Past', deadline: '2026-11-01' });
  const told = () =>
    db
      .prepare(`SELECT person_id || ' ' || json_extract(facts, '$.title') || ' ' || json_extract(facts, '$.day')
      FROM notification ORDER BY id`)
      .pluck()
      .all();
  deadlines.look();
  expect(told()).toEqual(['1 Soon 22 Nov', '2 Soon 22 Nov']);
  db.exec('DELETE FROM notification');
  deadlines.look();
  clock.now += dayMs / 2;
  deadlines.look();
  expect(told()).toEqual([]);
  // A day that is set, or moved, when it is near already is told too.
  addSong(db, { title: 'Sudden', deadline: '2026-11-21' });
  deadlines.look();
  expect(told()).toEqual(['1 Sudden 21 Nov']);
  db.exec('DELETE FROM notification');
  clock.now += 5 * dayMs;
  deadlines.look();
  expect(told()).toEqual(['1 Later 25 Nov']);
});
