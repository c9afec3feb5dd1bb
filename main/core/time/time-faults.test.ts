import { afterEach, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import { at, harbour, openTimeLab, type TimeLab } from '#core/testing/time-lab.ts';

let lab: TimeLab | undefined;

afterEach(async () => {
  expect(lab?.logged ?? []).toEqual([]);
  await lab?.close();
  lab = undefined;
});

async function open(options: Parameters<typeof openTimeLab>[0] = {}): Promise<TimeLab> {
  lab = await openTimeLab(options);
  return lab;
}

function work(from: string, to: string, facts: object = { projectId: harbour }) {
  return (lab as TimeLab).call('time.addEntry', { ...facts, times: { startAt: at(from), endAt: at(to) } });
}

test('a timer begins in no week that was handed in', async () => {
  const { call } = await open();
  await work('2026-11-19T09:00', '2026-11-19T10:00');
  await call('timesheets.submit', { day: '2026-11-20' });
  expect(await errorCode(call('time.start', { projectId: harbour }))).toBe('TIME_LOCKED');
});

test('a running timer is not moved into a week that was handed in', async () => {
  const { call } = await open();
  (lab as TimeLab).now = at('2026-11-16T02:00');
  await work('2026-11-12T09:00', '2026-11-12T10:00');
  await call('timesheets.submit', { day: '2026-11-12' });
  const { entry } = await call('time.start', { projectId: harbour });
  const times = { startAt: at('2026-11-15T21:00'), endAt: at('2026-11-16T02:00') };
  expect(await errorCode(call('time.editEntry', { id: entry.id, times }))).toBe('TIME_LOCKED');
  await call('time.stop', {});
});

test('a timer cannot have begun more than a day ago', async () => {
  const { call } = await open();
  expect(await errorCode(call('time.start', { projectId: harbour, since: 0 }))).toBe('TIME_INVALID');
});
