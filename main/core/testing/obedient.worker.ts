import { serveWorker } from '#core/jobs/serve-worker.ts';
import { AppError } from '#shared/errors.ts';

/** Orders for tests of the pool: a worker that does what it is told, good or bad. */
export type Order =
  | { do: 'answer'; value: number }
  | { do: 'fail'; code: 'FILE_UNREADABLE' }
  | { do: 'bug' }
  | { do: 'wait' }
  | { do: 'hang' }
  | { do: 'exit' }
  | { do: 'allocate'; megabytes: number }
  /** Grows without ever giving way, so that it cannot be asked how large it is. */
  | { do: 'grow' };

serveWorker<Order, number>(async (order, { signal }) => {
  switch (order.do) {
    case 'answer':
      return { output: order.value };
    case 'fail':
      throw new AppError(order.code, 'Cannot read this.');
    case 'bug':
      throw new TypeError('planted');
    case 'wait':
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      throw new AppError('CANCELLED', 'Stopped.');
    case 'hang':
      for (;;) Math.sqrt(2);
    case 'exit':
      process.exit(3);
      break;
    case 'grow': {
      const kept: Uint8Array[] = [];
      for (;;) {
        if (kept.length < 100) kept.push(new Uint8Array(10 * 1048576).fill(1));
        for (let step = 0; step < 1e6; step++) Math.sqrt(step);
      }
    }
    case 'allocate': {
      const kept: Uint8Array[] = [];
      for (let count = 0; count < order.megabytes; count += 10) kept.push(new Uint8Array(10 * 1048576).fill(1));
      await new Promise((resolve) => setTimeout(resolve, 5000));
      return { output: kept.length };
    }
  }
  return { output: 0 };
});
