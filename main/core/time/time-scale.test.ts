import { type ChildProcess, fork } from 'node:child_process';
import { expect, test } from 'vitest';
import { ada, friday, openTimeLab } from '#core/testing/time-lab.ts';

test('a process that is killed while a timer runs leaves it running', async () => {
  const lab = await openTimeLab();
  lab.now = Date.now();
  await lab.core.close();
  const child: ChildProcess = fork(new URL('../testing/timer-child.ts', import.meta.url), [lab.home]);
  const started = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('The process ended by itself')));
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
  await lab.reopen();
  lab.now = Date.now();
  const { entry } = await lab.call('time.running');
  expect({ id: entry?.id, startAt: entry?.startAt }).toEqual(started);
  expect((await lab.call('time.stop', {})).entry).toMatchObject({ note: 'Killed meanwhile', personId: ada });
  expect(lab.logged).toEqual([]);
  await lab.close();
}, 20_000);

test('a week among a hundred thousand entries is quick', async () => {
  const lab = await openTimeLab({
    seed: (db) =>
      db.exec(`
        WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 99999)
        INSERT INTO time_entry (person_id, project_id, song_id, step_key, start_at, end_at, time_zone, is_billable,
            rate_minor, currency, created_at, changed_at)
          SELECT 1 + n % 2, 1 + n % 2, iif(n % 3 = 0, 1, NULL), iif(n % 3 = 0, 'vocals', ''), ${friday} - n / 2 * 3600000,
            ${friday} - n / 2 * 3600000 + 3540000, 'Europe/Berlin', 1, 6500, 'EUR', 0, 0 FROM number`),
  });
  await lab.call('time.week', {});
  const times = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const begun = performance.now();
    const week = await lab.call('time.week', {});
    times.push(performance.now() - begun);
    expect(week.totalMs).toBeGreaterThan(0);
  }
  const median = times.sort((one, other) => one - other)[3] as number;
  // Five on a quiet machine; many times that where others work on it.
  expect(median).toBeLessThan(100);
  const begun = performance.now();
  await lab.call('time.start', { note: 'Another one' });
  expect(performance.now() - begun).toBeLessThan(200);
  await lab.close();
}, 30_000);
