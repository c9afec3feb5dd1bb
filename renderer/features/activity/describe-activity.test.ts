import { expect, test } from 'vitest';
import type { Activity } from '#shared/contract/activity.ts';
import { text } from '../../messages/use-text.ts';
import {
  activityButtonText,
  activityDetail,
  activityEnd,
  activityName,
  activityShare,
  leadingActivity,
  timeLeft,
} from './describe-activity.ts';

const scan: Activity = {
  id: 'scan:1',
  kind: 'scan',
  state: 'running',
  subject: 'Music',
  done: 41_206,
  total: 186_420,
  failed: 0,
  rate: 3480.4,
  workers: 2,
  secondsLeft: 41.7,
  finishedAt: null,
};
const analysis: Activity = {
  ...scan,
  id: 'analysis',
  kind: 'analysis',
  subject: '',
  done: 1182,
  total: 41_206,
  rate: 124,
};

test('a sentence says how much and how fast', () => {
  expect([
    activityDetail(text, scan),
    activityDetail(text, { ...scan, total: null, rate: null }),
    activityDetail(text, analysis),
    activityDetail(text, { ...analysis, state: 'paused' }),
    activityDetail(text, { ...scan, state: 'waiting' }),
  ]).toEqual([
    '41,206 of 186,420 files, 3,480 a second',
    '41,206 files so far',
    '1,182 of 41,206 tracks, 124 × real time on each of 2 cores',
    'Paused at 1,182 of 41,206 tracks',
    'Starts when the others are done',
  ]);
});

test.each([
  [0.2, '1 s left'],
  [41.7, '42 s left'],
  [200, '3 min left'],
  [16 * 3600, 'about 16 h'],
  [null, null],
])('%s seconds are %s', (seconds, expected) => {
  expect(timeLeft(text, seconds)).toBe(expected);
});

test('the button speaks of the scan first, and of what runs before what waits', () => {
  const paused: Activity = { ...scan, state: 'paused' };
  expect([
    leadingActivity([analysis, scan])?.id,
    leadingActivity([paused, analysis])?.id,
    leadingActivity([{ ...scan, state: 'done' }])?.id,
    activityButtonText(text, scan),
    activityButtonText(text, { ...analysis, done: 960, total: 1000 }),
    activityButtonText(text, paused),
  ]).toEqual(['scan:1', 'analysis', undefined, 'Reading tags, 42 s left', 'Analysing 96 %', 'Reading tags, paused']);
});

test('work on files says what it is and how it ended', () => {
  const files: Activity = { ...scan, id: 'files:1', kind: 'files', subject: '', done: 500, total: 500, failed: 2 };
  expect([
    activityName(text, files),
    activityName(text, { ...files, subject: 'Strobe' }),
    activityDetail(text, { ...files, done: 12, rate: 3 }),
    activityEnd(text, { ...files, state: 'done' }),
    activityEnd(text, { ...files, state: 'failed' }),
    leadingActivity([scan, files])?.id,
  ]).toEqual([
    'Changing files',
    'Changing Strobe',
    '12 of 500 files, 3 a second',
    'Changed 498 files',
    'Changing files stopped; History says why',
    'files:1',
  ]);
});

test('a share is known once the whole is', () => {
  expect([activityShare({ done: 1, total: null }), activityShare({ done: 0, total: 0 }), activityShare(scan)]).toEqual([
    null,
    1,
    41_206 / 186_420,
  ]);
});
