import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { endWorker, newGate } from './native-gate.ts';

const folder = tempFolder();
afterEach(() => folder.remove());

test('a thread that still loads is ended when it has loaded, one that crashes at once, and one that is ready at once', async () => {
  const said: string[] = [];
  const start = (body: string) => {
    const file = join(folder.path, `${said.length}-${body.length}.mjs`);
    const gatePath = new URL('./native-gate.ts', import.meta.url).href;
    writeFileSync(
      file,
      `import { openGate } from '${gatePath}';\nimport { parentPort } from 'node:worker_threads';\n${body}`,
    );
    const gate = newGate();
    const worker = new Worker(file, { workerData: { gate } });
    worker.on('message', (message: string) => said.push(message));
    worker.on('error', () => said.push('crashed'));
    return { worker, gate };
  };
  const loading = start(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    parentPort.postMessage('loaded'); openGate(); setInterval(() => undefined, 1000);`);
  await endWorker(loading.worker, loading.gate);
  expect(said).toEqual(['loaded']);

  const crashing = start(`throw new Error('no');`);
  await endWorker(crashing.worker, crashing.gate);
  expect(said).toEqual(['loaded', 'crashed']);

  const ready = start(`openGate(); parentPort.postMessage('ready'); setInterval(() => undefined, 1000);`);
  await expect.poll(() => said).toContain('ready');
  const before = performance.now();
  await endWorker(ready.worker, ready.gate);
  expect(performance.now() - before).toBeLessThan(5000);
});
