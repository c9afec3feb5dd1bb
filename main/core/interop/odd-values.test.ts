import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { insertFolderRow, insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { importOptions } from '#shared/contract/interop.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openLab(): Promise<{ core: TestCore; trackId: TrackId; file: string }> {
  const folder = tempFolder('ledgerline-odd-', true);
  const home = join(folder.path, 'home');
  mkdirSync(home);
  const { db, close } = openLibrary(home, { listBackups: () => [] });
  const folder_id = insertFolderRow(db, '/music');
  const trackId = insertTrack(db, { folder_id, path: 'a.mp3', file_name: 'a.mp3', duration_ms: 200_000 }) as TrackId;
  close();
  const core = await openTestCore(home, { runAnalysis: false });
  ends.push(folder.remove, () => core.core.close());
  return { core, trackId, file: join(folder.path, 'in.xml') };
}

async function imported({ call, core }: TestCore, path: string) {
  await call('interop.openImport', { path });
  await core.waitForIdle();
  await call('interop.runImport', { options: importOptions.parse({ conflicts: 'theirs' }) });
  await core.waitForIdle();
  return call('interop.getImport');
}

const mark = (start: string, rest: string) => `<POSITION_MARK Start="${start}" ${rest}/>`;

test('numbers no track has are passed over, the rest is taken, and a second time there is nothing new', async () => {
  const { core, trackId, file } = await openLab();
  const marks = [
    mark('1', `Type="0" Num="0" Name="${'x'.repeat(199)}\u{1f600}"`),
    mark('1e305', 'Type="0" Num="1"'),
    mark('20000000', 'Type="0" Num="1"'),
    mark('2', 'Type="4" End="1e305" Num="0.5"'),
    mark('3', 'Type="0" Num="0"'),
  ];
  writeFileSync(
    file,
    `<DJ_PLAYLISTS><COLLECTION><TRACK TrackID="1" Location="file://localhost/music/a.mp3" Rating="153" PlayCount="1e300">
      <TEMPO Inizio="1e300" Bpm="120" Battito="1"/>${marks.join('')}</TRACK></COLLECTION></DJ_PLAYLISTS>`,
  );
  expect(await imported(core, file)).toMatchObject({
    state: 'done',
    counts: { ratings: 1, plays: 0, cues: 1, grids: 0 },
  });
  const cues = await core.call('cues.get', { trackId });
  expect(cues.map(({ kind, slot, startMs }) => [kind, slot, startMs])).toEqual([
    ['cue', 0, 1000],
    ['cue', null, 2000],
    ['cue', null, 3000],
  ]);
  expect(await imported(core, file)).toMatchObject({
    state: 'done',
    operation: null,
    counts: { cues: 0, conflicts: 0 },
  });
  expect(await core.call('analysis.get', { id: trackId })).toMatchObject({ overrides: [] });
  expect(core.logged).toEqual([]);
});

test('a list keeps entries whatever a file claims of them, and JSON may claim anything', async () => {
  const { core, trackId, file } = await openLab();
  writeFileSync(
    file,
    `<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track><location>/gone.mp3</location>
      <title>${'y'.repeat(9000)}</title><duration>1e300</duration></track></trackList></playlist>`,
  );
  expect(await imported(core, file)).toMatchObject({ state: 'done', counts: { entries: 1, deadEntries: 1 } });
  const [list] = await core.call('playlists.list');
  const { entries } = await core.call('playlists.entries', { id: list!.id, start: 0, count: 5 });
  expect(entries.map(({ kept }) => kept.durationMs)).toEqual([null]);

  const tempos = [60_000, 1000, 1000].map((startMs) => ({ startMs, bpm: 120, beat: 1 }));
  const facts = { rating: 4.2, playCount: 2.4, lastPlayedAt: 5.5, addedAt: -1e300, durationMs: 1e300, grid: tempos };
  const tracks = [
    { key: '1', path: '/music/a.mp3', ...facts },
    { key: '2', path: '/music/b.mp3', rating: 99, playCount: -1 },
  ];
  const lines = tracks.map((track) => JSON.stringify(track)).join(',\n');
  writeFileSync(
    file,
    `{"format":"ledgerline-library","version":1,"name":"x","tracks":[\n${lines}\n],\n"playlists":[\n]}\n`,
  );
  expect(await imported(core, file)).toMatchObject({
    state: 'done',
    counts: { ratings: 1, plays: 1, added: 0, grids: 1 },
  });
  expect(await core.call('tracks.get', { id: trackId })).toMatchObject({ rating: 4, plays: 2, lastPlayedAt: 6 });
  const { overrides } = await core.call('analysis.get', { id: trackId });
  expect(overrides).toMatchObject([{ value: { tempos: [{ startMs: 1000 }, { startMs: 60_000 }] } }]);
  expect(await imported(core, file)).toMatchObject({ state: 'done', operation: null });
  expect(core.logged).toEqual([]);
});
