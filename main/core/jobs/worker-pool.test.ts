import { constants, getPriority } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import type { Order } from '#core/testing/obedient.worker.ts';
import { WorkerPool } from './worker-pool.ts';

const url = new URL('../testing/obedient.worker.ts', import.meta.url);
const logged: string[] = [];
let pool: WorkerPool<Order, number> | undefined;

function makePool(options: { size?: number; memoryLimitMb?: number } = {}): WorkerPool<Order, number> {
  pool = new WorkerPool<Order, number>({
    url,
    size: options.size ?? 1,
    memoryLimitMb: options.memoryLimitMb ?? 512,
    recycleAfterRuns: 3,
    logError: (message, error) => logged.push(`${message}: ${String(error).split('\n')[0]}`),
  });
  return pool;
}

afterEach(async () => {
  await pool?.close();
  logged.length = 0;
});

const timeoutMs = 10_000;

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => value,
    (error) => error.code,
  );
}

test('work is answered, also after the thread was replaced for its age', async () => {
  const answers: number[] = [];
  const workers = makePool();
  for (let value = 0; value < 7; value++) answers.push(await workers.run({ do: 'answer', value }, { timeoutMs }));
  expect(answers).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('a named failure comes back with its code, a bug as INTERNAL with its stack in the log', async () => {
  const workers = makePool();
  expect(await codeOf(workers.run({ do: 'fail', code: 'FILE_UNREADABLE' }, { timeoutMs }))).toBe('FILE_UNREADABLE');
  expect(await codeOf(workers.run({ do: 'bug' }, { timeoutMs }))).toBe('INTERNAL');
  expect(logged).toEqual(['A worker failed: TypeError: planted']);
});

test('a worker that hangs is ended in time and the next work runs', async () => {
  const workers = makePool();
  expect(await codeOf(workers.run({ do: 'hang' }, { timeoutMs: 300 }))).toBe('WORKER_TIMEOUT');
  expect(await workers.run({ do: 'answer', value: 5 }, { timeoutMs })).toBe(5);
});

test('a worker that exits is a crash and the next work runs', async () => {
  const workers = makePool();
  expect(await codeOf(workers.run({ do: 'exit' }, { timeoutMs }))).toBe('WORKER_CRASHED');
  expect(await workers.run({ do: 'answer', value: 6 }, { timeoutMs })).toBe(6);
});

test('a worker that outgrows its memory is ended', async () => {
  const workers = makePool({ memoryLimitMb: 150 });
  expect(await codeOf(workers.run({ do: 'allocate', megabytes: 300 }, { timeoutMs }))).toBe('WORKER_CRASHED');
  expect(await workers.run({ do: 'answer', value: 7 }, { timeoutMs })).toBe(7);
});

test('a worker that grows without giving way is ended too', async () => {
  const workers = makePool({ memoryLimitMb: 150 });
  expect(await codeOf(workers.run({ do: 'grow' }, { timeoutMs }))).toBe('WORKER_CRASHED');
  expect(await workers.run({ do: 'answer', value: 8 }, { timeoutMs })).toBe(8);
});

test('cancelled work stops by itself, and by force when it does not listen', async () => {
  const workers = makePool();
  const polite = new AbortController();
  const waiting = codeOf(workers.run({ do: 'wait' }, { timeoutMs, signal: polite.signal }));
  polite.abort();
  expect(await waiting).toBe('CANCELLED');

  const deaf = new AbortController();
  const hanging = codeOf(workers.run({ do: 'hang' }, { timeoutMs, signal: deaf.signal }));
  deaf.abort();
  expect(await hanging).toBe('CANCELLED');
  expect(workers.busy).toBe(0);
});

test('closing ends what runs', async () => {
  const workers = makePool({ size: 2 });
  const work = [codeOf(workers.run({ do: 'wait' }, { timeoutMs })), codeOf(workers.run({ do: 'hang' }, { timeoutMs }))];
  await workers.close();
  expect(await Promise.all(work)).toEqual(['CANCELLED', 'CANCELLED']);
  expect(await codeOf(workers.run({ do: 'answer', value: 1 }, { timeoutMs }))).toBe('CANCELLED');
});

test.runIf(process.platform === 'linux')('background threads let everything else go first, others do not', async () => {
  const priorityOf = async (isBackground: boolean) => {
    const url = new URL('../testing/priority.worker.ts', import.meta.url);
    const options = { url, size: 1, memoryLimitMb: 500, recycleAfterRuns: 10, isBackground, logError: () => undefined };
    const pool = new WorkerPool<null, number>(options);
    const priority = await pool.run(null, { timeoutMs: 10_000 });
    await pool.close();
    return priority;
  };
  const here = getPriority();
  expect([await priorityOf(false), await priorityOf(true)]).toEqual([
    here,
    Math.max(here, constants.priority.PRIORITY_BELOW_NORMAL),
  ]);
});
