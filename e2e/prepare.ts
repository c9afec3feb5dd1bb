import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeHeardLibrary } from './heard-library.ts';

/** Runs once before all tests: has the music heard that most of them start with. Answers with what cleans up. */
export default async function prepare(): Promise<() => Promise<void>> {
  const folder = await makeHeardLibrary(join(import.meta.dirname, 'audio'));
  // Workers are processes of their own, which get it with their environment.
  process.env.LEDGERLINE_HEARD = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
