import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { advisorySeeds } from '#core/testing/advisory-seeds.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { readFile } from './read-file.ts';

const temporary = tempFolder();
afterAll(temporary.remove);

test.each(advisorySeeds)('$advisory: the file is content or a refusal, at once', async ({ fileName, bytes }) => {
  const path = join(temporary.path, fileName);
  writeFileSync(path, bytes());
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  process.on('unhandledRejection', note);
  const began = performance.now();
  const reading = await readFile({ path, known: null }, { hasFfmpeg: false });
  // What nobody waits for fails a turn later.
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', note);
  expect(['content', 'refused', 'ignored']).toContain(reading.type);
  expect([failures, performance.now() - began < 2000]).toEqual([[], true]);
});
