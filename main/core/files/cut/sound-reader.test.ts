import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SoundReader } from './sound-reader.ts';

const mix = new URL('../../../../e2e/audio/paper-boats.flac', import.meta.url).pathname;

let reader: SoundReader;
beforeEach(() => {
  reader = new SoundReader();
});
afterEach(async () => {
  vi.useRealTimers();
  await reader.close();
});

async function read(from: number, to: number | null): Promise<number> {
  let count = 0;
  for await (const chunk of reader.stretch(mix, null, from, to)) count += chunk[0]?.length ?? 0;
  return count;
}

test('parts that follow each other are read in one pass, however long each takes to prove', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const audio = await reader.open(mix, null);
  expect(await read(0, 10_000)).toBe(10_000);
  vi.advanceTimersByTime(60_000);
  // Each part looks at the headers again.
  expect(await reader.open(mix, null)).toBe(audio);
  expect(await read(10_000, 30_001)).toBe(20_001);
  expect(await reader.open(mix, null)).toBe(audio);
  // What lies behind is read from the start.
  expect(await read(5000, 6000)).toBe(1000);
  expect(await reader.open(mix, null)).not.toBe(audio);
});

test('a file nobody reads on is let go of', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const audio = await reader.open(mix, null);
  reader.rest();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await reader.open(mix, null)).not.toBe(audio);
});
