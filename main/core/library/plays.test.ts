import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;
let ids: TrackId[];

beforeEach(async () => {
  folder = tempFolder();
  const library = openLibrary(folder.path);
  ids = ['Never', 'Once', 'Twice'].map((title) => insertTrack(library.db, { title }) as TrackId);
  library.close();
  lab = await openTestCore(folder.path, { runAnalysis: false });
});
afterEach(async () => {
  await lab.core.close();
  folder.remove();
});

async function find(text: string): Promise<string[]> {
  const { view } = await lab.call('tracks.openView', { slot: 'test', text, sort: [] });
  const rows = await lab.call('tracks.viewRows', { view, start: 0, count: 10 });
  return rows.map(({ title }) => title);
}

test('plays are counted, shown, searched and sorted by', async () => {
  const [never, once, twice] = ids as [TrackId, TrackId, TrackId];
  for (const id of [once, twice, twice]) await lab.call('tracks.played', { id });
  expect(await lab.call('tracks.get', { id: never })).toMatchObject({ plays: 0, lastPlayedAt: null });
  const { plays, lastPlayedAt } = await lab.call('tracks.get', { id: twice });
  expect(plays).toBe(2);
  expect(Math.abs(Date.now() - (lastPlayedAt ?? 0))).toBeLessThan(60_000);
  expect(await find('plays:>=1 plays-')).toEqual(['Twice', 'Once']);
  expect(await find('played:0')).toEqual(['Never']);
  expect(await find('lastplayed:today plays+')).toEqual(['Once', 'Twice']);
  expect(await find('lastplayed:..2020')).toEqual([]);
});

test('a track that is gone is passed over', async () => {
  await lab.call('tracks.played', { id: 9999 as TrackId });
  expect(lab.logged).toEqual([]);
});
