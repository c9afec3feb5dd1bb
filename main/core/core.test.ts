import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { tempFolder } from './testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from './testing/test-core.ts';

const audio = join(import.meta.dirname, '../../e2e/audio');

let folder: ReturnType<typeof tempFolder>;
let home: string;
let music: string;
let open: TestCore[];

beforeEach(() => {
  folder = tempFolder();
  home = join(folder.path, 'home');
  music = join(folder.path, 'music');
  mkdirSync(music);
  open = [];
});
afterEach(async () => {
  for (const { core } of open) await core.close();
  folder.remove();
});

async function start(options: Parameters<typeof openTestCore>[1] = {}): Promise<TestCore> {
  const opened = await openTestCore(home, options);
  open.push(opened);
  return opened;
}

async function stop(opened: TestCore): Promise<void> {
  open = open.filter((each) => each !== opened);
  await opened.core.close();
}

function copy(name: string, target = name): void {
  cpSync(join(audio, name), join(music, target));
}

async function rows({ call }: TestCore, text = ''): Promise<TrackRow[]> {
  const { view } = await call('tracks.openView', {
    slot: 'test',
    text,
    sort: [{ field: 'path', direction: 'ascending' }],
  });
  return call('tracks.viewRows', { view, start: 0, count: 500 });
}

test('a folder is read, analysed, found and played', async () => {
  copy('night-bus.mp3');
  copy('paper-boats.flac');
  copy('glass-garden.m4a');
  const app = await start();
  const { added } = await app.call('folders.add', { path: music });
  await app.core.waitForIdle();

  const found = await rows(app, 'format:flac');
  expect({
    added,
    logged: app.logged,
    folders: (await app.call('folders.list')).map(({ name, trackCount }) => [name, trackCount]),
    problems: await app.call('problems.count'),
    analysed: await app.call('tracks.count'),
    found: found.map(({ fileName, analysisState }) => [fileName, analysisState]),
  }).toEqual({
    added: true,
    logged: [],
    folders: [['music', 3]],
    problems: 0,
    analysed: { total: 3, analysed: 3 },
    found: [['paper-boats.flac', 'done']],
  });

  const track = found[0] as TrackRow;
  const detail = await app.call('tracks.get', { id: track.id });
  expect(detail.bpm).toBeGreaterThan(40);
  expect(track.waveform).not.toBeNull();
  const sound = await app.core.media({ method: 'GET', path: `/track/${track.id}`, range: 'bytes=0-3' });
  const waveform = await app.core.media({ method: 'GET', path: `/waveform/${track.id}`, range: null });
  expect([sound.status, sound.headers['content-type'], waveform.status]).toEqual([206, 'audio/flac', 200]);
  const cover = (await rows(app, 'format:mp3'))[0]?.artworkHash;
  const picture = await app.core.media({ method: 'GET', path: `/artwork/${cover}`, range: null });
  expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/webp']);
  for (const reply of [sound, waveform]) if (reply.body && 'destroy' in reply.body) reply.body.destroy();
});

test('what the window cannot play is decoded for it, once', async () => {
  copy('harbour-lights.aiff');
  const app = await start({ runAnalysis: false });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const [track] = await rows(app);
  const ask = () => app.core.media({ method: 'HEAD', path: `/track/${track?.id}?as=wav`, range: null });
  const [first, second] = await Promise.all([ask(), ask()]);
  expect([first.status, first.headers['content-type'], second.headers['content-length']]).toEqual([
    200,
    'audio/wav',
    first.headers['content-length'],
  ]);
});

test('media paths name ids, never files', async () => {
  const app = await start();
  const statuses = await Promise.all(
    [
      '/track/999',
      '/track/../../etc/passwd',
      '/artwork/../library.db',
      '/track/0',
      '/waveform/1',
      '/nothing',
      '/artwork/zz',
      '/track/1%2f..',
    ].map(async (path) => (await app.core.media({ method: 'GET', path, range: null })).status),
  );
  expect(statuses).toEqual(statuses.map(() => 404));
});

test('analysis left undone is taken up by the next start', async () => {
  copy('night-bus.mp3');
  const first = await start({ runAnalysis: false });
  await first.call('folders.add', { path: music });
  await first.core.waitForIdle();
  expect(await first.call('tracks.count')).toEqual({ total: 1, analysed: 0 });
  await stop(first);
  const second = await start();
  await second.core.waitForIdle();
  expect(await second.call('tracks.count')).toEqual({ total: 1, analysed: 1 });
});

test('a moved file keeps its rating and its analysis', async () => {
  copy('night-bus.mp3');
  copy('paper-boats.flac');
  const app = await start();
  const { id } = await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const before = await rows(app);
  const moved = before.find(({ fileName }) => fileName === 'night-bus.mp3') as TrackRow;
  await app.call('tracks.rate', { ratings: [{ id: moved.id, rating: 4 }] });
  mkdirSync(join(music, 'new'));
  renameSync(join(music, 'night-bus.mp3'), join(music, 'new/renamed.mp3'));
  await app.call('folders.scan', { id });
  await app.core.waitForIdle();
  const after = await rows(app);
  expect(
    after.map(({ id: track, fileName, rating, analysisState }) => [track, fileName, rating, analysisState]).sort(),
  ).toEqual(
    before
      .map((row) => [row.id, row.id === moved.id ? 'renamed.mp3' : row.fileName, row.id === moved.id ? 4 : 0, 'done'])
      .sort(),
  );
});

test('bad files are named under Problems, good ones go on, and a retry reads what was mended', async () => {
  copy('night-bus.mp3');
  writeFileSync(join(music, 'empty.mp3'), '');
  writeFileSync(join(music, 'text.mp3'), 'this is not music '.repeat(500));
  const app = await start();
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const { problems } = await app.call('problems.list', {});
  expect(problems.map(({ fileName, code }) => [fileName, code]).sort()).toEqual([
    ['empty.mp3', 'FILE_EMPTY'],
    ['text.mp3', 'FORMAT_UNKNOWN'],
  ]);
  expect(
    (await rows(app)).filter(({ analysisState }) => analysisState === 'done').map(({ fileName }) => fileName),
  ).toEqual(['night-bus.mp3']);

  cpSync(join(audio, 'paper-boats.flac'), join(music, 'empty.mp3'));
  await app.call('problems.retry', {});
  await app.core.waitForIdle();
  expect((await app.call('problems.list', {})).problems.map(({ fileName }) => fileName)).toEqual(['text.mp3']);
  expect(app.logged).toEqual([]);
});

test('a rating is undone and done again', async () => {
  copy('night-bus.mp3');
  const app = await start({ runAnalysis: false });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const [track] = await rows(app);
  const id = track?.id as TrackId;
  await app.call('tracks.rate', { ratings: [{ id, rating: 5 }] });
  expect((await rows(app))[0]?.rating).toBe(5);
  await app.call('history.undo', {});
  expect((await rows(app))[0]?.rating).toBe(track?.rating);
  await app.call('history.redo');
  expect((await rows(app))[0]?.rating).toBe(5);
  expect((await app.call('tracks.rate', { ratings: [{ id, rating: 5 }] })).operation).toBeNull();
});

test('forgetting a folder touches no file', async () => {
  copy('night-bus.mp3');
  const app = await start();
  const { id } = await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  expect(await app.call('folders.remove', { id })).toEqual({ trackCount: 1 });
  expect([await app.call('folders.list'), await rows(app)]).toEqual([[], []]);
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  expect((await rows(app)).length).toBe(1);
});

test('a folder that is away goes offline and loses nothing', async () => {
  copy('night-bus.mp3');
  const app = await start();
  const { id } = await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  renameSync(music, `${music}-unplugged`);
  await app.call('folders.scan', { id });
  await app.core.waitForIdle();
  expect((await rows(app)).map(({ isOffline, isMissing }) => [isOffline, isMissing])).toEqual([[true, false]]);
  renameSync(`${music}-unplugged`, music);
  await app.call('folders.scan', { id });
  await app.core.waitForIdle();
  expect((await rows(app)).map(({ isOffline, isMissing }) => [isOffline, isMissing])).toEqual([[false, false]]);
});

test('settings are kept, changed one by one, and a damaged one falls back', async () => {
  const app = await start();
  await app.call('settings.update', { theme: 'light' });
  await app.call('settings.update', { keyNotation: 'openKey' });
  await stop(app);
  const again = await start();
  const { theme, keyNotation, rowHeight } = await again.call('settings.get');
  expect({ theme, keyNotation, rowHeight }).toEqual({ theme: 'light', keyNotation: 'openKey', rowHeight: 'normal' });
  expect(await errorCode(again.call('settings.update', { theme: 'pink' as never }))).toBe('INVALID_INPUT');
});

test('a view stays as it was opened while the library changes, and a forgotten one says so', async () => {
  copy('night-bus.mp3');
  const app = await start({ runAnalysis: false });
  const { id } = await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const { view } = await app.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  copy('paper-boats.flac');
  await app.call('folders.scan', { id });
  await app.core.waitForIdle();
  expect((await app.call('tracks.viewRows', { view, start: 0, count: 50 })).length).toBe(1);
  expect((await rows(app)).length).toBe(2);
  expect(await errorCode(app.call('tracks.viewRows', { view: 'view-9999', start: 0, count: 1 }))).toBe('NOT_FOUND');
});

test('the windows are told of changes by topic, and of progress', async () => {
  copy('night-bus.mp3');
  const app = await start();
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const topics = new Set(
    app.events.flatMap(({ name, payload }) =>
      name === 'library.changed' ? (payload as { topics: string[] }).topics : [],
    ),
  );
  // Duplicates are looked for in their own time, and who is here for the first time is welcome.
  topics.delete('duplicates');
  topics.delete('achievements');
  expect([...topics].sort()).toEqual(['activity', 'folders', 'tracks']);
  const activity = await app.call('activity.list');
  expect(activity.map(({ kind, state, failed }) => [kind, state, failed]).sort()).toEqual([
    ['analysis', 'done', 0],
    ['scan', 'done', 0],
  ]);
});

test('a file removed between scan and analysis waits, and is missing once a scan has looked', async () => {
  copy('night-bus.mp3');
  copy('sine.flac');
  const app = await start({ runAnalysis: false });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  rmSync(join(music, 'night-bus.mp3'));
  await stop(app);
  const again = await start();
  await again.core.waitForIdle();
  expect((await again.call('problems.list', {})).problems).toEqual([]);
  await again.call('folders.scan', {});
  await again.core.waitForIdle();
  expect(await again.call('folders.list')).toMatchObject([{ trackCount: 2, missingCount: 1 }]);
  expect(again.logged).toEqual([]);
});

test('analysis pauses, goes on, and can be cancelled; what was cancelled waits for the next start', async () => {
  for (let copyNumber = 0; copyNumber < 6; copyNumber++) copy('night-bus.mp3', `copy ${copyNumber}.mp3`);
  const app = await start();
  await app.call('activity.pause', { id: 'analysis' });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  expect(await app.call('tracks.count')).toEqual({ total: 6, analysed: 0 });
  const paused = (await app.call('activity.list')).find(({ kind }) => kind === 'analysis');
  expect([paused?.state, paused?.total]).toEqual(['paused', 6]);

  await app.call('activity.cancel', { id: 'analysis' });
  await app.call('activity.resume', {});
  await app.core.waitForIdle();
  expect(await app.call('tracks.count')).toEqual({ total: 6, analysed: 0 });
  await stop(app);

  const again = await start();
  await again.core.waitForIdle();
  expect(await again.call('tracks.count')).toEqual({ total: 6, analysed: 6 });
});

test('content that ended its worker twice is quarantined by name until the user asks again', async () => {
  copy('night-bus.mp3');
  const poison = new URL('./testing/poison.worker.ts', import.meta.url);
  const real = (name: string) => new URL(`../workers/${name}.worker.ts`, import.meta.url);
  const app = await start({ workerUrl: (name) => (name === 'analysis' ? poison : real(name)) });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  expect((await app.call('problems.list', {})).problems.map(({ code }) => code)).toEqual(['QUARANTINED']);
  await stop(app);

  // A copy of it, under another name, is not tried at all.
  copy('night-bus.mp3', 'copy.mp3');
  const second = await start();
  await second.call('folders.scan', {});
  await second.core.waitForIdle();
  expect((await second.call('problems.list', {})).problems.map(({ code }) => code)).toEqual([
    'QUARANTINED',
    'QUARANTINED',
  ]);

  await second.call('problems.retry', {});
  await second.core.waitForIdle();
  expect([await second.call('problems.count'), (await second.call('tracks.count')).analysed]).toEqual([0, 2]);
});

test('a file that can be neither read nor analysed is one problem, and a retry tries both', async () => {
  writeFileSync(
    join(music, 'broken.mp4'),
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(2000, 1)]),
  );
  const app = await start();
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
  const { problems, total } = await app.call('problems.list', {});
  expect([problems.map(({ fileName }) => fileName), total, await app.call('problems.count')]).toEqual([
    ['broken.mp4'],
    1,
    1,
  ]);
  cpSync(join(audio, 'glass-garden.m4a'), join(music, 'broken.mp4'));
  await app.call('problems.retry', { ids: problems.map(({ id }) => id as never) });
  await app.core.waitForIdle();
  expect([await app.call('problems.count'), (await rows(app)).map(({ title }) => title)]).toEqual([
    0,
    ['Glass Garden'],
  ]);
});
