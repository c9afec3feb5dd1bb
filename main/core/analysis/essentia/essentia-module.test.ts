import { expect, test } from 'vitest';
import { EssentiaModule } from './essentia-module.ts';

test('loading leaves no hooks on the process, and a failing algorithm gives null', () => {
  const before = process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
  const essentia = new EssentiaModule();
  expect(essentia.heapBytes).toBe(0);
  const samples = Float32Array.from({ length: 1000 }, (_, n) => Math.sin(n));
  expect(essentia.run(samples, (core, signal) => [...core.vectorToArray(signal)])).toEqual([...samples]);
  expect(
    essentia.run(samples, () => {
      throw 17_000_000;
    }),
  ).toBeNull();
  expect(process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection')).toBe(before);
  expect(essentia.heapBytes).toBeGreaterThan(1e6);
});
