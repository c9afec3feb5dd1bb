import { afterEach, expect, test } from 'vitest';
import type { PresenceEvent } from '#core/platform.ts';
import { errorCode } from '#core/testing/test-core.ts';
import {
  ada,
  at,
  copper,
  friday,
  harbour,
  kit,
  notes,
  openTimeLab,
  remix,
  type TimeLab,
} from '#core/testing/time-lab.ts';
import type { TimeEntryId } from '#shared/contract/studio-ids.ts';

const minute = 60_000;
const hour = 60 * minute;
let lab: TimeLab;

afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

const onVocals = { songId: copper, stepKey: 'vocals' };

async function add(from: string, to: string, facts: object = { projectId: harbour }) {
  return lab.call('time.addEntry', { ...facts, times: { start: `2026-11-${from}`, end: `2026-11-${to}` } });
}

async function spans(): Promise<string[]> {
  const { entries } = await lab.call('time.entries', { from: friday - 400 * hour, to: friday + 400 * hour });
  const clock = (moment: number | null) => (moment === null ? '' : new Date(moment + hour).toISOString().slice(8, 16));
  return entries.map(({ startAt, endAt }) => `${clock(startAt)}–${clock(endAt)}`);
}

test('a timer started on a step logs to its song, survives a restart, and ends with the rate of then', async () => {
  lab = await openTimeLab();
  const { entry } = await lab.call('time.start', onVocals);
  expect(entry).toMatchObject({ personId: ada, projectId: harbour, songId: copper, stepKey: 'vocals', endAt: null });
  expect(entry.names).toMatchObject({
    project: 'Harbour Songs',
    song: 'Copper Thread',
    step: 'Vocals',
    client: 'Ines Valloria',
  });
  lab.now += 3 * minute;
  await lab.reopen();
  expect((await lab.call('time.running')).entry?.id).toBe(entry.id);
  lab.now += 57 * minute;
  const stopped = await lab.call('time.stop', {});
  expect(stopped.entry).toMatchObject({ endAt: friday + hour, rateMinor: 4000, rateSource: 'person', currency: 'EUR' });
  await lab.call('history.undo', {});
  expect((await lab.call('time.running')).entry).toMatchObject({ id: entry.id, rateMinor: null });
  lab.now += minute;
  await lab.reopen();
  expect((await lab.call('time.running')).question).toBeNull();
  lab.now -= minute;
  expect(await lab.call('time.ofSong', { songId: copper })).toMatchObject({ steps: [{ stepKey: 'vocals', ms: hour }] });
});

test('two windows start a timer at once: one wins, the other is told', async () => {
  lab = await openTimeLab();
  const started = [lab.call('time.start', onVocals), lab.call('time.start', { projectId: remix })];
  expect(await Promise.all(started.map(errorCode))).toEqual(['no error', 'TIMER_RUNNING']);
  expect((await lab.call('time.running')).entry?.songId).toBe(copper);
});

test('switching stops one and starts the other, as one thing to undo; the rate is that of the person there', async () => {
  lab = await openTimeLab({ workspace: 'active_person_id = 2' });
  await lab.call('time.start', onVocals);
  lab.now += hour;
  const { stopped, entry } = await lab.call('time.switch', { projectId: remix, note: 'Second take' });
  expect(stopped).toMatchObject({ endAt: lab.now, rateMinor: 3000, rateSource: 'workspace' });
  expect(entry).toMatchObject({ startAt: lab.now, isBillable: true, note: 'Second take' });
  lab.now += hour;
  expect((await lab.call('time.stop', {})).entry).toMatchObject({ rateMinor: 2500, rateSource: 'projectPerson' });
  await lab.call('history.undo', {});
  await lab.call('history.undo', {});
  expect((await lab.call('time.running')).entry).toMatchObject({ songId: copper, startAt: friday });
  expect(await spans()).toEqual(['20T14:26–']);
});

test('a clock that was put back makes nothing negative, and that is said', async () => {
  lab = await openTimeLab();
  await lab.call('time.start', onVocals);
  lab.now -= 3 * hour;
  const { entry, remarks } = await lab.call('time.stop', {});
  expect(remarks).toEqual([{ code: 'clockBack', endAt: entry.endAt }]);
  expect((entry.endAt ?? 0) - entry.startAt).toBe(1000);
});

test('what a restart leaves open is asked about, and each answer does what it says', async () => {
  lab = await openTimeLab();
  await lab.call('time.start', onVocals);
  const asked = async () => {
    lab.now += hour;
    await lab.reopen();
    const { question, entry } = await lab.call('time.running');
    return { question, id: entry?.id as TimeEntryId };
  };
  const first = await asked();
  expect(first.question).toEqual({ kind: 'closed', from: friday, to: friday + hour });
  await lab.call('time.answer', { id: first.id, answer: 'keep' });
  expect((await lab.call('time.running')).question).toBeNull();
  const second = await asked();
  await lab.call('time.answer', { id: second.id, answer: 'discardAndGoOn' });
  expect(await spans()).toEqual(['20T14:26–20T15:26', '20T16:26–']);
  // Nothing was worked since: the part that is moved is all there is, and the timer goes on behind it.
  const third = await asked();
  await lab.call('time.answer', { id: third.id, answer: 'move', to: { taskId: notes } });
  expect(await spans()).toEqual(['20T14:26–20T15:26', '20T16:26–20T17:26', '20T17:26–']);
  lab.now += minute;
  await lab.call('time.stop', {});
  expect(await errorCode(lab.call('time.answer', { id: third.id, answer: 'keep' }))).toBe('NOT_FOUND');
});

test('sleep is asked about when somebody is back, and idle time ends where they come', async () => {
  let hear: (event: PresenceEvent) => void = () => undefined;
  const idleMs = 0;
  const presence = {
    idleMs: () => idleMs,
    listen: (listener: (event: PresenceEvent) => void) => {
      hear = listener;
      return () => undefined;
    },
  };
  lab = await openTimeLab({ platform: { presence } });
  await lab.call('time.start', onVocals);
  lab.now += minute;
  hear('suspend');
  hear('lock');
  lab.now += hour;
  hear('resume');
  expect((await lab.call('time.running')).question).toBeNull();
  hear('unlock');
  const { question, entry } = await lab.call('time.running');
  expect(question).toEqual({ kind: 'sleep', from: friday + minute, to: lab.now });
  await lab.call('time.answer', { id: entry?.id as TimeEntryId, answer: 'discardAndStop' });
  expect((await lab.call('time.running')).entry).toBeNull();
  expect(await spans()).toEqual(['20T14:26–20T14:27']);
});

test('entries that cannot be are refused, and strange ones are said to be', async () => {
  lab = await openTimeLab();
  const reasons = [];
  for (const [from, to] of [
    ['20T09:00', '20T09:00'],
    ['20T10:00', '20T09:00'],
    ['16T09:00', '20T13:00'],
    ['31T09:00', '31T10:00'],
  ]) {
    reasons.push(
      await add(from as string, to as string).then(
        () => '',
        (error) => error.details.reason,
      ),
    );
  }
  expect(reasons).toEqual(['zero', 'reversed', 'tooLong', 'noDay']);
  expect((await add('18T20:00', '19T05:30')).remarks).toEqual([{ code: 'long', minutes: 570 }]);
  expect((await add('21T09:00', '21T10:00')).remarks).toEqual([{ code: 'future' }]);
  const summer = { timeZone: 'Europe/Berlin', start: '2026-03-29T02:30', end: '2026-03-29T04:00' };
  const skipped = await lab.call('time.addEntry', { times: summer });
  expect(skipped.remarks).toEqual([{ code: 'movedOn', end: 'start', to: at('2026-03-29T03:30', '+02:00') }]);
  expect((skipped.entry.endAt ?? 0) - skipped.entry.startAt).toBe(30 * minute);
  const winter = { timeZone: 'Europe/Berlin', start: '2026-10-25T02:30', end: '2026-10-25T03:30' };
  const first = await lab.call('time.addEntry', { times: winter });
  expect((first.entry.endAt ?? 0) - first.entry.startAt).toBe(2 * hour);
  expect(first.remarks).toMatchObject([{ code: 'twice', end: 'start' }]);
  const times = { ...winter, isStartLater: true };
  const later = await lab.call('time.editEntry', { id: first.entry.id, times });
  expect((later.entry.endAt ?? 0) - later.entry.startAt).toBe(hour);
});

test('overlaps are warned of and trimmed on demand; half-open intervals that touch do not overlap', async () => {
  lab = await openTimeLab();
  const long = await add('18T14:00', '18T15:35', { projectId: remix });
  expect((await add('18T15:35', '18T16:00')).remarks).toEqual([]);
  const recall = await add('18T15:10', '18T15:20', { taskId: notes });
  expect(recall.remarks).toMatchObject([{ code: 'overlap', entryId: long.entry.id, name: 'Foil & Feather remix' }]);
  const { overlaps, groups } = await lab.call('time.week', { day: '2026-11-20' });
  expect(overlaps).toMatchObject([{ first: long.entry.id, secondName: 'Mix notes', from: at('2026-11-18T15:10') }]);
  expect(groups.find(({ projectId }) => projectId === remix)?.rows[0]?.cells[2]).toMatchObject({
    ms: 95 * minute,
    isOverlapping: true,
  });
  await lab.call('time.trim', { first: long.entry.id, second: recall.entry.id });
  expect(await spans()).toEqual(['18T14:00–18T15:10', '18T15:10–18T15:20', '18T15:20–18T15:35', '18T15:35–18T16:00']);
  await lab.call('history.undo', {});
  expect(await spans()).toEqual(['18T14:00–18T15:35', '18T15:10–18T15:20', '18T15:35–18T16:00']);
});

test('a workspace that forbids overlaps refuses them, also by undo; one that trims shortens what was there', async () => {
  lab = await openTimeLab({ workspace: `overlap_policy = 'forbid'` });
  const { operation, entry } = await add('18T14:00', '18T15:00');
  expect(await errorCode(add('18T14:30', '18T16:00'))).toBe('TIME_OVERLAP');
  const removal = await lab.call('time.removeEntries', { ids: [entry.id] });
  await add('18T14:30', '18T16:00');
  expect(await errorCode(lab.call('history.undo', { id: removal.operation as never }))).toBe('TIME_OVERLAP');
  expect(operation).not.toBeNull();
  await lab.close();
  lab = await openTimeLab({ workspace: `overlap_policy = 'trim'` });
  await add('18T14:00', '18T17:00');
  expect((await add('18T15:00', '18T16:00')).remarks).toMatchObject([{ code: 'trimmed' }]);
  expect(await spans()).toEqual(['18T14:00–18T15:00', '18T15:00–18T16:00', '18T16:00–18T17:00']);
  await lab.call('history.undo', {});
  expect(await spans()).toEqual(['18T14:00–18T17:00']);
});

test('a cell of the week is typed: free places are filled, one entry changes, several are left to their details', async () => {
  lab = await openTimeLab();
  const cell = { projectId: harbour, taskId: notes, songId: null, stepKey: '', day: '2026-11-17' };
  await add('17T09:30', '17T10:00');
  await lab.call('time.setCell', { ...cell, minutes: 90 });
  await lab.call('time.setCell', { ...cell, minutes: 45 });
  expect(await spans()).toEqual(['17T09:30–17T10:00', '17T10:00–17T10:45']);
  const week = await lab.call('time.week', { day: '2026-11-20' });
  expect(week).toMatchObject({
    weekNumber: 47,
    totalMs: 75 * minute,
    billableMs: 0,
    days: ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'],
  });
  expect(week.groups[0]?.budget).toMatchObject({ spentMs: 75 * minute, minutes: 4800 });
  await add('17T12:00', '17T12:30', { taskId: notes });
  expect(await errorCode(lab.call('time.setCell', { ...cell, minutes: 10 }))).toBe('TIME_SEVERAL');
  await lab.call('history.undo', {});
  await lab.call('time.setCell', { ...cell, minutes: 0 });
  expect(await spans()).toEqual(['17T09:30–17T10:00']);
  await lab.call('history.undo', {});
  expect(await spans()).toHaveLength(2);
});

test('what was handed in or closed stays as it is, also for undo, and a timer that ran into it can be stopped', async () => {
  lab = await openTimeLab({
    seed: (db) => db.exec(`INSERT INTO timesheet (person_id, week, state) VALUES (1, '2026-11-09', 'submitted')`),
    workspace: `locked_before = '2026-11-02'`,
  });
  expect(await errorCode(add('10T09:00', '10T10:00'))).toBe('TIME_LOCKED');
  expect(await errorCode(add('01T09:00', '01T10:00'))).toBe('TIME_LOCKED');
  const { entry } = await add('16T09:00', '16T10:00');
  const times = { start: '2026-11-15T09:00', end: '2026-11-15T10:00' };
  expect(await errorCode(lab.call('time.editEntry', { id: entry.id, times }))).toBe('TIME_LOCKED');
  expect(await lab.call('time.week', { day: '2026-11-12' })).toMatchObject({ lock: 'submitted' });
  const since = at('2026-11-15T23:30');
  lab.now = at('2026-11-16T02:00');
  expect(await errorCode(lab.call('time.start', { projectId: harbour, since }))).toBe('TIME_LOCKED');
  await lab.call('time.start', { projectId: harbour });
  await lab.call('workspace.edit', { lockedBefore: '2026-11-17' });
  lab.now += hour;
  expect((await lab.call('time.stop', {})).entry).toMatchObject({ lock: 'closed' });
});

test('an employee works on their own time only', async () => {
  lab = await openTimeLab();
  const { entry } = await add('18T14:00', '18T15:00');
  await lab.close();
  lab = await openTimeLab({
    workspace: 'active_person_id = 2',
    seed: (db) =>
      db.exec(`INSERT INTO time_entry
    (person_id, start_at, end_at, time_zone, created_at, changed_at) VALUES (1, ${friday}, ${friday + hour}, 'Europe/Berlin', 0, 0)`),
  });
  const ids = [entry.id];
  const codes = await Promise.all([
    errorCode(lab.call('time.removeEntries', { ids })),
    errorCode(lab.call('time.week', { personId: ada })),
    errorCode(lab.call('time.entries', { from: 0, to: friday, isAll: true })),
    errorCode(lab.call('time.addEntry', { personId: ada, times: { startAt: friday - hour, endAt: friday } })),
    errorCode(lab.call('time.week', { personId: kit })),
  ]);
  expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'no error']);
});

test('many entries change at once, as one thing to undo; days cut what crosses midnight and show gaps', async () => {
  lab = await openTimeLab();
  const one = await add('18T22:00', '19T01:00');
  const two = await add('19T02:12', '19T03:00');
  const { count } = await lab.call('time.editMany', {
    ids: [one.entry.id, two.entry.id],
    facts: { projectId: remix },
    addTags: ['late'],
  });
  expect(count).toBe(2);
  const found = await lab.call('time.week', { day: '2026-11-18', query: 'project:foil tag:late' });
  expect(found).toMatchObject({ totalMs: 228 * minute, billableMs: 228 * minute });
  expect(found.totals.slice(2, 4)).toEqual([120 * minute, 108 * minute]);
  expect(await errorCode(lab.call('time.week', { query: 'projct:foil' }))).toBe('QUERY_INVALID');
  expect(await lab.call('time.week', { query: 'who:okafor' })).toMatchObject({
    personId: kit,
    isOwn: false,
    totalMs: 0,
  });
  const day = await lab.call('time.day', { day: '2026-11-19' });
  expect(day).toMatchObject({
    totalMs: 108 * minute,
    gaps: [{ from: at('2026-11-19T01:00'), to: at('2026-11-19T02:12') }],
  });
  expect(day.blocks.map(({ beginsBefore, goesOn }) => [beginsBefore, goesOn])).toEqual([
    [true, false],
    [false, false],
  ]);
  await lab.call('history.undo', {});
  expect((await lab.call('time.getEntries', { ids: [one.entry.id] }))[0]).toMatchObject({
    projectId: harbour,
    tags: [],
  });
});

test('time is spent on tasks, projects and open steps, found by words, those used last first', async () => {
  lab = await openTimeLab();
  await add('18T14:00', '18T15:00', onVocals);
  const names = async (text: string) =>
    (await lab.call('time.targets', { text })).map(({ names: { project, task, song, step } }) =>
      [project, task || song, step].join('/'),
    );
  expect((await names(''))[0]).toBe('Harbour Songs/Copper Thread/Vocals');
  expect(await names('thread key')).toEqual(['Harbour Songs/Copper Thread/Keys']);
  expect(await names('mix harb')).toEqual(['Harbour Songs/Mix notes/']);
  await lab.call('time.setFavourites', { targets: [{ projectId: remix, taskId: null, songId: null, stepKey: '' }] });
  await lab.call('time.setWeekTarget', { minutes: 1920 });
  expect((await names(''))[0]).toBe('Foil & Feather remix//');
  expect(await lab.call('time.week', {})).toMatchObject({ targetMinutes: 1920 });
});
