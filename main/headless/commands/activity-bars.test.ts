import { expect, test } from 'vitest';
import type { Activity } from '#shared/contract/activity.ts';
import { activityBars } from './activity-bars.ts';

const scan: Activity = {
  id: 'scan-1',
  kind: 'scan',
  state: 'running',
  subject: 'Music',
  done: 100,
  total: 400,
  failed: 2,
  rate: 50,
  workers: 2,
  secondsLeft: 6,
  finishedAt: null,
};

test('reading counts files a second, analysis tracks a second and its speed', () => {
  const analysis: Activity = { ...scan, id: 'analysis', kind: 'analysis', subject: '', failed: 0, rate: 212.4 };
  expect(activityBars([scan, analysis])).toEqual([
    {
      label: 'Reading',
      done: 100,
      total: 400,
      unit: 'files',
      perSecond: 50,
      secondsLeft: 6,
      note: 'Music, 2 failed',
    },
    {
      label: 'Analysing',
      done: 100,
      total: 400,
      unit: 'tracks',
      perSecond: 50,
      secondsLeft: 6,
      note: '212 × real time a core',
    },
  ]);
});

test('what is over or paused has no bar, and nothing is guessed before it is known', () => {
  expect(
    activityBars([
      { ...scan, state: 'done' },
      { ...scan, state: 'paused' },
    ]),
  ).toEqual([]);
  const [bar] = activityBars([{ ...scan, kind: 'analysis', total: null, rate: null, secondsLeft: null }]);
  expect(bar).toMatchObject({ total: null, perSecond: null, secondsLeft: null, note: '2 failed' });
});
