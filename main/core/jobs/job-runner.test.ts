import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import type { Order } from '#core/testing/obedient.worker.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { JobRunner, type Prepared } from './job-runner.ts';
import * as jobs from './jobs.repository.ts';
import { WorkerPool } from './worker-pool.ts';

const kind = 'analysis';
let db: Db;
let runner: JobRunner<Order, number>;
let orders: Map<number, Order>;
let committed: [number, number][];
let failed: [number, ErrorCode][];
let strikes: Map<number, number>;

beforeEach(() => {
  db = openTestDb();
  orders = new Map();
  committed = [];
  failed = [];
  strikes = new Map();
  runner = makeRunner();
});
afterEach(() => runner.close());

function makeRunner(timeoutMs = 5000): JobRunner<Order, number> {
  const pool = new WorkerPool<Order, number>({
    url: new URL('../testing/obedient.worker.ts', import.meta.url),
    size: 2,
    memoryLimitMb: 512,
    recycleAfterRuns: 100,
    logError: () => undefined,
  });
  const prepare = (subjectId: number): Prepared<Order> => {
    const order = orders.get(subjectId);
    return order ? { type: 'run', input: order, timeoutMs } : { type: 'fail', code: 'FILE_NOT_FOUND' };
  };
  return new JobRunner({
    db,
    pool,
    onChange: () => undefined,
    logError: () => undefined,
    now: () => Date.now(),
    kind: {
      kind,
      maxAttempts: 3,
      prepare,
      commit: (id, output) => committed.push([id, output]),
      fail: (id, code) => failed.push([id, code]),
      strike(id) {
        strikes.set(id, (strikes.get(id) ?? 0) + 1);
        return (strikes.get(id) ?? 0) >= 2;
      },
    },
  });
}

function add(id: number, order: Order | undefined, priority = 0): void {
  if (order) orders.set(id, order);
  jobs.enqueue(db, kind, id, priority);
}

const leftOver = () => db.prepare('SELECT subject_id, state, error_code FROM job ORDER BY subject_id').raw().all();

test('good work is committed, bad files fail with their reason, and nothing is left queued', async () => {
  add(1, { do: 'answer', value: 10 });
  add(2, { do: 'fail', code: 'FILE_UNREADABLE' });
  add(3, undefined);
  add(4, { do: 'answer', value: 40 });
  runner.start();
  await runner.waitForIdle();
  expect({ committed: committed.sort(), failed: failed.sort(), left: leftOver() }).toEqual({
    committed: [
      [1, 10],
      [4, 40],
    ],
    failed: [
      [2, 'FILE_UNREADABLE'],
      [3, 'FILE_NOT_FOUND'],
    ],
    left: [
      [2, 'failed', 'FILE_UNREADABLE'],
      [3, 'failed', 'FILE_NOT_FOUND'],
    ],
  });
});

test('a file that ends its worker twice is given up, and the rest goes on', async () => {
  add(1, { do: 'exit' });
  add(2, { do: 'answer', value: 2 });
  runner.start();
  await runner.waitForIdle();
  expect({ committed, failed, strikes: [...strikes] }).toEqual({
    committed: [[2, 2]],
    failed: [[1, 'WORKER_CRASHED']],
    strikes: [[1, 2]],
  });
});

test('a result is thrown away when its job was made new meanwhile, and computed again', async () => {
  add(1, { do: 'wait' });
  runner.start();
  await expect.poll(() => runner.state().running).toBe(1);
  orders.set(1, { do: 'answer', value: 2 });
  jobs.enqueue(db, kind, 1);
  runner.pause();
  await runner.waitForIdle();
  await expect.poll(() => runner.state().running, { timeout: 3000 }).toBe(0);
  expect(committed).toEqual([]);
  runner.resume();
  await expect.poll(() => committed, { timeout: 3000 }).toEqual([[1, 2]]);
});

test('many jobs that compute nothing let others have their turn', async () => {
  db.transaction(() => {
    for (let id = 1; id <= 20_000; id += 1) jobs.enqueue(db, kind, id);
  })();
  runner.start();
  await expect.poll(() => failed.length, { interval: 1 }).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(20_000);
});

test('urgent jobs go first', async () => {
  await runner.close();
  for (let id = 1; id <= 20; id++) add(id, { do: 'answer', value: id });
  jobs.prioritise(db, kind, [17, 5], 1000);
  const order = [1, 2, 3].map(() => jobs.claimNext(db, kind, Date.now())?.subjectId);
  expect(order).toEqual([17, 5, 1]);
});

test('after a killed process its running jobs run again, but not without end', async () => {
  for (const id of [1, 2]) add(id, { do: 'answer', value: id });
  for (let crash = 0; crash < 3; crash++) {
    jobs.claimNext(db, kind, Date.now());
    if (crash < 2) jobs.recoverInterrupted(db, kind, 3);
  }
  const states = () => db.prepare('SELECT subject_id, state, attempts FROM job ORDER BY subject_id').raw().all();
  expect(states()).toEqual([
    [1, 'running', 3],
    [2, 'queued', 0],
  ]);
  runner.start();
  await runner.waitForIdle();
  expect({ committed, failed }).toEqual({ committed: [[2, 2]], failed: [[1, 'WORKER_CRASHED']] });
});

test('pausing gives the claim back without using it up, and cancelling forgets what waits', async () => {
  add(1, { do: 'wait' });
  add(2, { do: 'wait' });
  add(3, { do: 'wait' });
  runner.start();
  await expect.poll(() => runner.state().running).toBe(2);
  runner.pause();
  await expect.poll(() => runner.state().running, { timeout: 3000 }).toBe(0);
  expect(db.prepare('SELECT DISTINCT state, attempts FROM job').raw().all()).toEqual([['queued', 0]]);
  runner.cancel();
  expect(leftOver()).toEqual([]);
});
