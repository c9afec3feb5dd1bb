import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileKernel } from '../../../../scripts/compile-kernel.ts';
import { Kernel } from './kernel.ts';

test('the committed kernel is what its source compiles to: run `npm run build:kernel`', async () => {
  const { wasm, messages } = await compileKernel();
  expect(messages).toBe('');
  const committed = readFileSync(new URL('kernel.wasm', import.meta.url));
  expect(Buffer.from(wasm!).equals(committed)).toBe(true);
});

test('memory is zeroed, fit for vectors, and taken once', () => {
  const kernel = new Kernel();
  const first = kernel.allocateFloats(10);
  kernel.floats(first, 10).fill(1);
  const second = kernel.allocateFloats(10);
  expect(second % 16).toBe(0);
  expect(second).toBeGreaterThanOrEqual(first + 40);
  kernel.reset();
  expect(kernel.allocateFloats(10)).toBe(first);
  expect([...kernel.floats(first, 10)]).toEqual(new Array(10).fill(0));
});

test('memory grows when more is asked for, and keeps what it holds', () => {
  const kernel = new Kernel();
  const table = kernel.place(Float32Array.of(1, 2, 3));
  const large = kernel.allocate(20_000_000);
  kernel.floats(large, 5_000_000).fill(7);
  expect([...kernel.floats(table, 3)]).toEqual([1, 2, 3]);
});
