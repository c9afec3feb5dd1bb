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
  const imported = async () => {
    await core.call('interop.openImport', { path: file });
    await core.core.waitForIdle();
    await core.call('interop.runImport', { options: importOptions.parse({ conflicts: 'theirs' }) });
    await core.core.waitForIdle();
    return core.call('interop.getImport');
  };
  expect(await imported()).toMatchObject({ state: 'done', counts: { ratings: 1, plays: 0, cues: 1, grids: 0 } });
  const cues = await core.call('cues.get', { trackId });
  expect(cues.map(({ kind, slot, startMs }) => [kind, slot, startMs])).toEqual([
    ['cue', 0, 1000],
    ['cue', null, 2000],
    ['cue', null, 3000],
  ]);
  expect(await imported()).toMatchObject({ state: 'done', operation: null, counts: { cues: 0, conflicts: 0 } });
  expect(await core.call('analysis.get', { id: trackId })).toMatchObject({ overrides: [] });
  expect(core.logged).toEqual([]);
});
