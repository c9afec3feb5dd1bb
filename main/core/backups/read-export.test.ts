import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader } from '#core/db/open-library.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { emptyEntry } from '#shared/tracklist/tracklist-parts.ts';

const music = join(import.meta.dirname, '../../../e2e/audio');
let folder: ReturnType<typeof tempFolder>;
let home: string;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  folder = tempFolder();
  home = join(folder.path, 'home');
  mkdirSync(join(folder.path, 'music'));
  copyFileSync(join(music, 'night-bus.mp3'), join(folder.path, 'music', 'night-bus.mp3'));
});
afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
  folder.remove();
});

async function start(): Promise<TestCore> {
  const app = await openTestCore(home, {
    runAnalysis: false,
    settleMs: 0,
    trash: { dataHome: join(folder.path, 'data') },
  });
  open.push(app.core);
  return app;
}

async function close(app: TestCore): Promise<void> {
  open.splice(open.indexOf(app.core), 1);
  await app.core.close();
}

async function importMusic(app: Pick<TestCore, 'call' | 'core'>): Promise<TrackId> {
  await app.call('folders.add', { path: join(folder.path, 'music') });
  await app.core.waitForIdle();
  return (await rows(app))[0]!.id;
}

async function rows({ call }: Pick<TestCore, 'call'>) {
  const { view } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
  return call('tracks.viewRows', { view, start: 0, count: 10 });
}

test('what an export knows comes back to a library made anew, and can be undone', async () => {
  const first = await start();
  const id = await importMusic(first);
  await first.call('tracks.rate', { ratings: [{ id, rating: 3 }] });
  await first.call('analysis.override', { overrides: [{ id, field: 'bpm', value: 99 }] });
  await first.call('tags.edit', { edits: [{ ids: [id], field: 'title', values: ['Mine'], mode: 'set' }] });
  const sets = await first.call('playlists.create', { name: 'Sets', kind: 'folder' });
  const friday = { name: 'Friday', kind: 'list' as const, parentId: sets.id, trackIds: [id, id] };
  const list = await first.call('playlists.create', friday);
  const [entry] = (await first.call('playlists.open', { id: list.id })).entryIds;
  await first.call('playlists.setEntry', { id: list.id, entryId: entry!, note: 'Long outro' });
  const played = [
    { ...emptyEntry, artist: 'Ada', title: 'Unheard', startMs: 0 },
    { ...emptyEntry, title: 'ID', isUnknown: true, startMs: 60_000 },
  ];
  const mixes = await first.call('tracklists.create', {
    parts: [{ facts: { date: '2026-11-14' }, entries: played }],
    mixTrackId: id,
    name: 'Kanal 9',
  });
  const mix = mixes.ids[0]!;
  const heard = (await first.call('tracklists.get', { id: mix })).entries[0]!;
  await first.call('tracklists.editEntries', { id: mix, steps: [{ type: 'setTrack', id: heard.id, trackId: id }] });
  await first.call('tracklists.publish', { id: mix });
  await first.call('playlists.create', { ...friday, trackIds: [] });
  const cue = { kind: 'cue' as const, slot: 0, startMs: 500, endMs: null, name: 'Drop', colour: '#ff0000' };
  await first.call('cues.set', { trackId: id, cues: [cue] });
  const { folder: exports } = await first.call('backups.export');
  const [name] = readdirSync(exports);
  await close(first);

  home = join(folder.path, 'new');
  const again = await start();
  const track = await importMusic(again);
  expect(await errorCode(again.call('backups.readExport', { path: join(folder.path, 'music', 'night-bus.mp3') }))).toBe(
    'BACKUP_INVALID',
  );
  const path = join(exports, name!);
  expect(await again.call('backups.readExport', { path })).toMatchObject({ matched: 1, unmatched: 0 });
  expect((await rows(again))[0]).toMatchObject({ title: 'Mine', rating: 3, bpm: 99, hasEdits: true });
  const made = await again.call('playlists.list');
  expect(made.map((each) => each.name)).toEqual(['Sets', 'Friday', 'Friday']);
  const { entries } = await again.call('playlists.entries', { id: made[1]!.id, start: 0, count: 9 });
  expect(entries.map((each) => [each.track?.id, each.note])).toEqual([
    [track, 'Long outro'],
    [track, ''],
  ]);
  const [kanal] = await again.call('tracklists.list');
  expect(kanal).toMatchObject({ name: 'Kanal 9', date: '2026-11-14', state: 'published', count: 2, matchedCount: 1 });
  const told = await again.call('tracklists.get', { id: kanal!.id });
  expect(told.mix?.id).toBe(track);
  expect(told.entries.map((each) => [each.title, each.startMs, each.track?.id, each.isMatchFixed])).toEqual([
    ['Unheard', 0, track, true],
    ['ID', 60_000, undefined, false],
  ]);
  expect(await again.call('cues.get', { trackId: track })).toEqual([cue]);
  expect((await again.call('backups.readExport', { path })).operation).toBeNull();
  await again.call('history.undo', {});
  expect(await again.call('playlists.list')).toEqual([]);
  expect(await again.call('cues.get', { trackId: track })).toEqual([]);
  expect(await again.call('tracklists.list')).toEqual([]);
  expect((await rows(again))[0]).toMatchObject({ id: track, title: 'Night Bus', rating: 0, hasEdits: false });
});

test('an export brings in nothing that could not be typed in', async () => {
  const app = await start();
  await importMusic(app);
  const path = join(folder.path, 'made-up.jsonl');
  const edits = {
    title: ['  A\0B '],
    trackNumber: ['-1'],
    cover: ['../../library.db'],
    date: ['tomorrow'],
    nothing: ['x'],
  };
  const track = { type: 'track', audioHash: null, quickHash: null, path: join(folder.path, 'music', 'night-bus.mp3') };
  const rest = { rating: 0, playCount: 0, lastPlayedAt: null, overrides: {}, edits };
  writeFileSync(path, `{"type":"ledgerline","format":1}\n${JSON.stringify({ ...track, ...rest })}\n`);
  await app.call('backups.readExport', { path });
  const library = openReader(join(home, 'library.db'));
  expect(library.prepare('SELECT field, value FROM tag_edit').raw().all()).toEqual([['title', '["A B"]']]);
  library.close();
});

test('plays come back with the day of the last one, are counted once, and can be undone', async () => {
  const first = await start();
  const id = await importMusic(first);
  for (let count = 0; count < 3; count += 1) await first.call('tracks.played', { id });
  const { plays, lastPlayedAt } = (await rows(first))[0]!;
  expect([plays, lastPlayedAt]).toEqual([3, expect.any(Number)]);
  const { folder: exports } = await first.call('backups.export');
  const path = join(exports, readdirSync(exports)[0]!);
  await close(first);

  home = join(folder.path, 'new');
  const again = await start();
  const track = await importMusic(again);
  await again.call('tracks.played', { id: track });
  const before = (await rows(again))[0]!;
  await again.call('backups.readExport', { path });
  // The later day of the two.
  expect((await rows(again))[0]).toMatchObject({ plays: 3, lastPlayedAt: before.lastPlayedAt });
  expect((await again.call('backups.readExport', { path })).operation).toBeNull();
  await again.call('history.undo', {});
  expect((await rows(again))[0]).toEqual(before);
});
